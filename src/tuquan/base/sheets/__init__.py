"""Reading a file somebody sent as a workbook value, defensively: files are never trusted.

`read_workbook` never raises for what a file holds: it gives a workbook or a refusal with a code.
Nothing is evaluated, no link is followed, nothing is written to disk.
"""

from tuquan.base.sheets.reading import MAX_BYTES, MAX_ROWS, Refusal, read_workbook

__all__ = ["MAX_BYTES", "MAX_ROWS", "Refusal", "read_workbook"]

"""Recognising the household lists commune staff already have: workbook in, households out."""

from tuquan.core.lists.recognise import recognise
from tuquan.core.lists.remarks import SEVERITIES, Remark
from tuquan.core.lists.result import (
    HELD,
    IMPORTED,
    GroupBlock,
    Household,
    Person,
    Recognition,
    SheetResult,
)
from tuquan.core.lists.sheets import Cell, Detail, Merge, Sheet, Workbook
from tuquan.core.lists.taught import FIELDS, LEFT_OUT, Taught

__all__ = [
    "FIELDS",
    "HELD",
    "IMPORTED",
    "LEFT_OUT",
    "SEVERITIES",
    "Cell",
    "Detail",
    "GroupBlock",
    "Household",
    "Merge",
    "Person",
    "Recognition",
    "Remark",
    "Sheet",
    "SheetResult",
    "Taught",
    "Workbook",
    "recognise",
]

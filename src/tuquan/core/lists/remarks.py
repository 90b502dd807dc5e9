"""What the recogniser has to say about a file, by code; the sentences live in `tuquan.base.texts`.

`error` holds the row until a person decides, `warning` imports it with the field left empty or
as `value`, `info` imports and repairs, `skip` is not a household.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

_CODES = {
    "error": """
        head_name_missing duplicate_household duplicate_differs person_name_missing
        duplicate_person household_without_head
    """,
    "warning": """
        column_not_kept sheet_empty sheet_hidden total_mismatch possible_duplicate name_incomplete
        letters_lost birth_year_missing birth_year_unknown birth_year_out_of_range
        birth_year_two_digits head_too_young birth_date_missing birth_date_impossible
        birth_date_month_first birth_date_in_future member_count_missing member_count_invalid
        member_count_too_high relation_missing household_two_heads household_number_repeated
        formula_text formula_error phone_invalid coordinates_invalid coordinates_swapped
        row_too_wide note_sensitive
    """,
    "skip": """
        sheet_not_a_list total_row section_row repeated_header column_number_row note_only_row
        empty_numbered_row trailing_text
    """,
    "info": """
        legacy_encoding unicode_decomposed lookalike_letter mojibake encoding_mixed letter_case
        extra_spaces line_break_in_cell tone_mark_style name_prefix_removed number_as_text
        birth_year_repaired birth_date_given member_count_repaired ditto_filled merged_cell_filled
        formula_value_used long_text phone_repaired row_number_odd cell_comment
    """,
}
SEVERITIES: Mapping[str, str] = MappingProxyType(
    {code: severity for severity, codes in _CODES.items() for code in codes.split()}
)
"""How grave each code is."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about a file, a sheet (`row` None), a row or a cell.

    `raw` is what is typed, `value` what is stored; `see_row` is the earlier row it is like.
    """

    code: str
    sheet: str
    row: int | None = None
    cell: str = ""
    field: str = ""
    raw: Any = None
    value: Any = None
    see_sheet: str = ""
    see_row: int | None = None
    to_row: int | None = None
    line: int | None = None

    @property
    def severity(self) -> str:
        """`error`, `warning`, `info` or `skip`."""
        return SEVERITIES[self.code]

    def as_json(self) -> dict[str, Any]:
        """One entry of `problems`, without what it does not have."""
        entry: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet or None,
            "row": self.row,
        }
        optional = ("cell", "field", "raw", "see_sheet", "see_row", "to_row", "line")
        entry |= {key: getattr(self, key) for key in optional if getattr(self, key)}
        if self.cell:
            entry["raw"] = self.raw
        if self.value is not None or (self.field and self.severity in ("warning", "info")):
            entry["value"] = self.value
        return entry

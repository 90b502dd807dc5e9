"""The yearly sheet: what people mark on it, and what a result rests on once it is given."""

from __future__ import annotations

from tuquan.core.assessing.frozen import (
    came_out,
    known_from_json,
    known_to_json,
    placing_to_json,
    quotas_from_json,
)
from tuquan.core.assessing.marks import (
    Box,
    Mark,
    Marks,
    check_findings,
    check_marks,
    differing,
    marks_from_json,
    marks_to_json,
    proposed,
    rows_of,
    with_marks,
    without_marks,
)

__all__ = [
    "Box",
    "Mark",
    "Marks",
    "came_out",
    "check_findings",
    "check_marks",
    "differing",
    "known_from_json",
    "known_to_json",
    "marks_from_json",
    "marks_to_json",
    "placing_to_json",
    "proposed",
    "quotas_from_json",
    "rows_of",
    "with_marks",
    "without_marks",
]

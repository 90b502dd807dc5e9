"""From the criteria of a sheet to points, floors, knock-outs and a class, and from many to ranks.

`compile_sheet` makes the sheet of an edition ready once for many places; `judge_sheet` does both
for one. With something missing a result is given only where every completion agrees.
"""

from __future__ import annotations

from tuquan.core.scoring.criteria import judge_criterion
from tuquan.core.scoring.quotas import Placing, apply_quotas, rank, standing
from tuquan.core.scoring.results import Counts, CriterionResult, Earned, SheetResult
from tuquan.core.scoring.sheets import Sheet, compile_sheet, judge_sheet
from tuquan.core.scoring.wanting import Need, Way, needs_of, way_up

__all__ = [
    "Counts",
    "CriterionResult",
    "Earned",
    "Need",
    "Placing",
    "Sheet",
    "SheetResult",
    "Way",
    "apply_quotas",
    "compile_sheet",
    "judge_criterion",
    "judge_sheet",
    "needs_of",
    "rank",
    "standing",
    "way_up",
]

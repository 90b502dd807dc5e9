"""Criteria of a programme, with their points, and how a sheet of them becomes a class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tuquan.core.programme.forms import Polarity, Source
from tuquan.core.programme.rules import Rule


@dataclass(frozen=True, slots=True)
class PointStep:
    """So many points where the rule holds; the first step that holds counts."""

    rule: Rule
    points: Decimal


@dataclass(frozen=True, slots=True)
class Points:
    """What a criterion is worth.

    `whole`: all or nothing by the criterion's rule; `steps`: the first step that holds; `each`: so
    many points for each unit of a figure; `share`: in proportion to one figure over another; `sum`:
    the points of the parts, whose maxima must add up to this maximum. A `bonus` adds to the score,
    a `penalty` takes from it; neither belongs to the total.
    """

    maximum: Decimal
    kind: Literal["whole", "steps", "each", "share", "sum"] = "whole"
    role: Literal["score", "bonus", "penalty"] = "score"
    steps: tuple[PointStep, ...] = ()
    of: str = ""
    over: str = ""
    each: Decimal | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A standard, a criterion or a row of one, word for word; standards hold their rows as parts.

    Without a rule and without parts it is met when the mark on the sheet is `met_by`: the rows of
    S3-13 are failed by a "Có". `fault` says what is wrong with the source here (S3-19: number 4.5
    stands twice), `reading` how a loose wording was read as a rule (S3-16). A mark under
    `evidence_for` counts only with a file or the number of a paper.
    """

    key: str
    number: str
    label: str
    label_en: str = ""
    polarity: Polarity = ""
    met_by: Literal["yes", "no"] = "yes"
    knock_out: bool = False
    applies_when: Rule | None = None
    rule: Rule | None = None
    points: Points | None = None
    floor: Decimal | None = None
    parts: tuple[Criterion, ...] = ()
    evidence: str = ""
    evidence_en: str = ""
    evidence_for: Literal["", "yes", "no"] = ""
    reading: str = ""
    fault: str = ""
    optional: bool = False
    effective_from: date | None = None
    effective_until: date | None = None
    source: Source = Source()

    @property
    def with_parts(self) -> tuple[Criterion, ...]:
        """This criterion and everything inside it, in the order of the sheet."""
        return (self, *(inner for part in self.parts for inner in part.with_parts))


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of those that reach a class may have it: the best so many, or so many percent.

    Percentages are compared exactly and made whole by `rounding`; `ties` says whether equals at the
    edge all get in or all stay out.
    """

    count: int | None = None
    percent: Decimal | None = None
    within: Literal["all", "cluster"] = "all"
    rounding: Literal["down", "half_up", "up"] = "down"
    ties: Literal["in", "out"] = "in"


@dataclass(frozen=True, slots=True)
class ResultClass:
    """A class a place may reach. Knock-outs fail every class but those that say otherwise."""

    key: str
    label: str
    rule: Rule
    label_en: str = ""
    needs_no_knock_out: bool = True
    needs_floors: bool = True
    quota: Quota | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Scoring:
    """From the criteria to a class: the classes best first, and what happens to points.

    `not_applicable` is what becomes of the points of a row that does not apply: dropped and the
    rest rescaled, counted as zero, or given in full. Limits clamp bonus and penalty; with
    `bonus_above_total` the bonus may lift the score above the total.
    """

    classes: tuple[ResultClass, ...]
    otherwise: str
    otherwise_en: str = ""
    not_applicable: Literal["rescale", "zero", "full"] = "rescale"
    total: Decimal | None = None
    bonus_limit: Decimal | None = None
    penalty_limit: Decimal | None = None
    bonus_above_total: bool = False
    decimals: int | None = None
    rounding: Literal["half_up", "down", "up"] = "half_up"
    fault: str = ""
    source: Source = Source()

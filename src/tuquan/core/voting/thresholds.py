"""How many are enough, as data: a share, of whom, and whether exactly that share suffices.

Everything is counted in households (F-77) and compared exactly: half of 27 is 13.5, so "more than
half" takes 14, and two thirds of 28 take 19.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from tuquan.core.reasons import Reason

Base = Literal["all_households", "present", "ballots_cast", "valid_ballots"]
"""Of whom a share is taken."""

LAW = "10/2022/QH15"
"""The law on grass-roots democracy, in force since 01/7/2023."""


@dataclass(frozen=True, slots=True)
class LawArticle:
    """Where the law says so: article and clause as in `15(6)`, empty where our table has none."""

    law: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A share that has to be passed (`strict`, ">") or reached ("≥").

    Without `law` it was chosen by the programme and is not fixed by law, and says so.
    """

    share: Fraction
    strict: bool
    law: LawArticle | None = None

    def __post_init__(self) -> None:
        """Refuse a share that everybody meets or nobody can."""
        sensible = 0 <= self.share < 1 if self.strict else 0 < self.share <= 1
        if not sensible:
            raise ValueError(f"no vote can be counted against a share of {self.share}")

    def least(self, whole: int) -> int:
        """The fewest that meet it out of `whole`; never none, so that nobody passes nothing."""
        part = self.share * whole
        return max(1, floor(part) + 1 if self.strict else ceil(part))

    def is_met(self, count: int, whole: int) -> bool:
        """Whether so many out of `whole` are enough."""
        return count >= self.least(whole)

    def origin(self) -> Reason:
        """Who fixed it: the law, with its article, or the programme (S0-30)."""
        if self.law is None:
            return Reason("chosen_by_programme")
        if not self.law.article:
            return Reason("fixed_by_law", {"law": self.law.law})
        return Reason("fixed_by_article", {"law": self.law.law, "article": self.law.article})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum(Requirement):
    """How many of all entitled households must take part before anything can be decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Requirement):
    """How many must agree, and of whom the share is taken."""

    of: Base


HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)

MORE_THAN_HALF = Threshold(share=HALF, strict=True, of="all_households", law=LawArticle(LAW))
"""Luật 10/2022/QH15: most matters pass with more than half of all household representatives."""

AT_LEAST_TWO_THIRDS = Threshold(
    share=TWO_THIRDS, strict=False, of="all_households", law=LawArticle(LAW)
)
"""Luật 10/2022/QH15: contributions and funds pass with two thirds of all representatives."""

METHOD_CHOICE = Threshold(share=HALF, strict=True, of="present", law=LawArticle(LAW))
"""Show of hands or secret ballot is chosen by more than half of those present."""

ONLINE_CONSENT = Threshold(share=HALF, strict=True, of="all_households", law=LawArticle(LAW))
"""More than half of all representatives must first agree to vote online."""

DISMISSAL_REQUEST = Threshold(share=HALF, strict=False, of="all_households", law=LawArticle(LAW))
"""Half of the households can ask for the dismissal of an area head."""

INITIATIVE = Threshold(
    share=Fraction(1, 10), strict=False, of="all_households", law=LawArticle(LAW, "16")
)
"""A tenth of the households can put a matter forward (Điều 16)."""

GROUP_MAJORITY = Threshold(share=HALF, strict=True, of="all_households")
"""Default for elections of a group (S0-12): chosen by the programme, not fixed by law."""

GROUP_QUORUM = Quorum(share=HALF, strict=True)
"""Default for meetings of a group: fewer could not pass anything by `GROUP_MAJORITY`."""

"""A quarter worked out by hand: two groups of one area, sorting waste (a stock) and trees (a sum).

              September: sorting, trees   October       November
Tổ 1 (25)     10, 2                       12, 3         15, 4
Tổ 2 (25)      5, 1                        -             7, 0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from tests import make
from tests.insights.case import filled, month
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers, Value
from tuquan.groups.models import ResidentGroup
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import accept_report, open_periods, submit_report

SORTING, TREES = "households_sorting_waste", "trees_planted"
FIGURES = {
    "2026-09": ((10, 2), (5, 1)),
    "2026-10": ((12, 3), None),
    "2026-11": ((15, 4), (7, 0)),
}


@dataclass
class Quarter:
    """The commune whose two groups reported, and its officer."""

    world: make.World
    officer: Actor
    groups: list[ResidentGroup]

    def total(self, calendar: str = "monthly", period: str = "2026-11") -> Obligation:
        """A total the commune owes."""
        return Obligation.objects.get(
            kind=Obligation.Kind.TOTAL,
            calendar=calendar,
            period_key=period,
            place=self.world.commune,
        )

    def owed(self, group: int, period: str) -> Obligation:
        """A monthly report of one of the groups."""
        return Obligation.objects.get(
            group=self.groups[group], calendar="monthly", period_key=period
        )

    def hand_in(
        self, group: int, period: str, values: Mapping[str, Value], *, accept: bool = True
    ) -> Report:
        """Hand in a complete report; what is not named is yes, or zero."""
        owed = self.owed(group, period)
        answers = Answers(filled(owed, values, frozenset()))
        report = submit_report(make.SYSTEM, owed, answers, 0)
        return accept_report(make.SYSTEM, report, report.version) if accept else report


def quarter(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Quarter:
    """The months above, sent and accepted; today is 10 January 2027."""
    make.adoption(world.commune, make.S0, date(2026, 9, 1))
    make.adoption(world.commune, make.S1, date(2026, 9, 1))
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-08-20")
        groups = make.groups(world.area, 50)
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-10")
    open_periods(make.SYSTEM)
    case = Quarter(world, make.actor(make.officer(world.commune)), groups)
    for period, rows in FIGURES.items():
        for number, row in enumerate(rows):
            if row is not None:
                case.hand_in(number, period, month(row[0], row[1], 10))
    return case

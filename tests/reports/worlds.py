"""A commune whose groups report: what the tests of reports start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from tests import make
from tuquan.accounts.models import Account
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers, Value
from tuquan.core.programme import Form
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import name_holder
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import accept_report, open_periods, submit_report

FORMED = "2026-09-15"
"""The day on which the groups of these tests are formed, so that October has a month before."""


@dataclass
class Village:
    """One group of 20 households with its leader and deputy, and the officer of its commune."""

    world: make.World
    group: ResidentGroup
    leader: Account
    deputy: Account
    officer: Account

    @property
    def writer(self) -> Actor:
        """The leader as an actor."""
        return make.actor(self.leader)

    @property
    def reviewer(self) -> Actor:
        """The officer as an actor."""
        return make.actor(self.officer)

    def due(self, period: str = "2026-10", calendar: str = "monthly") -> Obligation:
        """What the group owes for a period."""
        return Obligation.objects.get(group=self.group, calendar=calendar, period_key=period)

    @property
    def survey(self) -> Obligation:
        """The baseline survey the group owes."""
        return Obligation.objects.get(group=self.group, calendar="baseline")


def village(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Village:
    """A group that works since September; its periods up to November are open."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", FORMED)
        make.adoption(world.commune, make.S1)
        group = make.groups(world.area)[0]
        leader = make.leader(group)
        deputy = deputy_of(group)
    open_periods(make.SYSTEM)
    return Village(world, group, leader, deputy, make.officer(world.commune))


def deputy_of(group: ResidentGroup, name: str = "Hồ Thị Hạnh") -> Account:
    """The named deputy of a group, ready to sign in."""
    holder = name_holder(make.SYSTEM, group, "deputy", name, make.SINCE, date(2028, 7, 1))
    holder.account.must_change_password = False
    holder.account.save()
    return holder.account


def filled(form: Form, figure: int = 3, **other: Value) -> Answers:
    """Every line of a form answered: commitments met, figures all the same, but for `other`."""
    values: dict[str, Value] = {
        question.key: True if question.kind == "yes_no" else figure for question in form.questions
    }
    return Answers(values | other)


def sent(village: Village, period: str = "2026-10", figure: int = 3, **other: Value) -> Report:
    """The report of a period, handed in by the leader."""
    due = village.due(period)
    return submit_report(village.writer, due, filled(due.form, figure, **other), 0)


def surveyed(village: Village, figure: int = 2, **other: Value) -> Report:
    """The baseline survey, handed in by the leader."""
    due = village.survey
    return submit_report(village.writer, due, filled(due.form, figure, **other), 0)


def accepted(village: Village, report: Report) -> Report:
    """The report, accepted as it was sent."""
    return accept_report(village.reviewer, report, report.version)


def posted(values: Mapping[str, Value], base: int, action: str = "next") -> dict[str, str]:
    """What a browser posts for one step."""
    fields = {f"q_{key}": _field(value) for key, value in values.items()}
    return {**fields, "base": str(base), "action": action}


def _field(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)

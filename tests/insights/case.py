"""A month worked out by hand: two areas, five groups, of which three have handed in a report.

        households  sorting waste  trees  at the meeting   baseline: sorting
Thôn 2   Tổ 1   25       20          4        15                  5         submitted
         Tổ 2   25        0          3    does not apply          2         submitted
         Tổ 3   25       (9)        (8)      (20)                10         returned
Thôn 10  Tổ 1   20       15          0        11                  -         accepted
         Tổ 2   20       (7)        (6)      (12)                 4         draft
commune                  35          7        26                 21
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests import make
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers, Value
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import household_count
from tuquan.insights import queries
from tuquan.insights.queries import Line, Overview, Round
from tuquan.places.models import Place
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import (
    accept_report,
    open_periods,
    return_report,
    save_draft,
    submit_report,
)


@dataclass
class Case:
    """The month, seen by an officer of the commune."""

    world: make.World
    actor: Actor
    groups: list[ResidentGroup]
    month: Round

    def overview(self, place: Place | None = None) -> Overview:
        """The figures of a place; of the commune unless another one is named."""
        return queries.overview_of(self.actor, place or self.world.commune, self.month)

    def line(self, key: str, place: Place | None = None) -> Line:
        """One line of a place."""
        line = queries.line_named(self.overview(place).lines, key)
        assert line is not None
        return line


def build(world: make.World) -> Case:
    """Write the month above into the database, through the services."""
    make.adoption(world.commune, make.S0)
    make.adoption(world.commune, make.S1)
    groups = [*make.groups(world.area, 75), *make.groups(world.other_area, 40)]
    assert [household_count(group) for group in groups] == [25, 25, 25, 20, 20]
    open_periods(make.SYSTEM)
    opened = [make.opened(group) for group in groups]
    for group, sorting in zip(groups, (5, 2, 10, None, 4), strict=True):
        if sorting is not None:
            _hand_in(make.opened(group, "baseline"), {"households_sorting_waste": sorting})
    _hand_in(opened[0], month(20, 4, 15))
    _hand_in(opened[1], month(0, 3, None), aside=("households_at_meeting",))
    third = _hand_in(opened[2], month(9, 8, 20))
    return_report(make.SYSTEM, third, third.version, "Xin xem lại số cây")
    fourth = _hand_in(opened[3], month(15, 0, 11) | {"order_kept": False, "lanes_swept": False})
    accept_report(make.SYSTEM, fourth, fourth.version)
    save_draft(make.SYSTEM, opened[4], Answers(month(7, 6, 12)), 0)
    actor = make.actor(make.officer(world.commune))
    found = queries.find_round(queries.rounds_below(actor, world.commune), "monthly:2026-11")
    assert found is not None
    return Case(world, actor, groups, found)


def month(sorting: int, trees: int, at_meeting: int | None) -> dict[str, Value]:
    """The figures that differ between the groups."""
    values: dict[str, Value] = {"households_sorting_waste": sorting, "trees_planted": trees}
    return values if at_meeting is None else values | {"households_at_meeting": at_meeting}


def submit(
    group: ResidentGroup,
    values: Mapping[str, Value],
    aside: Iterable[str] = (),
    calendar: str = "monthly",
    **more: object,
) -> Report:
    """Hand in a complete report: what is not named is yes, or zero."""
    return _hand_in(make.obligation(group, calendar, **more), values, aside)


def _hand_in(owed: Obligation, values: Mapping[str, Value], aside: Iterable[str] = ()) -> Report:
    answers = Answers(filled(owed, values, frozenset(aside)), frozenset(aside))
    return submit_report(make.SYSTEM, owed, answers, 0)


def filled(
    owed: Obligation, values: Mapping[str, Value], aside: frozenset[str]
) -> dict[str, Value]:
    """An answer to every question that is not set aside."""
    plain: dict[str, Value] = {
        question.key: True if question.kind == "yes_no" else 0
        for question in owed.form.questions
        if question.key not in aside
    }
    return plain | dict(values)

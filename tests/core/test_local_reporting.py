"""What a place may choose about locking, reminding and second persons (F-40, F-41, F-59, F-63)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.pack_sample import edition
from tuquan.core.localising import check_terms, fitting_terms
from tuquan.core.packs.canonical import canonical_json, local_terms_from_json
from tuquan.core.programme import ChainLevel, Edition, LevelDue
from tuquan.core.programme.local import DueDay, LocalTerms
from tuquan.core.time import DueRule


def plan(*kinds: Any) -> Edition:
    """A plan whose reports go through levels of these kinds."""
    return replace(edition(), reporting_chain=tuple(ChainLevel(kind, kind) for kind in kinds))


@pytest.mark.parametrize(
    "given",
    [
        {"lock_after_days": 0},
        {"lock_after_days": 367},
        {"remind_days_before": (3, -1)},
        {"remind_days_before": (3, 3)},
        {"remind_days_after": (61,)},
        {"escalate_after_days": -1},
        {"escalate_after_days": 91},
    ],
)
def test_days_out_of_their_bounds_are_refused_beside_their_part(given: dict[str, Any]) -> None:
    problems = check_terms(plan("area"), replace(LocalTerms(), **given))
    assert [(one.code, one.where) for one in problems] == [("days_wrong", *given)]


def test_the_bounds_themselves_are_good() -> None:
    least = LocalTerms(lock_after_days=1, remind_days_before=(0,), escalate_after_days=1)
    most = LocalTerms(lock_after_days=366, remind_days_after=(60,), escalate_after_days=90)
    none = LocalTerms(remind_days_before=(), remind_days_after=(), escalate_after_days=0)
    assert [check_terms(plan(), terms) for terms in (least, most, none)] == [[], [], []]


def test_a_second_person_is_asked_for_known_things_once() -> None:
    unknown: Any = ("totals", "everything")
    for wrong in (unknown, ("totals", "totals")):
        problems = check_terms(plan(), LocalTerms(second_person=wrong))
        assert [(one.code, one.where) for one in problems] == [
            ("second_person_wrong", "second_person")
        ]
    both = LocalTerms(second_person=("register_changes", "totals"))
    assert check_terms(plan(), both) == []


def test_the_area_looks_first_only_where_the_chain_has_an_area() -> None:
    terms = LocalTerms(area_checks=True)
    assert check_terms(plan("area", "commune"), terms) == []
    problems = check_terms(plan("commune"), terms)
    assert [(one.code, one.where) for one in problems] == [
        ("area_checks_without_area", "area_checks")
    ]


def test_terms_that_do_not_fit_another_edition_fall_back_to_what_is_usual() -> None:
    terms = LocalTerms(area_checks=True, lock_after_days=30, second_person=("totals",))
    assert fitting_terms(plan("commune"), terms) == replace(terms, area_checks=False)
    assert fitting_terms(plan("area"), terms) == terms


def test_the_choices_are_stored_and_read_back() -> None:
    terms = LocalTerms(
        lock_after_days=30,
        remind_days_before=(1, 7),
        remind_days_after=(),
        escalate_after_days=0,
        second_person=("totals",),
        area_checks=True,
    )
    assert local_terms_from_json(canonical_json(terms)) == terms


def monthly(day: int, total: int | None, *, fed: int | None = None) -> Edition:
    """A plan whose groups report by a day of the next month, the commune by another."""
    groups = replace(
        edition().calendars[0],
        key="monthly",
        title="Báo cáo tháng",
        period="month",
        due=DueRule(day_of_next_month=day),
        level_dues=(LevelDue("commune", DueRule(day_of_next_month=total)),) if total else (),
    )
    above = replace(
        groups, key="above", title="Tháng của xã", fed_by="monthly", level_dues=(),
        due=DueRule(day_of_next_month=fed or 1),
    )  # fmt: skip
    return replace(edition(), calendars=(groups, above) if fed else (groups,))


def warned(plan: Edition, *days: DueDay) -> list[tuple[str, str, object, object]]:
    return [
        (one.code, one.where, one.params["day"], one.params["total"])
        for one in check_terms(plan, LocalTerms(due_days=days))
        if one.is_warning
    ]


def test_a_day_after_the_total_of_the_commune_is_warned_of() -> None:
    """S1-29: the commune cannot add up on the 8th what comes in on the 10th."""
    late = ("due_day_after_total", "due_days/monthly", 10, 8)
    assert warned(monthly(5, 8), DueDay("monthly", 10)) == [late]
    assert warned(monthly(5, 8), DueDay("monthly", 8)) == []
    assert warned(monthly(5, None), DueDay("monthly", 10)) == []
    assert warned(monthly(10, 8)) == []  # what the plan itself says is not the place's choice


def test_a_total_fed_by_the_reports_is_looked_at_by_its_own_day_here() -> None:
    late = ("due_day_after_total", "due_days/monthly", 10, 7)
    assert warned(monthly(5, None, fed=7), DueDay("monthly", 10)) == [late]
    moved = (DueDay("monthly", 10), DueDay("above", 12))
    assert warned(monthly(5, None, fed=7), *moved) == []


def test_a_warning_takes_nothing_out_of_the_terms() -> None:
    terms = LocalTerms(due_days=(DueDay("monthly", 10),))
    assert fitting_terms(monthly(5, 8), terms) == terms

"""F-10, F-13: the history of a household, newest first: changes, groups, consents, its import."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from tests import make
from tests.residents.register import Kind, change, head, household, now, officer
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.groups.models import Membership
from tuquan.residents import queries
from tuquan.residents.models import Household, HouseholdChange, HouseholdImport
from tuquan.residents.services import (
    NewHousehold,
    add_household,
    assign_household,
    close_household,
    confirm_import,
    end_assignment,
    give_consent,
    merge_households,
    record_change,
    reopen_household,
    take_back_change,
    withdraw_consent,
)


def lines(one: Household) -> list[tuple[date, str]]:
    """The history as the system reads it."""
    return [(line.on, line.code) for line in queries.history_of(make.SYSTEM, one)]


def test_the_newest_comes_first_whatever_was_written_first(world: make.World) -> None:
    one = household(world.area)
    record_change(make.SYSTEM, one, change(Kind.MOVED_IN, date(2026, 9, 5)))
    record_change(make.SYSTEM, one, change(Kind.BIRTH, date(2026, 3, 2)))
    record_change(make.SYSTEM, one, change(Kind.TEMPORARY_ABSENCE, date(2026, 3, 2)))
    assert lines(one) == [
        (date(2026, 9, 5), "history_moved_in"),
        (date(2026, 3, 2), "history_temporary_absence"),
        (date(2026, 3, 2), "history_birth"),
        (date(2026, 1, 1), "history_listed"),
    ]


def test_a_line_knows_who_wrote_it_and_in_which_state_it_is(world: make.World) -> None:
    one, teller = household(world.area), head(world, "Vũ Văn Sáu")
    told = record_change(teller, one, change(Kind.BIRTH))
    line = queries.history_of(officer(world), one)[0]
    assert (line.by, line.params["state"], line.change) == ("Vũ Văn Sáu", "waiting", told)
    take_back_change(teller, told)
    assert queries.history_of(officer(world), one)[0].params["state"] == "undone"


def test_consents_helpers_and_groups_stand_between_the_changes(world: make.World) -> None:
    make.adoption(world.commune)
    (group,) = make.groups(world.area)
    one = Household.objects.filter(memberships__group=group).order_by("pk")[0]
    Membership.objects.update(effective_from=date(2026, 2, 1))
    Household.objects.update(opened_on=date(2026, 1, 1))
    consent = give_consent(make.SYSTEM, one, "zalo", "paper", "Lê Thị Tư", date(2026, 11, 1))
    withdraw_consent(make.SYSTEM, consent, date(2026, 11, 3))
    end_assignment(make.SYSTEM, assign_household(make.SYSTEM, one, "Vũ Văn Sáu"))
    close_household(make.SYSTEM, one, date(2026, 11, 19))
    found = lines(now(one))
    assert found[0][0] == date(2026, 11, 20)
    assert {code for on, code in found if on == date(2026, 11, 20)} == {
        "history_assigned",
        "history_assignment_ended",
    }
    assert set(found[2:4]) == {
        (date(2026, 11, 19), "history_closed"),
        (date(2026, 11, 19), "history_group_left"),
    }
    assert found[4:] == [
        (date(2026, 11, 3), "history_consent_withdrawn"),
        (date(2026, 11, 1), "history_consent_given"),
        (date(2026, 2, 1), "history_group_joined"),
        (date(2026, 1, 1), "history_listed"),
    ]


def test_a_household_begins_with_its_addition_or_its_split(world: make.World) -> None:
    one = add_household(make.SYSTEM, world.area, NewHousehold("Lê Văn Ba", 1979, 4))
    assert [code for _on, code in lines(one)] == ["history_added"]
    new = NewHousehold("Lê Thị Tách", 1999, 1)
    made = record_change(make.SYSTEM, one, change(Kind.SPLIT, household=new))
    assert made.other is not None
    (line,) = queries.history_of(make.SYSTEM, made.other)
    assert (line.code, line.params["other"]) == ("history_split", "Lê Văn Ba")


def test_a_household_read_from_a_workbook_says_from_which(
    world: make.World, waiting: HouseholdImport
) -> None:
    confirm_import(make.SYSTEM, waiting)
    one = Household.objects.get(head_name="Lê Thị Tư")
    (line,) = queries.history_of(make.SYSTEM, one)
    assert (line.code, line.params) == ("history_imported", {"file": "thon-2.xlsx"})


def test_a_household_that_came_back_says_so(world: make.World) -> None:
    one = household(world.area)
    close_household(make.SYSTEM, one, date(2026, 3, 1))
    reopen_household(make.SYSTEM, one, date(2026, 10, 1))
    assert [code for _on, code in lines(one)] == [
        "history_came_back",
        "history_closed",
        "history_listed",
    ]


def test_only_who_reaches_the_household_reads_its_history(world: make.World) -> None:
    make.adoption(world.commune)
    (group,) = make.groups(world.area)
    inside = Household.objects.filter(memberships__group=group).order_by("pk")[0]
    outside = household(world.area)
    leader = make.actor(make.leader(group))
    assert queries.history_of(leader, inside)
    assert queries.history_of(leader, outside) == []
    assert queries.history_of(make.actor(make.officer(world.neighbour)), inside) == []


def test_what_waits_is_seen_by_who_checks_and_by_who_told(world: make.World) -> None:
    teller = head(world)
    first, second = (
        record_change(teller, household(world.area), change(Kind.BIRTH)) for _ in range(2)
    )
    assert list(queries.waiting_changes(officer(world))) == [first, second]
    assert list(queries.told_changes(teller)) == [second, first]
    assert list(queries.waiting_changes(make.actor(make.officer(world.neighbour)))) == []
    assert list(queries.told_changes(make.SYSTEM)) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_line_of_a_history_is_a_sentence(world: make.World, language: str) -> None:
    one, other = household(world.area), household(world.area, "Trần Thị Sen")
    told = NewHousehold("Lê Thị Tách", 1999, 1)
    record_change(head(world), one, change(Kind.SPLIT, household=told))
    merge_households(make.SYSTEM, other, one)
    with translation.override(language):
        for line in queries.history_of(make.SYSTEM, one):
            assert say(Problem(line.code, params=line.params))
    known = {f"history_{kind}" for kind in HouseholdChange.Kind}
    assert all(say(Problem(code, params={"other": "x", "other_code": "H1"})) for code in known)

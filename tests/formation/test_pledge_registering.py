"""S0-24, S1-19, S3-08, S3-20, F-82: areas register pledges, each with its own denominator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests import make
from tests.formation.pledge_scene import FRONT, S3, TODAY, problems_in, registered, said
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme import Pack
from tuquan.formation.models import PledgeRegistration
from tuquan.formation.queries import Signed, figure_of, pledge_of, pledge_year
from tuquan.formation.services import (
    close_registration,
    correct_denominator,
    register_pledge,
    renew_pledge,
    sign_many,
    sign_pledge,
)
from tuquan.places.services import NewPlace, add_place
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import change_edition, install_pack
from tuquan.residents.models import Household

pytestmark = pytest.mark.django_db


def test_households_of_the_area_are_counted_once_and_kept(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 27)
    registration = registered(adoption, world.area)
    make.households(world.area, 3, "Ngõ Mới")
    registration.refresh_from_db()
    assert (registration.denominator_kind, registration.denominator) == ("households", 27)
    assert registration.denominator_words == "Các hộ trong tổ tự quản"
    assert (registration.text_edition, registration.path) == (adoption.edition, world.area.path)
    assert (registration.registered_by_name, registration.state) == (FRONT, "open")
    change = Change.objects.get(action="formation.pledge_registered")
    assert change.data == {"pledge": "household_commitment", "year": 2026, "denominator": 27}
    assert change.path == world.area.path


def test_a_group_registers_over_its_own_households(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    group, _other = make.groups(world.area, 40)
    registration = registered(adoption, world.area, group=group)
    assert registration.path == group.path
    assert registration.denominator == group.memberships.count() == 20


def test_an_area_that_promises_by_itself_counts_as_one(world: make.World) -> None:
    registration = registered(make.adoption(world.commune), world.area, "area_registration")
    assert (registration.denominator_kind, registration.denominator) == ("itself", 1)
    assert not registration.is_signed


def test_livestock_households_and_offices_have_their_own_denominators(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    make.households(world.area, 5)
    cattle = registered(adoption, world.area, "livestock", denominator=4)
    words = "12 cơ quan, 5 hộ"
    security = registered(adoption, world.area, "security", denominator=17, denominator_words=words)
    assert (cattle.denominator, cattle.denominator_words) == (4, "Các hộ chăn nuôi")
    assert (security.denominator, security.denominator_words) == (17, words)


def test_a_pledge_over_some_households_needs_a_number(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    with pytest.raises(Invalid) as refusal:
        registered(adoption, world.area, "livestock")
    assert problems_in(refusal.value) == [("denominator", "pledge_denominator_needed")]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"denominator": 0}, "denominator", "pledge_denominator_wrong"),
        ({"denominator": 1_000_001}, "denominator", "pledge_denominator_wrong"),
        ({"year": 2025}, "year", "pledge_year_wrong"),
        ({"year": 2028}, "year", "pledge_year_wrong"),
        ({"registered_on": TODAY + timedelta(1)}, "registered_on", "pledge_day_ahead"),
        ({"registered_on": date(2025, 12, 31)}, "registered_on", "pledge_before_programme"),
        ({"registered_by": " \u200b "}, "registered_by", "pledge_name_missing"),
        ({"registered_by": "a" * 300}, "registered_by", "pledge_text_too_long"),
        ({"denominator_words": "a" * 300}, "denominator_words", "pledge_text_too_long"),
    ],
)
def test_wrong_values_are_refused_beside_their_field(
    world: make.World, wrong: dict[str, Any], field: str, code: str
) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 3)
    with pytest.raises(Invalid) as refusal:
        registered(adoption, world.area, **wrong)
    assert problems_in(refusal.value) == [(field, code)]
    assert not PledgeRegistration.objects.exists()


def test_all_that_is_wrong_is_said_at_once(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    with pytest.raises(Invalid) as refusal:
        registered(adoption, world.commune, year=1990, registered_by="", denominator=-1)
    assert problems_in(refusal.value) == [
        ("place", "pledge_place_wrong"),
        ("year", "pledge_year_wrong"),
        ("registered_by", "pledge_name_missing"),
        ("denominator", "pledge_denominator_wrong"),
    ]


def test_an_empty_household_list_cannot_be_counted_over(world: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        registered(make.adoption(world.commune), world.area)
    assert problems_in(refusal.value) == [("denominator", "pledge_no_households")]


def test_a_group_of_another_area_cannot_register_here(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    [group] = make.groups(world.other_area)
    with pytest.raises(Invalid) as refusal:
        registered(adoption, world.area, group=group)
    assert ("group", "pledge_group_wrong") in problems_in(refusal.value)


def test_an_area_registers_a_pledge_once_a_year(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 3)
    registered(adoption, world.area)
    with pytest.raises(Conflict) as refusal:
        registered(adoption, world.area)
    assert refusal.value.problem.code == "pledge_registered_already"
    assert PledgeRegistration.objects.count() == 1


def test_a_newer_edition_does_not_let_an_area_register_twice(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 3)
    registered(adoption, world.area)
    newer = _newer(adoption.edition)
    followed = change_edition(make.SYSTEM, adoption, newer, TODAY + timedelta(1))
    with clock.pretending(clock.now() + timedelta(2)), pytest.raises(Conflict):
        registered(followed, world.area, registered_on=TODAY + timedelta(2))


def test_two_people_registering_at_once_make_one_registration(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 3)
    registered(adoption, world.area)
    monkeypatch.setattr("django.db.models.QuerySet.exists", lambda self: False)
    with pytest.raises(Conflict) as refusal:
        registered(adoption, world.area)
    assert refusal.value.problem.code == "pledge_registered_already"


@pytest.mark.parametrize("role", ["administrator", "group_leader"])
def test_only_officers_and_heads_register_for_an_area(world: make.World, role: str) -> None:
    adoption = make.adoption(world.commune)
    [group] = make.groups(world.area)
    account = make.leader(group) if role == "group_leader" else make.account(role, None)
    with pytest.raises(NotAllowed):
        register_pledge(make.actor(account), adoption, "household_commitment", world.area, said())
    assert not PledgeRegistration.objects.exists()


def test_nobody_registers_next_door(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 3)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        register_pledge(stranger, adoption, "household_commitment", world.area, said())


def test_an_unknown_pledge_is_refused(world: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        registered(make.adoption(world.commune), world.area, "nothing")
    assert problems_in(refusal.value) == [("pledge", "pledge_unknown")]


@pytest.mark.parametrize(
    ("signed", "of", "share"),
    [
        (0, 27, Fraction(0)),
        (19, 27, Fraction(1900, 27)),
        (1, 3, Fraction(100, 3)),
        (999, 1000, Fraction(999, 10)),
        (27, 27, Fraction(100)),
        (28, 27, Fraction(100)),
        (3, 0, None),
    ],
)
def test_the_share_is_exact_and_never_above_a_hundred(
    signed: int, of: int, share: Fraction | None
) -> None:
    assert Signed(signed, of).share == share


def test_more_signatures_than_counted_are_said_to_be_so() -> None:
    assert Signed(28, 27).is_over
    assert not Signed(27, 27).is_over


def test_a_renewal_counts_the_households_anew_in_the_words_of_the_edition_that_runs(
    world: make.World,
) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    first = registered(adoption, world.area)
    sign_many(make.SYSTEM, first, list(Household.objects.all()), TODAY)
    make.households(world.area, 2, "Ngõ Mới")
    newer = _newer(adoption.edition)
    change_edition(make.SYSTEM, adoption, newer, TODAY + timedelta(1))
    with clock.pretending(clock.now() + timedelta(2)):
        second = renew_pledge(make.SYSTEM, PledgeRegistration.objects.get())
    assert (second.year, second.denominator, second.renews) == (2027, 7, first)
    assert (second.text_edition, second.adoption.continues) == (newer, adoption)
    assert (figure_of(first), figure_of(second)) == (Signed(5, 5), Signed(0, 7))
    assert Change.objects.get(action="formation.pledge_renewed").data == {
        "pledge": "household_commitment",
        "year": 2027,
        "denominator": 7,
    }


def test_a_renewal_takes_an_entered_number_over(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    make.households(world.area, 5)
    first = registered(adoption, world.area, "livestock", denominator=4)
    assert renew_pledge(make.SYSTEM, first).denominator == 4


def test_a_pledge_is_renewed_once(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    first = registered(adoption, world.area)
    renew_pledge(make.SYSTEM, first)
    with pytest.raises(Conflict) as refusal:
        renew_pledge(make.SYSTEM, first)
    assert refusal.value.problem.code == "pledge_registered_already"


def test_next_years_pledge_is_not_renewed_yet(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    second = renew_pledge(make.SYSTEM, registered(adoption, world.area))
    with pytest.raises(Invalid) as refusal:
        renew_pledge(make.SYSTEM, second)
    assert problems_in(refusal.value) == [("year", "pledge_year_wrong")]


def test_a_pledge_made_once_is_not_renewed(world: make.World) -> None:
    adoption = make.adoption(world.commune, make.S1)
    make.households(world.area, 5)
    first = registered(adoption, world.area, "residents_commitment")
    with pytest.raises(Invalid) as refusal:
        renew_pledge(make.SYSTEM, first)
    assert problems_in(refusal.value) == [("year", "pledge_made_once")]
    with pytest.raises(Conflict):
        registered(adoption, world.area, "residents_commitment", year=2027)


def test_a_corrected_denominator_keeps_what_it_was_and_why(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    registration = registered(adoption, world.area, "livestock", denominator=40)
    officer = make.actor(make.officer(world.commune))
    correct_denominator(officer, registration, 37, "ba hộ bán hết trâu bò")
    change = registration.denominator_changes.get()
    assert (change.before, change.after, change.reason) == (40, 37, "ba hộ bán hết trâu bò")
    assert change.changed_by_name == officer.name
    assert PledgeRegistration.objects.get().denominator == 37
    noted = Change.objects.get(action="formation.pledge_denominator_corrected")
    assert noted.data == {"before": 40, "after": 37}


@pytest.mark.parametrize(
    ("number", "reason", "problems"),
    [
        (0, "nhầm", [("number", "pledge_denominator_wrong")]),
        (-5, "", [("number", "pledge_denominator_wrong"), ("reason", "pledge_reason_missing")]),
        (2, "nhầm", [("number", "pledge_denominator_below")]),
        (5, "nhầm", [("number", "pledge_denominator_same")]),
        (6, "x" * 300, [("reason", "pledge_text_too_long")]),
    ],
)
def test_a_denominator_is_not_corrected_to_nothing_or_below_the_signatures(
    world: make.World, number: int, reason: str, problems: list[tuple[str, str]]
) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    registration = registered(adoption, world.area)
    sign_many(make.SYSTEM, registration, list(Household.objects.all()[:3]), TODAY)
    with pytest.raises(Invalid) as refusal:
        correct_denominator(make.SYSTEM, registration, number, reason)
    assert problems_in(refusal.value) == problems
    assert PledgeRegistration.objects.get().denominator == 5
    assert not registration.denominator_changes.exists()


def test_of_two_corrections_at_once_the_second_is_told(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    registration = registered(adoption, world.area)
    stale = PledgeRegistration.objects.get()
    correct_denominator(make.SYSTEM, registration, 6, "sót một hộ")
    with pytest.raises(Conflict) as refusal:
        correct_denominator(make.SYSTEM, stale, 7, "sót hai hộ")
    assert refusal.value.problem.code == "pledge_changed_meanwhile"
    assert PledgeRegistration.objects.get().denominator == 6


def test_a_closed_registration_is_closed_once(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    registration = registered(adoption, world.area)
    close_registration(make.SYSTEM, registration)
    closed = PledgeRegistration.objects.get()
    assert (closed.state, closed.closed_on) == ("closed", TODAY)
    with pytest.raises(Conflict) as refusal:
        close_registration(make.SYSTEM, registration)
    assert refusal.value.problem.code == "pledge_closed"


@pytest.mark.parametrize("change", [renew_pledge, close_registration])
def test_next_door_nothing_is_changed(world: make.World, change: Any) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 5)
    registration = registered(adoption, world.area)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        change(stranger, registration)
    with pytest.raises(NotAllowed):
        correct_denominator(stranger, registration, 9, "nhầm")
    assert (PledgeRegistration.objects.get().state, registration.denominator) == ("open", 5)


def test_a_commune_sees_its_areas_registered_or_not_yet_and_the_share_of_all(
    world: make.World,
) -> None:
    adoption = make.adoption(world.commune)
    make.households(world.area, 3)
    make.households(world.other_area, 5)
    first = registered(adoption, world.area)
    registered(adoption, world.other_area)
    third = add_place(make.SYSTEM, world.commune, NewPlace("Thôn 11", "area", make.SINCE))
    sign_many(make.SYSTEM, first, list(Household.objects.filter(place=world.area)), TODAY)
    pledge = pledge_of(adoption, "household_commitment")
    assert pledge is not None
    found = pledge_year(make.SYSTEM, adoption, pledge, 2026)
    assert [(row.area, bool(row.own)) for row in found.areas] == [
        (world.area, True),
        (world.other_area, True),
        (third, False),
    ]
    assert (found.registered, found.signed) == (Signed(2, 3), Signed(3, 8))
    assert pledge_year(make.SYSTEM, adoption, pledge, 2027).registered == Signed(0, 3)
    assert found.signed.share == Fraction(300, 8)


def test_an_area_that_promises_by_itself_is_no_signature(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    registration = registered(adoption, world.area, "area_registration")
    [household] = make.households(world.area, 1)
    with pytest.raises(Conflict) as refusal:
        sign_pledge(make.SYSTEM, registration, household, TODAY, "paper")
    assert refusal.value.problem.code == "pledge_by_area_only"
    with pytest.raises(NotAllowed):
        correct_denominator(make.SYSTEM, registration, 2, "nhầm")


def _newer(edition: ProgrammeEdition) -> ProgrammeEdition:
    content = replace(edition.content, key="2027", effective_from=date(2027, 1, 1))
    return install_pack(make.SYSTEM, Pack(content.programme, "S0", editions=(content,))).new[0]

"""F-70, S0-24, S1-21, S2-12: who is nominated, by whom, with which words."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests import make
from tests.awards.awarding import (
    AREA_AWARD,
    FAMILIES,
    REASON,
    Awarding,
    awarding,
    codes,
    reached,
)
from tuquan.audit.models import Change
from tuquan.awards.models import AwardNomination
from tuquan.awards.queries import suggestions, visible_nominations
from tuquan.awards.services import (
    NewNomination,
    nominate,
    nominate_several,
    withdraw_nomination,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.models import ResidentGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


def test_f_70_a_group_is_nominated_with_the_reason_in_words(known: Awarding) -> None:
    round_ = known.round()
    made = nominate(
        known.head, round_, NewNomination("group", f" {REASON} ", group=known.groups[0])
    )
    assert (made.kind, made.group, made.state) == ("group", known.groups[0], "nominated")
    assert (made.reason, made.path) == (REASON, known.groups[0].path)
    assert made.nominated_by_name == known.head.name
    assert Change.objects.get(action="awards.nominated").data == {"kind": "group"}


def test_nothing_weighs_or_ranks_people_or_households() -> None:
    """Domain h-1: no field of a nomination holds a number of its own."""
    numbers = [
        field.name
        for field in AwardNomination._meta.concrete_fields
        if field.get_internal_type() in {"IntegerField", "PositiveSmallIntegerField", "FloatField"}
        or "Decimal" in field.get_internal_type()
    ]
    assert numbers == []


def test_the_same_group_is_nominated_once_in_a_round(known: Awarding) -> None:
    round_ = known.round()
    known.nominated(round_, known.groups[0])
    with pytest.raises(Invalid) as refusal:
        known.nominated(round_, known.groups[0])
    assert codes(refusal.value) == ["award_nominated_already"]
    assert AwardNomination.objects.count() == 1


def test_of_two_who_nominate_the_same_at_once_one_is_told(known: Awarding) -> None:
    round_ = known.round()
    known.nominated(round_, known.groups[0])
    with (
        patch("tuquan.awards.services.nominating._nominated_already", return_value=()),
        pytest.raises(Conflict) as refusal,
    ):
        known.nominated(round_, known.groups[0])
    assert refusal.value.problem.code == "award_nominated_already"
    assert AwardNomination.objects.count() == 1


def test_a_nomination_that_was_withdrawn_makes_room_for_another(known: Awarding) -> None:
    round_ = known.round()
    [first] = known.nominated(round_, known.groups[0])
    withdraw_nomination(known.head, first)
    assert first.state == "withdrawn"
    known.nominated(round_, known.groups[0])
    with pytest.raises(Conflict) as refusal:
        withdraw_nomination(known.head, first)
    assert refusal.value.problem.code == "award_withdrawn_already"


def test_a_group_of_another_commune_is_not_nominated(known: Awarding) -> None:
    make.adoption(known.world.neighbour)
    [theirs] = make.groups(known.world.neighbour_area)
    round_ = known.round()
    with pytest.raises(NotAllowed):
        nominate(known.officer, round_, NewNomination("group", REASON, group=theirs))
    with pytest.raises(Invalid) as refusal:
        nominate(make.SYSTEM, round_, NewNomination("group", REASON, group=theirs))
    assert codes(refusal.value) == ["award_nominee_elsewhere"]
    assert not AwardNomination.objects.exists()


def test_the_head_of_an_area_nominates_only_there(known: Awarding) -> None:
    [other] = make.groups(known.world.other_area)
    round_ = known.round()
    with pytest.raises(NotAllowed):
        nominate(known.head, round_, NewNomination("group", REASON, group=other))
    known.nominated(round_, other, known.groups[0])
    assert [one.group for one in visible_nominations(known.head)] == [known.groups[0]]
    leader = make.actor(make.leader(known.groups[1]))
    assert list(visible_nominations(leader)) == []


def test_a_group_that_was_dissolved_cannot_be_nominated(known: Awarding) -> None:
    round_ = known.round()
    ResidentGroup.objects.filter(pk=known.groups[0].pk).update(state="dissolved")
    gone = ResidentGroup.objects.get(pk=known.groups[0].pk)
    with pytest.raises(Invalid) as refusal:
        nominate(known.officer, round_, NewNomination("group", REASON, group=gone))
    assert codes(refusal.value) == ["award_nominee_no_unit"]


def test_s1_21_families_and_people_are_nominated_by_their_area(known: Awarding) -> None:
    round_ = known.round(FAMILIES)
    household = known.groups[0].memberships.all()[0].household
    family = nominate(known.head, round_, NewNomination("household", REASON, household=household))
    person = nominate(
        known.head,
        round_,
        NewNomination("individual", REASON, place=known.world.area, name="Lò  Thị Ánh"),
    )
    assert (family.name, family.path) == (household.head_name, household.path)
    assert (person.name, person.typed_name) == ("Lò Thị Ánh", "Lò Thị Ánh")
    for name in ("Lò Thị Ánh", "LÒ THỊ ÁNH"):
        again = NewNomination("individual", REASON, place=known.world.area, name=name)
        with pytest.raises(Invalid) as refusal:
            nominate(known.head, round_, again)
        assert codes(refusal.value) == ["award_nominated_already"]
    changes = Change.objects.filter(action="awards.nominated")
    assert [one.data for one in changes] == [{"kind": "individual"}, {"kind": "household"}]


def test_an_award_is_only_for_those_its_programme_names(known: Awarding) -> None:
    round_ = known.round(AREA_AWARD)
    person = NewNomination("individual", REASON, place=known.world.area, name="Lò Thị Ánh")
    with pytest.raises(Invalid) as refusal:
        nominate(known.officer, round_, person)
    assert codes(refusal.value) == ["award_kind_unfit"]


@pytest.mark.parametrize(
    ("name", "reason", "wanted"),
    [
        ("", REASON, "text_missing"),
        ("<b>Lò Thị Ánh</b>", REASON, "text_with_markup"),
        ("A" * 300, REASON, "words_too_long"),
        ("Lò Thị Ánh", "  ", "text_missing"),
        ("Lò Thị Ánh", "x" * 1001, "words_too_long"),
    ],
)
def test_names_and_reasons_are_words_of_people(
    known: Awarding, name: str, reason: str, wanted: str
) -> None:
    round_ = known.round(FAMILIES)
    with pytest.raises(Invalid) as refusal:
        nominate(
            known.head,
            round_,
            NewNomination("individual", reason, place=known.world.area, name=name),
        )
    assert codes(refusal.value) == [wanted]
    assert not AwardNomination.objects.exists()


def test_nobody_is_nominated_once_the_council_has_met(known: Awarding) -> None:
    round_ = known.recommended()
    [other] = make.groups(known.world.other_area)
    with pytest.raises(Conflict) as refusal:
        known.nominated(round_, other)
    assert refusal.value.problem.code == "award_round_not_open"


def test_s0_24_the_results_of_the_year_offer_whom_to_nominate_and_why(known: Awarding) -> None:
    result = reached(known.groups[0])
    round_ = known.round()
    [offered] = suggestions(known.officer, round_)
    assert (offered.group, offered.result) == (known.groups[0], result)
    assert offered.reason == "Đạt 9/9 tiêu chí năm 2026"
    assert (offered.is_nominated, offered.given) == (False, ())
    assert not AwardNomination.objects.exists()
    new = NewNomination("group", "Sửa lời.", group=offered.group, result=offered.result)
    [made] = nominate_several(known.officer, round_, [new])
    assert (made.reason, made.result) == ("Sửa lời.", result)
    [again] = suggestions(known.officer, round_)
    assert again.is_nominated


def test_years_in_a_row_are_said_in_the_reason(
    known: Awarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached(known.groups[0])
    monkeypatch.setenv("TUQUAN_TODAY", "2027-11-20")
    reached(known.groups[0], 2027)
    [offered] = suggestions(known.officer, known.round(year=2027))
    assert offered.reason == "Đạt 9/9 tiêu chí năm 2027, 2 năm liền"


def test_what_a_group_was_awarded_this_year_already_is_said(known: Awarding) -> None:
    reached(known.groups[0])
    known.decided()
    [offered] = suggestions(known.officer, known.round(AREA_AWARD))
    assert offered.given == ("Công nhận tổ tự quản văn minh - an toàn",)


def test_several_are_nominated_together_or_nobody(known: Awarding) -> None:
    round_ = known.round()
    first, second = known.groups[:2]
    with pytest.raises(Invalid) as refusal:
        nominate_several(
            known.officer,
            round_,
            [NewNomination("group", REASON, group=first), NewNomination("group", "", group=second)],
        )
    [problem] = refusal.value.problems
    assert problem.code == "award_one_of_several"
    assert problem.params["name"] == second.name
    assert not AwardNomination.objects.exists()
    with pytest.raises(Invalid) as nobody:
        nominate_several(known.officer, round_, [])
    assert codes(nobody.value) == ["award_nobody_ticked"]

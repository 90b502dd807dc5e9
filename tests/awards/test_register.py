"""F-70: awards of years before the system, entered with their decision and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.awards.awarding import (
    TODAY,
    Awarding,
    awarding,
    codes,
)
from tuquan.accounts.models import Account
from tuquan.awards.models import AwardGiven
from tuquan.awards.services import (
    EarlierAward,
    Verdict,
    enter_award,
    take_back_award,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db
YES = Verdict(True)


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


def earlier(known: Awarding, **more: object) -> EarlierAward:
    """A group's recognition of last year."""
    said = {
        "award": "recognition",
        "giver": known.world.commune,
        "kind": "group",
        "given_on": date(2025, 11, 18),
        "decision_number": "131/QĐ-UBND",
        "group": known.groups[0],
    }
    return EarlierAward(**(said | more))  # type: ignore[arg-type]  # as the test says


def test_an_earlier_award_is_entered_with_the_number_of_its_decision(known: Awarding) -> None:
    row = enter_award(known.officer, known.adoption, earlier(known))
    assert (row.year, row.name, row.nomination) == (2025, "Tổ 1", None)
    assert (row.decision, row.decision_number) == (None, "131/QĐ-UBND")
    with pytest.raises(Invalid) as refusal:
        enter_award(known.officer, known.adoption, earlier(known))
    assert codes(refusal.value) == ["award_entered_already"]
    with pytest.raises(Invalid) as bare:
        enter_award(known.officer, known.adoption, earlier(known, decision_number=" "))
    assert "text_missing" in codes(bare.value)
    with pytest.raises(Invalid) as ahead:
        enter_award(known.officer, known.adoption, earlier(known, given_on=date(2027, 1, 1)))
    assert codes(ahead.value) == ["day_not_come"]
    assert AwardGiven.objects.count() == 1


def test_an_earlier_award_may_be_of_who_is_no_longer_here(known: Awarding) -> None:
    gone = earlier(known, group=None, name="Tổ liên gia cũ", place=known.world.area)
    row = enter_award(known.officer, known.adoption, gone)
    assert (row.name, row.group, row.path) == ("Tổ liên gia cũ", None, known.world.area.path)


def test_only_the_commune_enters_what_was_given(known: Awarding) -> None:
    stranger: Account = make.officer(known.world.neighbour)
    for actor in (known.head, make.actor(stranger)):
        with pytest.raises(NotAllowed):
            enter_award(actor, known.adoption, earlier(known))
    assert not AwardGiven.objects.exists()


def test_an_entered_award_is_taken_back_with_its_reason(known: Awarding) -> None:
    row = enter_award(known.officer, known.adoption, earlier(known))
    with pytest.raises(Invalid) as refusal:
        take_back_award(known.officer, row, TODAY, " ")
    assert codes(refusal.value) == ["text_missing"]
    take_back_award(known.officer, row, TODAY, "Nhập nhầm tổ.")
    assert (row.taken_back_on, row.taken_back_reason) == (TODAY, "Nhập nhầm tổ.")
    with pytest.raises(Conflict) as again:
        take_back_award(known.officer, row, TODAY, "Lại nữa.")
    assert again.value.problem.code == "award_taken_back_already"


def test_what_a_decision_gave_is_taken_back_by_withdrawing_it(known: Awarding) -> None:
    known.decided()
    with pytest.raises(Conflict) as refusal:
        take_back_award(known.officer, AwardGiven.objects.get(), TODAY, "Nhầm.")
    assert refusal.value.problem.code == "award_given_by_decision"
    assert AwardGiven.objects.get().holds

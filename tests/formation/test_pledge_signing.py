"""S0-24, S1-19, S3-08, F-82: households sign, before the leader or on paper, and may withdraw."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.formation.pledge_scene import S3, TODAY, problems_in, registered
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.formation.models import PledgeSignature
from tuquan.formation.queries import Signed, figure_of, signing_lists
from tuquan.formation.services import (
    close_registration,
    sign_many,
    sign_pledge,
    withdraw_signature,
)
from tuquan.groups.models import ResidentGroup
from tuquan.residents.models import Household
from tuquan.residents.services import erase_household, merge_households, take_back_change

pytestmark = pytest.mark.django_db


class Scene:
    """A pledge of Thôn 2, which has two groups, and the leader of the first."""

    def __init__(self, world: make.World) -> None:
        self.adoption = make.adoption(world.commune)
        self.group, self.other = make.groups(world.area, 40)
        self.registration = registered(self.adoption, world.area)
        self.leader = make.actor(make.leader(self.group))

    def household(self, group: ResidentGroup | None = None) -> Household:
        """The first household of a group."""
        member = (group or self.group).memberships.select_related("household").first()
        assert member is not None
        return member.household


@pytest.fixture
def scene(world: make.World) -> Scene:
    return Scene(world)


def sign(scene: Scene, actor: Actor = make.SYSTEM, **more: object) -> PledgeSignature:
    household = more.pop("household", None) or scene.household()
    on = more.pop("on", TODAY)
    return sign_pledge(actor, scene.registration, household, on, "phone", **more)  # type: ignore[arg-type]


def test_a_household_signs_before_its_leader(scene: Scene) -> None:
    signature = sign(scene, scene.leader, represented_by="  Trần   Thị Út ")
    assert (signature.signed_on, signature.how) == (TODAY, "phone")
    assert signature.represented_by == "Trần Thị Út"
    assert signature.entered_by_id == scene.leader.user_id
    assert figure_of(scene.registration) == Signed(1, 40)
    change = Change.objects.get(action="formation.pledge_signed")
    assert change.data == {"household": scene.household().pk, "how": "phone"}


def test_a_leader_signs_for_no_household_of_another_group(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        sign(scene, scene.leader, household=scene.household(scene.other))
    assert not PledgeSignature.objects.exists()


def test_a_household_signs_once(scene: Scene) -> None:
    sign(scene)
    with pytest.raises(Conflict) as refusal:
        sign(scene, scene.leader)
    assert refusal.value.problem.code == "pledge_signed_already"
    assert PledgeSignature.objects.count() == 1


def test_two_taps_at_once_make_one_signature(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    sign(scene)
    household = scene.household()
    blind = "tuquan.formation.models.PledgeSignatureQuerySet.current"
    monkeypatch.setattr(blind, lambda self: self.none())
    with pytest.raises(Conflict) as refusal:
        sign(scene, household=household)
    assert refusal.value.problem.code == "pledge_signed_already"
    assert PledgeSignature.objects.count() == 1


def test_the_database_itself_refuses_a_second_signature(scene: Scene) -> None:
    first = sign(scene)
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeSignature.objects.create(
            registration=scene.registration,
            household=first.household,
            signed_on=TODAY,
            how="paper",
        )


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (TODAY + timedelta(1), "pledge_day_ahead"),
        (date(2026, 11, 17), "pledge_signed_too_early"),
    ],
)
def test_nobody_signs_tomorrow_or_before_the_registration(
    scene: Scene, on: date, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        sign(scene, on=on)
    assert problems_in(refusal.value) == [("on", code)]
    with pytest.raises(Invalid) as refusal:
        sign_many(make.SYSTEM, scene.registration, [scene.household()], on)
    assert problems_in(refusal.value) == [("on", code)]
    assert not PledgeSignature.objects.exists()


def test_a_name_of_three_hundred_letters_is_refused(scene: Scene) -> None:
    with pytest.raises(Invalid) as refusal:
        sign(scene, represented_by="a" * 300)
    assert problems_in(refusal.value) == [("represented_by", "pledge_text_too_long")]


def test_a_household_of_another_area_cannot_sign(world: make.World, scene: Scene) -> None:
    [stranger] = make.households(world.other_area, 1)
    with pytest.raises(Invalid) as refusal:
        sign(scene, household=stranger)
    assert problems_in(refusal.value) == [("household", "pledge_household_elsewhere")]


def test_the_pledge_of_a_group_is_not_signed_by_another_group(
    world: make.World, scene: Scene
) -> None:
    own = registered(scene.adoption, world.area, year=2027, group=scene.group)
    with pytest.raises(Invalid) as refusal:
        sign_pledge(make.SYSTEM, own, scene.household(scene.other), TODAY, "paper")
    assert problems_in(refusal.value) == [("household", "pledge_household_elsewhere")]
    sign_pledge(make.SYSTEM, own, scene.household(), TODAY, "paper")
    assert figure_of(own) == Signed(1, 20)


def test_a_closed_pledge_is_not_signed(scene: Scene) -> None:
    close_registration(make.SYSTEM, scene.registration)
    for attempt in (
        lambda: sign(scene),
        lambda: sign_many(make.SYSTEM, scene.registration, [scene.household()], TODAY),
    ):
        with pytest.raises(Conflict) as refusal:
            attempt()
        assert refusal.value.problem.code == "pledge_closed"
    assert not PledgeSignature.objects.exists()


def test_a_paper_list_is_entered_at_once_and_passes_over_who_signed_before(scene: Scene) -> None:
    sign(scene)
    ticked = [one.household for one in scene.group.memberships.all()[:5]]
    assert sign_many(make.SYSTEM, scene.registration, ticked, date(2026, 11, 19)) == 4
    assert sorted(PledgeSignature.objects.values_list("how", flat=True)) == ["paper"] * 4 + [
        "phone"
    ]
    change = Change.objects.get(action="formation.pledges_entered")
    assert change.data == {"households": 4, "year": 2026}


def test_an_empty_paper_list_is_refused(scene: Scene) -> None:
    with pytest.raises(Invalid) as refusal:
        sign_many(make.SYSTEM, scene.registration, [], TODAY)
    assert problems_in(refusal.value) == [("household", "pledge_nobody_ticked")]


def test_one_household_of_elsewhere_keeps_the_whole_list_out(
    world: make.World, scene: Scene
) -> None:
    strangers = make.households(world.other_area, 1)
    with pytest.raises(Invalid) as refusal:
        sign_many(make.SYSTEM, scene.registration, [scene.household(), *strangers], TODAY)
    assert problems_in(refusal.value) == [("household", "pledge_household_elsewhere")]
    assert not PledgeSignature.objects.exists()


def test_a_leader_enters_a_list_of_their_own_group_only(scene: Scene) -> None:
    own, other = scene.household(), scene.household(scene.other)
    with pytest.raises(NotAllowed):
        sign_many(scene.leader, scene.registration, [own, other], TODAY)
    assert sign_many(scene.leader, scene.registration, [own], TODAY) == 1


def test_offices_sign_by_their_name_and_once(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    registration = registered(adoption, world.area, "security", denominator=3)
    signature = sign_pledge(make.SYSTEM, registration, " Trường  Tiểu học <b>", TODAY, "paper")
    assert (signature.signer_name, signature.household) == ("Trường Tiểu học <b>", None)
    with pytest.raises(Conflict):
        sign_pledge(make.SYSTEM, registration, "trường tiểu học <b>", TODAY, "paper")
    sign_pledge(make.SYSTEM, registration, "Trạm Y tế", TODAY, "paper")
    [household] = make.households(world.area, 1)
    sign_pledge(make.SYSTEM, registration, household, TODAY, "paper")
    assert figure_of(registration) == Signed(3, 3)


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "pledge_signer_missing"), ("a" * 300, "pledge_text_too_long")]
)
def test_an_office_needs_a_name_of_reasonable_length(
    world: make.World, name: str, code: str
) -> None:
    adoption = make.adoption(world.commune, S3)
    registration = registered(adoption, world.area, "security", denominator=3)
    with pytest.raises(Invalid) as refusal:
        sign_pledge(make.SYSTEM, registration, name, TODAY, "paper")
    assert problems_in(refusal.value) == [("signer_name", code)]


def test_offices_do_not_sign_what_households_sign(scene: Scene) -> None:
    with pytest.raises(Invalid) as refusal:
        sign_pledge(make.SYSTEM, scene.registration, "Trạm Y tế", TODAY, "paper")
    assert problems_in(refusal.value) == [("signer_name", "pledge_by_households_only")]


def test_a_leader_enters_no_office(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    registration = registered(adoption, world.area, "security", denominator=3)
    [group] = make.groups(world.area)
    with pytest.raises(NotAllowed):
        sign_pledge(make.actor(make.leader(group)), registration, "Trạm Y tế", TODAY, "paper")


def test_who_withdraws_is_no_longer_counted_but_stays_in_history(scene: Scene) -> None:
    signature = sign(scene)
    withdraw_signature(scene.leader, signature, TODAY)
    assert figure_of(scene.registration) == Signed(0, 40)
    signature.refresh_from_db()
    assert (signature.withdrawn_on, signature.withdrawn_reason) == (TODAY, "")
    change = Change.objects.get(action="formation.pledge_withdrawn")
    assert change.data == {"signature": signature.pk}
    sign(scene)
    assert PledgeSignature.objects.count() == 2
    assert figure_of(scene.registration) == Signed(1, 40)


def test_a_signature_is_withdrawn_also_after_closing_but_once(scene: Scene) -> None:
    signature = sign(scene)
    close_registration(make.SYSTEM, scene.registration)
    withdraw_signature(make.SYSTEM, signature, TODAY, "đổi ý")
    with pytest.raises(Conflict) as refusal:
        withdraw_signature(make.SYSTEM, signature, TODAY)
    assert refusal.value.problem.code == "pledge_withdrawn_already"


@pytest.mark.parametrize(
    ("on", "reason", "problem"),
    [
        (TODAY + timedelta(1), "", ("on", "pledge_day_ahead")),
        (TODAY - timedelta(1), "", ("on", "pledge_withdrawn_too_early")),
        (TODAY, "a" * 300, ("reason", "pledge_text_too_long")),
    ],
)
def test_a_wrong_withdrawal_changes_nothing(
    scene: Scene, on: date, reason: str, problem: tuple[str, str]
) -> None:
    signature = sign(scene)
    with pytest.raises(Invalid) as refusal:
        withdraw_signature(make.SYSTEM, signature, on, reason)
    assert problems_in(refusal.value) == [problem]
    assert figure_of(scene.registration) == Signed(1, 40)


def test_nobody_next_door_or_of_another_group_signs_or_withdraws(
    world: make.World, scene: Scene
) -> None:
    signature = sign(scene)
    other = scene.household(scene.other)
    for account in (make.officer(world.neighbour), make.leader(scene.other, "Lý Văn Tám")):
        stranger = make.actor(account)
        with pytest.raises(NotAllowed):
            withdraw_signature(stranger, signature, TODAY)
    with pytest.raises(NotAllowed):
        sign(scene, make.actor(make.officer(world.neighbour)), household=other)
    assert figure_of(scene.registration) == Signed(1, 40)


def test_the_list_of_a_leader_holds_the_own_group_and_counts_it(
    world: make.World, scene: Scene
) -> None:
    registered(scene.adoption, world.area, "area_registration")
    registered(scene.adoption, world.area, year=2027, group=scene.other)
    for member in scene.group.memberships.all()[:19]:
        sign(scene, scene.leader, household=member.household)
    sign(scene, household=scene.household(scene.other))
    [found] = signing_lists(scene.leader)
    assert (found.registration, found.group) == (scene.registration, scene.group)
    assert {line.household.pk for line in found.lines} == set(
        scene.group.memberships.values_list("household_id", flat=True)
    )
    assert found.figure == Signed(19, 20)


def test_an_officer_has_no_list_of_a_leader(world: make.World, scene: Scene) -> None:
    assert signing_lists(make.actor(make.officer(world.commune))) == []


def test_more_may_sign_than_were_counted_and_the_share_says_so(world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    households = make.households(world.area, 3)
    registration = registered(adoption, world.area, "livestock", denominator=2)
    sign_many(make.SYSTEM, registration, households, TODAY)
    figure = figure_of(registration)
    assert (figure.signed, figure.of, figure.is_over) == (3, 2, True)
    assert figure.share == Fraction(100)


def test_a_household_that_left_stays_counted_and_who_signed_for_it_is_forgotten(
    scene: Scene,
) -> None:
    signature = sign(scene, represented_by="Trần Thị Út")
    erase_household(make.SYSTEM, scene.household(), "chủ hộ đề nghị")
    signature.refresh_from_db()
    assert signature.represented_by == ""
    assert figure_of(scene.registration) == Signed(1, 40)


def test_signatures_of_a_double_go_to_the_record_that_stays_and_come_back(scene: Scene) -> None:
    double, stays = (one.household for one in scene.group.memberships.all()[:2])
    second = registered(scene.adoption, scene.registration.place, year=2027)
    both = sign(scene, household=double)
    sign(scene, household=stays)
    only = sign_pledge(make.SYSTEM, second, double, TODAY, "paper")
    merged = merge_households(make.SYSTEM, stays, double)
    only.refresh_from_db()
    assert only.household == stays
    assert figure_of(scene.registration) == Signed(1, 40)
    take_back_change(make.SYSTEM, merged)
    only.refresh_from_db()
    both.refresh_from_db()
    assert (only.household, both.household, both.withdrawn_on) == (double, double, None)
    assert figure_of(scene.registration) == Signed(2, 40)

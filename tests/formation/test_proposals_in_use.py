"""Proposed groups with a dossier or meeting are not thrown away (S0-10, S0-15, F-18 to F-23)."""

from __future__ import annotations

import pytest

from tests import make
from tests.formation import forming
from tests.meetings.holding import plan
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, NotAllowed
from tuquan.formation.models import Dossier
from tuquan.formation.services import drop_dossier, forget_given_up, open_dossiers
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.services import drop_proposal, move_households, propose_area_groups
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import cancel_meeting, forget_called_off, plan_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(world: make.World) -> forming.Office:
    return forming.office(world)


def propose_again(here: forming.Office) -> list[ResidentGroup]:
    edition = here.adoption.edition
    rules = edition.content.group_rules
    assert rules is not None
    return propose_area_groups(here.officer, edition.programme, rules, here.world.area)


def refused(attempt: object, *given: object) -> tuple[str, object]:
    """The code of a refusal, and the group it names."""
    with pytest.raises(Conflict) as error:
        attempt(*given)  # type: ignore[operator]
    return error.value.problem.code, error.value.problem.params["group"]


def test_a_proposal_with_a_dossier_is_neither_renewed_nor_dropped(here: forming.Office) -> None:
    first, second = forming.proposed(here, 60)
    open_dossiers(here.officer, here.adoption, [second])
    changes = Change.objects.count()
    programme = here.adoption.edition.programme
    assert refused(propose_again, here) == ("proposal_in_use", second.name)
    dropped = refused(drop_proposal, here.officer, programme, here.world.area)
    assert dropped == ("proposal_in_use", second.name)
    assert set(ResidentGroup.objects.all()) == {first, second}
    assert Membership.objects.current().count() == 60
    assert Change.objects.count() == changes


def test_a_proposal_with_a_meeting_is_not_renewed(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    plan_meeting(here.officer, here.world.area, plan(), group=group)
    assert refused(propose_again, here) == ("proposal_in_use", group.name)


def test_the_last_households_stay_in_a_proposal_with_a_dossier(here: forming.Office) -> None:
    first, second = forming.proposed(here, 60)
    open_dossiers(here.officer, here.adoption, [first])
    homes = [one.household for one in first.memberships.select_related("household")]
    said = refused(move_households, here.officer, first, homes, second)
    assert said == ("proposal_in_use", first.name)
    assert first.memberships.current().count() == len(homes)
    assert move_households(here.officer, first, homes[1:], second) is True


def test_what_came_to_nothing_goes_with_the_proposal(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    meeting = plan_meeting(here.officer, here.world.area, plan(), group=group)
    drop_dossier(here.officer, dossier, "Chia tổ khác")
    cancel_meeting(here.officer, meeting, "Mưa bão")
    [anew] = propose_again(here)
    assert list(ResidentGroup.objects.all()) == [anew]
    assert not Dossier.objects.exists()
    assert not Meeting.objects.exists()
    assert Change.objects.filter(action="formation.dropped").count() == 1


def test_next_door_nothing_is_forgotten(here: forming.Office, world: make.World) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    drop_dossier(here.officer, dossier, "Chia tổ khác")
    stranger = make.actor(make.officer(world.neighbour))
    for forget in (forget_given_up, forget_called_off):
        with pytest.raises(NotAllowed):
            forget(stranger, ResidentGroup.objects.filter(pk=group.pk))
    assert Dossier.objects.exists()

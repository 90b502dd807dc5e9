"""The whole way of S0: list, meeting, election, request, decision (S0-10 to S0-17, F-23, F-81)."""

from __future__ import annotations

import pytest

from tests import make
from tests.formation import forming
from tests.formation.forming import why_of
from tests.meetings.holding import TODAY
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.documents.models import DocumentEffect
from tuquan.formation.models import Dossier, GroupDecision
from tuquan.formation.queries import steps_of
from tuquan.formation.services import (
    draft_decision,
    draft_minutes,
    draft_request,
    link_meeting,
    open_dossiers,
)
from tuquan.groups.models import ResidentGroup

pytestmark = pytest.mark.django_db


def states(dossier: Dossier) -> dict[str, str]:
    """The steps of a dossier as they stand now."""
    found = Dossier.objects.get(pk=dossier.pk)
    return {step.key: step.state for step in steps_of(found)}


def missing(dossier: Dossier) -> list[str]:
    """What is missing in the step that is next."""
    found = Dossier.objects.get(pk=dossier.pk)
    return [p.code for step in steps_of(found) if step.state == "now" for p in step.missing]


def test_a_proposed_group_goes_from_the_list_to_the_decision(world: make.World) -> None:
    here = forming.office(world)
    [group] = forming.proposed(here)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    [dossier] = open_dossiers(here.area_head, here.adoption, [group])
    assert states(dossier) == {
        "list": "done",
        "meeting": "now",
        "people": "later",
        "request": "later",
        "decision": "later",
    }
    assert missing(dossier) == ["dossier_no_meeting"]

    meeting = forming.elected(here, group, "Trần Đình Bảy", "Phan Thị Hạnh")
    link_meeting(here.area_head, dossier, meeting)
    assert states(dossier)["people"] == "done"
    assert missing(dossier) == ["dossier_no_request"]

    minutes = draft_minutes(here.area_head, dossier)
    forming.issued(here.area_head, minutes, None)
    request = forming.issued(here.area_head, draft_request(here.area_head, dossier), front)
    dossier.refresh_from_db()
    assert (dossier.state, request.number_text) == ("requested", "01/ĐN-BCTMT")

    decision = draft_decision(here.officer, [dossier])
    forming.issued(here.officer, decision, committee)
    dossier.refresh_from_db()
    group.refresh_from_db()
    assert (dossier.state, dossier.ended_on) == ("decided", TODAY)
    assert (group.state, group.formed_on) == ("formed", TODAY)
    posts = {one.position: one.holder_name for one in group.tenures.filter(ended_on=None)}
    assert posts == {"leader": "Trần Đình Bảy", "deputy": "Phan Thị Hạnh"}
    made = GroupDecision.objects.get(group=group)
    assert (made.kind, made.document_id) == ("establish", decision.pk)
    effect = DocumentEffect.objects.get(subject=f"groups.residentgroup:{group.pk}")
    assert (effect.what, effect.document_id) == ("establish", decision.pk)
    assert all(step.state == "done" for step in steps_of(dossier))


def test_one_decision_founds_all_groups_of_a_commune(world: make.World) -> None:
    here = forming.office(world)
    groups = forming.proposed(here, 60)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    dossiers = open_dossiers(here.area_head, here.adoption, groups)
    for dossier in dossiers:
        meeting = forming.elected(here, dossier.group, f"Trần Văn {dossier.group.number}")
        link_meeting(here.area_head, dossier, meeting)
        forming.issued(here.area_head, draft_request(here.area_head, dossier), front)
    dossiers = list(Dossier.objects.filter(pk__in=[one.pk for one in dossiers]))
    decision = forming.issued(here.officer, draft_decision(here.officer, dossiers), committee)
    assert len(groups) > 1
    assert ResidentGroup.objects.formed().count() == len(groups)
    assert set(GroupDecision.objects.values_list("document_id", flat=True)) == {decision.pk}


def test_a_decision_is_not_written_while_a_step_is_missing(world: make.World) -> None:
    here = forming.office(world)
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.area_head, here.adoption, [group])
    with pytest.raises(Invalid) as refused:
        draft_decision(here.officer, [dossier])
    assert why_of(refused.value) == [
        "dossier_no_meeting",
        "dossier_no_leader",
        "dossier_no_request",
    ]
    dossier.refresh_from_db()
    assert dossier.decision is None


def test_the_head_of_an_area_does_not_decide(world: make.World) -> None:
    here = forming.office(world)
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.area_head, here.adoption, [group])
    with pytest.raises(NotAllowed):
        draft_decision(here.area_head, [dossier])


def test_a_group_has_one_dossier_at_a_time(world: make.World) -> None:
    here = forming.office(world)
    [group] = forming.proposed(here)
    open_dossiers(here.area_head, here.adoption, [group])
    with pytest.raises(Conflict) as refused:
        open_dossiers(here.officer, here.adoption, [group])
    assert refused.value.problem.code == "dossier_open_already"

"""Groups that work: reconstituted, a new leader recognised, dissolved, a paper put right.

S0-17, F-25, F-81, F-105: each decision keeps the history of the ones before.
"""

from __future__ import annotations

import pytest

from tests import make
from tests.formation import forming
from tests.meetings.holding import TODAY
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid
from tuquan.documents.services import replace_document, withdraw_document
from tuquan.formation.models import Dossier, GroupDecision
from tuquan.formation.queries import steps_of
from tuquan.formation.services import (
    draft_decision,
    draft_request,
    drop_dossier,
    link_meeting,
    open_dossier,
    open_for_plan,
)
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.services import plan_regrouping
from tuquan.residents.services import close_household

pytestmark = pytest.mark.django_db


def at_work(world: make.World, households: int = 20) -> tuple[forming.Office, ResidentGroup]:
    """A group that works, with a leader."""
    here = forming.office(world)
    group = make.groups(world.area, households)[0]
    make.leader(group)
    return here, group


def requested(here: forming.Office, dossier: Dossier, by: forming.Issuer) -> Dossier:
    """The request of a dossier issued."""
    forming.issued(here.area_head, draft_request(here.area_head, dossier), by)
    return Dossier.objects.get(pk=dossier.pk)


def test_a_new_leader_is_recognised_and_the_old_one_stays_in_the_history(
    world: make.World,
) -> None:
    here, group = at_work(world)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    dossier = open_dossier(here.area_head, here.adoption, group, "recognise_head")
    meeting = forming.elected(here, group, "Phan Thị Hạnh")
    link_meeting(here.area_head, dossier, meeting)
    dossier = requested(here, dossier, front)
    decision = draft_decision(here.officer, [dossier])
    forming.issued(here.officer, decision, committee)
    leaders = group.tenures.filter(position="leader").order_by("pk")
    assert [(one.holder_name, one.ended_on) for one in leaders] == [
        ("Trần Đình Bảy", TODAY),
        ("Phan Thị Hạnh", None),
    ]
    assert GroupDecision.objects.get(group=group).kind == "recognise_head"


def test_a_group_is_dissolved_with_the_reason_by_its_paper(world: make.World) -> None:
    here, group = at_work(world)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    meeting = forming.elected(here, group, "Phan Thị Hạnh")
    dossier = open_dossier(
        here.area_head, here.adoption, group, "dissolve", reason="Hợp nhất với tổ bên cạnh"
    )
    link_meeting(here.area_head, dossier, meeting)
    dossier = requested(here, dossier, front)
    decision = draft_decision(here.officer, [dossier])
    forming.issued(here.officer, decision, committee)
    group.refresh_from_db()
    assert (group.state, group.dissolved_on) == ("dissolved", TODAY)
    assert not Membership.objects.current().filter(group=group).exists()


def test_a_dissolution_without_a_reason_is_not_begun(world: make.World) -> None:
    here, group = at_work(world)
    with pytest.raises(Invalid) as refused:
        open_dossier(here.officer, here.adoption, group, "dissolve")
    assert [(p.code, p.where) for p in refused.value.problems] == [
        ("dossier_reason_missing", "reason")
    ]
    assert not Dossier.objects.exists()


def test_a_plan_to_reconstitute_is_carried_out_with_its_decision(world: make.World) -> None:
    here, group = at_work(world)
    newcomer = make.households(world.area, 1, first=50)[0]
    plan = plan_regrouping(here.officer, group.programme, world.area, {newcomer.pk: group.pk}, {})
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    [dossier] = open_for_plan(here.officer, here.adoption, plan)
    meeting = forming.elected(here, group, "Trần Đình Bảy", "Phan Thị Hạnh")
    link_meeting(here.area_head, dossier, meeting)
    dossier = requested(here, dossier, front)
    decision = draft_decision(here.officer, [dossier])
    assert not Membership.objects.current().filter(household=newcomer).exists()
    forming.issued(here.officer, decision, committee)
    plan.refresh_from_db()
    assert plan.state == "carried_out"
    assert Membership.objects.current().get(household=newcomer).group_id == group.pk
    posts = {one.position: one.holder_name for one in group.tenures.filter(ended_on=None)}
    assert posts == {"leader": "Trần Đình Bảy", "deputy": "Phan Thị Hạnh"}


def test_a_replaced_decision_stays_in_the_history_beside_the_new_one(world: make.World) -> None:
    here, group = at_work(world)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    dossier = open_dossier(here.area_head, here.adoption, group, "recognise_head")
    link_meeting(here.area_head, dossier, forming.elected(here, group, "Phan Thị Hạnh"))
    dossier = requested(here, dossier, front)
    first = forming.issued(here.officer, draft_decision(here.officer, [dossier]), committee)
    second = forming.issued(here.officer, replace_document(here.officer, first), committee)
    first.refresh_from_db()
    assert first.state == "withdrawn"
    decided = GroupDecision.objects.filter(group=group).order_by("pk")
    assert [one.document_id for one in decided] == [first.pk, second.pk]
    assert group.tenures.filter(position="leader", ended_on=None).count() == 1
    dossier.refresh_from_db()
    assert dossier.decision_id == second.pk


def test_a_request_that_was_withdrawn_has_to_be_written_again(world: make.World) -> None:
    here, group = at_work(world)
    front = forming.front_of_area(here)
    dossier = open_dossier(here.area_head, here.adoption, group, "recognise_head")
    link_meeting(here.area_head, dossier, forming.elected(here, group, "Phan Thị Hạnh"))
    dossier = requested(here, dossier, front)
    first = dossier.request
    assert first is not None
    withdraw_document(here.area_head, first, "Ghi sai tên", TODAY)
    assert missing_in(dossier, "request") == ["dossier_no_request_withdrawn"]
    with pytest.raises(Invalid) as refused:
        draft_decision(here.officer, [Dossier.objects.get(pk=dossier.pk)])
    assert [one.code for one in refused.value.problems] == ["dossier_lacks"]

    dossier = requested(here, Dossier.objects.get(pk=dossier.pk), front)
    assert dossier.request_id != first.pk
    assert missing_in(dossier, "request") == []


def test_a_dossier_follows_its_request_to_the_paper_that_replaces_it(world: make.World) -> None:
    here, group = at_work(world)
    front = forming.front_of_area(here)
    dossier = open_dossier(here.area_head, here.adoption, group, "recognise_head")
    link_meeting(here.area_head, dossier, forming.elected(here, group, "Phan Thị Hạnh"))
    dossier = requested(here, dossier, front)
    assert dossier.request is not None
    replacing = replace_document(here.area_head, dossier.request)
    second = forming.issued(here.area_head, replacing, front)
    dossier.refresh_from_db()
    assert dossier.request_id == second.pk
    assert missing_in(dossier, "request") == []
    told = Change.objects.get(action="formation.request_replaced")
    assert told.data == {"group": group.name, "paper": second.number_text}


def test_a_decision_that_was_withdrawn_no_longer_counts_as_made(world: make.World) -> None:
    here, group = at_work(world)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    dossier = open_dossier(here.area_head, here.adoption, group, "recognise_head")
    link_meeting(here.area_head, dossier, forming.elected(here, group, "Phan Thị Hạnh"))
    dossier = requested(here, dossier, front)
    decision = forming.issued(here.officer, draft_decision(here.officer, [dossier]), committee)
    assert missing_in(dossier, "decision") == []
    withdraw_document(here.officer, decision, "Sai thẩm quyền", TODAY)
    assert missing_in(dossier, "decision") == ["dossier_no_decision_withdrawn"]


def missing_in(dossier: Dossier, key: str) -> list[str]:
    """What a step of a dossier lacks, as it stands in the database."""
    [step] = [one for one in steps_of(Dossier.objects.get(pk=dossier.pk)) if one.key == key]
    return [problem.code for problem in step.missing]


def test_a_decision_about_a_dossier_that_was_given_up_is_not_issued(world: make.World) -> None:
    here, group = at_work(world)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    dossier = open_dossier(here.area_head, here.adoption, group, "recognise_head")
    link_meeting(here.area_head, dossier, forming.elected(here, group, "Phan Thị Hạnh"))
    dossier = requested(here, dossier, front)
    decision = draft_decision(here.officer, [dossier])
    drop_dossier(here.officer, dossier, "Người trúng cử chuyển đi")
    with pytest.raises(Conflict) as refused:
        forming.issued(here.officer, decision, committee)
    assert refused.value.problem.code == "dossier_dropped_in_paper"
    decision.refresh_from_db()
    assert (decision.state, decision.number_text) == ("draft", "")
    assert not GroupDecision.objects.exists()
    assert group.tenures.get(position="leader", ended_on=None).holder_name == "Trần Đình Bảy"


def test_a_dossier_given_up_says_why_and_is_recorded(world: make.World) -> None:
    here, group = at_work(world)
    dossier = open_dossier(here.officer, here.adoption, group, "recognise_head")
    drop_dossier(here.officer, dossier, "Không còn cần")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.drop_reason) == ("dropped", "Không còn cần")
    change = Change.objects.filter(action="formation.dropped").get()
    assert change.data == {"kind": "recognise_head"}
    with pytest.raises(Conflict):
        drop_dossier(here.officer, dossier, "Lần nữa")


def test_a_decision_is_not_issued_with_a_list_that_is_no_longer_true(world: make.World) -> None:
    here, group = at_work(world)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    meeting = forming.elected(here, group, "Phan Thị Hạnh")
    dossier = open_dossier(here.area_head, here.adoption, group, "dissolve", reason="Hợp nhất")
    link_meeting(here.area_head, dossier, meeting)
    dossier = requested(here, dossier, front)
    decision = draft_decision(here.officer, [dossier])
    member = group.memberships.select_related("household").first()
    assert member is not None
    close_household(here.officer, member.household, TODAY)
    with pytest.raises(Conflict) as refused:
        forming.issued(here.officer, decision, committee)
    assert refused.value.problem.code == "dossier_list_changed"
    group.refresh_from_db()
    decision.refresh_from_db()
    assert (group.state, decision.state, decision.number_text) == ("formed", "draft", "")

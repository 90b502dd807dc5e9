"""What dossiers refuse and record; many groups in one paper (S0-12 to S0-17, F-23, F-81, F-105)."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests import make
from tests.formation import forming
from tests.meetings.holding import TODAY
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import read_contents, read_template
from tuquan.documents.services import discard_draft, issue_document
from tuquan.formation.models import Dossier, GroupDecision, Nomination
from tuquan.formation.queries import drafted_paper, papers_serving
from tuquan.formation.services import (
    DossierPapers,
    deciding,
    draft_decision,
    draft_minutes,
    draft_request,
    drop_dossier,
    link_meeting,
    open_dossier,
    open_dossiers,
    open_for_plan,
    remove_nomination,
)
from tuquan.groups.models import Regrouping, ResidentGroup, Tenure
from tuquan.groups.services import drop_regrouping, plan_regrouping
from tuquan.meetings.services import (
    NewCandidate,
    NewElection,
    NewMeeting,
    open_election,
    open_meeting,
    plan_meeting,
)
from tuquan.meetings.services import (
    nominate as stand,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(world: make.World) -> forming.Office:
    return forming.office(world)


def written(action: str) -> list[tuple[str, dict[str, object]]]:
    """Where and with what an action was recorded."""
    return list(Change.objects.filter(action=action).order_by("pk").values_list("path", "data"))


def codes(refusal: Invalid) -> list[tuple[str, str]]:
    """The problems of a refusal with their fields."""
    return [(one.code, one.where) for one in refusal.problems]


def ready(here: forming.Office, group: ResidentGroup, leader: str = "Trần Đình Bảy") -> Dossier:
    """A dossier of which only the decision is missing."""
    [dossier] = open_dossiers(here.area_head, here.adoption, [group])
    link_meeting(here.area_head, dossier, forming.elected(here, group, leader))
    front = forming.front_of_area(here)
    forming.issued(here.area_head, draft_request(here.area_head, dossier), front)
    return again(dossier)


def again(dossier: Dossier) -> Dossier:
    """The dossier as it is stored."""
    return Dossier.objects.get(pk=dossier.pk)


def test_every_step_is_on_record_without_a_name(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    minutes = draft_minutes(here.area_head, dossier)
    decision = draft_decision(here.officer, [again(dossier)])
    forming.issued(here.officer, decision, forming.peoples_committee(here))
    path = group.path
    assert written("formation.opened") == [(path, {"kind": "establish", "group": "Tổ 1"})]
    assert written("formation.meeting_linked") == [(path, {"elected": 1})]
    assert written("formation.request_drafted") == [(path, {})]
    assert written("formation.minutes_drafted") == [(path, {})]
    assert written("formation.decision_drafted") == [(path, {})]
    assert written("formation.requested") == [(path, {"paper": "01/ĐN-BCTMT"})]
    told = {"kind": "establish", "group": "Tổ 1", "paper": "01/QĐ-UBND"}
    assert written("formation.decided") == [(path, told)]
    assert again(dossier).minutes == minutes


def test_next_door_nothing_can_be_done_in_a_dossier(
    here: forming.Office, world: make.World
) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    [one] = dossier.nominations.all()
    meeting = dossier.meeting
    assert meeting is not None
    stranger = make.actor(make.officer(world.neighbour))
    before = Dossier.objects.values().get(pk=dossier.pk)
    changes = Change.objects.count()
    for attempt in (
        lambda: open_dossier(stranger, here.adoption, group, "establish"),
        lambda: link_meeting(stranger, dossier, meeting),
        lambda: remove_nomination(stranger, one),
        lambda: draft_request(stranger, dossier),
        lambda: draft_minutes(stranger, dossier),
        lambda: draft_decision(stranger, [dossier]),
        lambda: drop_dossier(stranger, dossier, "Gộp"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Dossier.objects.values().get(pk=dossier.pk) == before
    assert Nomination.objects.count() == 1
    assert Change.objects.count() == changes


def test_of_two_decisions_for_one_dossier_the_second_is_refused(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    seen_by_both = again(dossier)
    first = draft_decision(here.officer, [dossier])
    papers = OfficialDocument.objects.count()
    with pytest.raises(Conflict) as refused:
        draft_decision(here.officer, [seen_by_both])
    assert refused.value.problem.code == "dossier_has_paper"
    assert again(dossier).decision == first
    assert OfficialDocument.objects.count() == papers
    with pytest.raises(Conflict):
        draft_decision(here.officer, [again(dossier)])


def test_a_discarded_decision_can_be_written_anew(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    discard_draft(here.officer, draft_decision(here.officer, [dossier]))
    anew = draft_decision(here.officer, [again(dossier)])
    assert again(dossier).decision == anew


def test_a_dossier_dropped_while_its_decision_is_issued_stops_the_issue(
    here: forming.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    committee = forming.peoples_committee(here)
    decision = draft_decision(here.officer, [dossier])
    follow = DossierPapers.issued

    def drop_first(self: DossierPapers, actor: object, document: OfficialDocument) -> None:
        drop_dossier(here.area_head, again(dossier), "Gộp với tổ bên")
        follow(self, here.officer, document)

    monkeypatch.setattr(DossierPapers, "issued", drop_first)
    with pytest.raises(Conflict) as refused:
        forming.issued(here.officer, decision, committee)
    assert refused.value.problem.code == "dossier_dropped_in_paper"
    decision.refresh_from_db()
    group.refresh_from_db()
    assert (decision.state, group.state) == ("draft", "proposed")
    assert not GroupDecision.objects.exists()
    assert not Tenure.objects.filter(group=group).exists()


def test_a_decision_older_than_its_request_founds_nothing(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    committee = forming.peoples_committee(here)
    decision = draft_decision(here.officer, [dossier])
    with pytest.raises(Invalid) as refused:
        issue_document(here.officer, decision, committee.terms(TODAY - timedelta(days=1)))
    assert "paper_before_its_basis" in [code for code, _where in codes(refused.value)]
    group.refresh_from_db()
    assert group.state == "proposed"
    assert again(dossier).state == "requested"
    assert not GroupDecision.objects.exists()


def test_forty_groups_stand_in_one_paper_with_a_list_each(
    here: forming.Office, world: make.World
) -> None:
    groups = forming.proposed(here, 900)
    dossiers = open_dossiers(here.officer, here.adoption, groups)
    [template] = papers_serving(here.adoption, "establish", many=True)
    drafted = drafted_paper(template, list(Dossier.objects.filter(pk__in=[d.pk for d in dossiers])))
    lists = [one for one in drafted.annexes if one.key.startswith("household_list_")]
    households = [drafted.contents.rows[one.key] for one in lists]
    named = [drafted.contents.own_values[one.key] for one in lists]
    assert len(lists) == len(groups) >= 30
    assert [one.key for one in drafted.annexes] == ["group_list", *(one.key for one in lists)]
    assert len(drafted.contents.rows["group_list"]) == len(groups)
    assert sum(map(len, households)) == 900
    assert [one["group_name"] for one in named] == [group.name for group in groups]
    assert {one["area_name"] for one in named} == {"Thôn 2"}
    assert [one["household_count"] for one in named] == [str(len(rows)) for rows in households]


def test_a_group_whose_name_has_braces_stands_in_its_list_as_text(here: forming.Office) -> None:
    groups = forming.proposed(here, 60)
    ResidentGroup.objects.filter(pk=groups[0].pk).update(name="Tổ {x}")
    dossiers = open_dossiers(here.officer, here.adoption, list(ResidentGroup.objects.all()))
    [template] = papers_serving(here.adoption, "establish", many=True)
    drafted = drafted_paper(template, dossiers)
    assert [one["group_name"] for one in drafted.contents.own_values.values()][0] == "Tổ {x}"


def planned(here: forming.Office, world: make.World) -> tuple[list[ResidentGroup], list[Dossier]]:
    """A plan that moves a household from one group to another, with both dossiers."""
    groups = make.groups(world.area, 40)
    moved = groups[0].memberships.order_by("pk")[0].household
    programme = groups[0].programme
    plan = plan_regrouping(here.officer, programme, world.area, {moved.pk: groups[1].pk}, {})
    dossiers = open_for_plan(here.officer, here.adoption, plan)
    front = forming.front_of_area(here)
    for dossier in dossiers:
        name = f"Phan Thị {dossier.group.number}"
        meeting = forming.elected(here, dossier.group, name, f"Lê {name}")
        link_meeting(here.area_head, dossier, meeting)
        forming.issued(here.area_head, draft_request(here.area_head, dossier), front)
    return groups, list(Dossier.objects.filter(pk__in=[one.pk for one in dossiers]))


def test_a_plan_is_decided_only_with_a_dossier_for_every_group(
    here: forming.Office, world: make.World
) -> None:
    _groups, [first, second] = planned(here, world)
    drop_dossier(here.officer, second, "Để lại")
    with pytest.raises(Invalid) as refused:
        draft_decision(here.officer, [first])
    assert codes(refused.value) == [("dossiers_of_plan_missing", "dossier")]
    assert refused.value.problems[0].params == {"place": "Thôn 2", "count": 1}
    [opened] = open_for_plan(here.officer, here.adoption, _plan_of(first))
    assert (opened.group, opened.regrouping) == (second.group, first.regrouping)


def test_where_one_paper_names_many_the_whole_plan_stands_in_it(
    here: forming.Office, world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _groups, [first, second] = planned(here, world)
    [template] = papers_serving(here.adoption, "establish", many=True)
    monkeypatch.setattr(deciding, "papers_serving", lambda *_args, **_more: [template])
    with pytest.raises(Invalid) as refused:
        draft_decision(here.officer, [first])
    assert codes(refused.value) == [("dossiers_of_plan_missing", "dossier")]
    decision = draft_decision(here.officer, [first, second])
    assert {again(one).decision for one in (first, second)} == {decision}


def test_a_plan_is_carried_out_with_the_last_of_its_decisions(
    here: forming.Office, world: make.World
) -> None:
    groups, dossiers = planned(here, world)
    committee = forming.peoples_committee(here)
    papers = [draft_decision(here.officer, [one]) for one in dossiers]
    forming.issued(here.officer, papers[0], committee)
    assert [group.memberships.current().count() for group in groups] == [20, 20]
    assert _plan_of(again(dossiers[1])).state == "planned"
    forming.issued(here.officer, papers[1], committee)
    assert [group.memberships.current().count() for group in groups] == [19, 21]
    assert _plan_of(again(dossiers[1])).state == "carried_out"
    assert {one.state for one in Dossier.objects.all()} == {"decided"}


def test_a_plan_thrown_away_meanwhile_is_not_decided(
    here: forming.Office, world: make.World
) -> None:
    groups, dossiers = planned(here, world)
    committee = forming.peoples_committee(here)
    papers = [draft_decision(here.officer, [one]) for one in dossiers]
    forming.issued(here.officer, papers[0], committee)
    drop_regrouping(here.officer, _plan_of(dossiers[0]))
    with pytest.raises(Conflict) as refused:
        forming.issued(here.officer, papers[1], committee)
    assert refused.value.problem.code == "regrouping_over"
    assert again(dossiers[1]).state == "requested"
    assert [group.memberships.current().count() for group in groups] == [20, 20]
    with pytest.raises(Conflict):
        open_for_plan(here.officer, here.adoption, _plan_of(again(dossiers[1])))


def _plan_of(dossier: Dossier) -> Regrouping:
    plan = dossier.regrouping
    assert plan is not None
    return plan


def test_somebody_of_another_area_cannot_be_elected(
    here: forming.Office, world: make.World
) -> None:
    [group] = forming.proposed(here)
    [stranger] = make.households(world.other_area, 1)
    wanted = NewMeeting("household_meeting", "Họp", TODAY, time(19, 30), "Nhà văn hóa")
    meeting = plan_meeting(here.area_head, group.place, wanted, group=group)
    open_meeting(here.area_head, meeting)
    election = open_election(here.area_head, meeting, NewElection("leader", "Tổ trưởng"))
    with pytest.raises(Invalid):
        stand(here.area_head, election, NewCandidate("Người lạ", stranger))
    assert not election.candidates.exists()


def test_a_meeting_of_another_group_is_refused(here: forming.Office) -> None:
    first, second = forming.proposed(here, 60)
    [dossier] = open_dossiers(here.officer, here.adoption, [first])
    meeting = forming.elected(here, second, "Trần Đình Bảy")
    with pytest.raises(Invalid) as refused:
        link_meeting(here.officer, dossier, meeting)
    assert codes(refused.value) == [("dossier_other_meeting", "meeting")]
    assert again(dossier).meeting is None


def test_a_dossier_is_opened_only_for_a_group_it_fits(
    here: forming.Office, world: make.World
) -> None:
    [ours] = forming.proposed(here)
    [theirs] = make.groups(world.neighbour_area)
    for group, kind, expected in (
        (
            ours,
            "dissolve",
            [("dossier_group_not_for_dissolve", "group"), ("dossier_reason_missing", "reason")],
        ),
        (ours, "praise", [("dossier_kind_unknown", "kind")]),
        (theirs, "recognise_head", [("dossier_other_place", "group")]),
    ):
        with pytest.raises(Invalid) as refused:
            open_dossier(make.SYSTEM, here.adoption, group, kind)
        assert codes(refused.value) == expected
    other = make.adoption(world.commune, "luc-ngan-2021")
    with pytest.raises(Invalid) as strange:
        open_dossier(here.officer, other, ours, "establish")
    assert codes(strange.value) == [("dossier_other_programme", "group")]
    assert not Dossier.objects.exists()


def test_dossiers_of_two_kinds_do_not_share_a_paper(
    here: forming.Office, world: make.World
) -> None:
    [working] = make.groups(world.area)
    make.leader(working)
    [fresh] = forming.proposed(here)
    dossier = ready(here, fresh)
    later = open_dossier(here.area_head, here.adoption, working, "recognise_head")
    link_meeting(here.area_head, later, forming.elected(here, working, "Phan Thị Hạnh"))
    front = OfficialDocument.objects.get(number_text="01/ĐN-BCTMT").entry
    assert front is not None
    with pytest.raises(Invalid) as refused:
        draft_decision(here.officer, [dossier, again(later)])
    assert ("dossiers_differ", "dossier") in codes(refused.value)
    with pytest.raises(Invalid) as none:
        draft_decision(here.officer, [])
    assert codes(none.value) == [("dossiers_missing", "dossier")]


def test_a_paper_is_written_once_and_minutes_need_a_meeting(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    with pytest.raises(Invalid) as refused:
        draft_minutes(here.officer, dossier)
    assert codes(refused.value) == [("dossier_no_meeting", "")]
    link_meeting(here.officer, dossier, forming.elected(here, group, "Trần Đình Bảy"))
    stale = again(dossier)
    draft_minutes(here.officer, dossier)
    draft_request(here.officer, dossier)
    for write in (draft_minutes, draft_request):
        for seen in (again(dossier), stale):
            with pytest.raises(Conflict) as taken:
                write(here.officer, seen)
            assert taken.value.problem.code == "dossier_has_paper"
    assert OfficialDocument.objects.filter(state="draft").count() == 2


def test_a_reason_of_400_letters_is_refused(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    with pytest.raises(Invalid) as refused:
        drop_dossier(here.officer, dossier, "L" * 400)
    assert [where for _code, where in codes(refused.value)] == ["reason"]
    assert again(dossier).state == "open"


def test_the_request_names_who_was_elected_and_the_votes(here: forming.Office) -> None:
    [group] = forming.proposed(here)
    dossier = ready(here, group)
    request = dossier.request
    assert request is not None
    values = read_contents(request).values
    assert values["head_name"] == "ông (bà) Trần Đình Bảy"
    template, _annexes = read_template(request)
    assert template.serves == "request"

"""Whose yes a report needs, and what each person may do with it now (F-59…F-63, S0-19, S1-24)."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext

from tests import make
from tests.reports.worlds import Village, filled, sent
from tuquan.accounts.models import Account, Role
from tuquan.approvals.models import Approval, ApprovalDecision
from tuquan.approvals.queries import items_of, waiting_for
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme.local import LevelMapping, LocalTerms
from tuquan.programmes.models import Adoption
from tuquan.programmes.services import change_local_terms
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.queries.checks import (
    chain_for,
    needs_second_person,
    second_person_chain,
)
from tuquan.reports.queries.doing import chain_of_report, may_write, what_may
from tuquan.reports.queries.turns import turns_of
from tuquan.reports.services import (
    accept_report,
    endorse_report,
    return_report,
    submit_report,
)


@pytest.fixture
def area_looks(village: Village) -> Village:
    """The commune wants the head of the area to look first."""
    change_terms(village, LocalTerms(area_checks=True))
    return village


def change_terms(village: Village, terms: LocalTerms) -> None:
    change_local_terms(make.SYSTEM, Adoption.objects.get(edition=village.due().edition), terms)


def head(village: Village, name: str = "Lò Thị Ánh") -> Actor:
    return make.actor(make.account(Role.AREA_HEAD, village.world.area, name))


def second_officer(village: Village) -> Actor:
    return make.actor(make.account(Role.COMMUNE_OFFICER, village.world.commune, "Phạm Quý Ổn"))


def code(error: pytest.ExceptionInfo[Conflict]) -> str:
    return error.value.problem.code


def doing(actor: Actor, report: Report) -> dict[str, str]:
    """Each action with the code of the reason; a plain yes where there is none."""
    return {
        one.action: one.why.code if one.why else "yes" if one.allowed else "no"
        for one in what_may(actor, report)
    }


def test_the_area_looks_before_the_commune_where_the_place_says_so(area_looks: Village) -> None:
    """F-59, S0-19: the area directly, the commune in general."""
    ours, report = head(area_looks), sent(area_looks)
    with pytest.raises(Conflict) as refused:
        accept_report(area_looks.reviewer, report, 1)
    assert code(refused) == "approval_waits_for"
    assert refused.value.problem.params["who"] == "Lò Thị Ánh"
    endorse_report(ours, report, 1)
    report.refresh_from_db()
    assert (report.state, report.version) == ("submitted", 1)
    accept_report(area_looks.reviewer, report, 1)
    assert Report.objects.get(pk=report.pk).state == "accepted"
    said = [(one.by_name, one.verdict) for one in ApprovalDecision.objects.all()]
    assert said == [("Lò Thị Ánh", "approve"), ("Đỗ Thị Nga", "approve")]
    endorsed = Change.objects.get(action="reports.endorsed")
    assert (endorsed.subject, endorsed.path, endorsed.data) == (
        f"reports.report:{report.pk}",
        report.path,
        {"version": 1},
    )


def test_without_the_switch_the_commune_alone_decides_and_no_chain_is_kept(
    village: Village,
) -> None:
    ours, report = head(village), sent(village)
    with pytest.raises(Conflict) as refused:
        endorse_report(ours, report, 1)
    assert code(refused) == "approval_waits_for"
    with pytest.raises(NotAllowed):
        endorse_report(village.reviewer, report, 1)
    accept_report(village.reviewer, report, 1)
    assert not Approval.objects.exists()


def test_a_report_on_its_way_keeps_the_rules_it_began_with(village: Village) -> None:
    """F-59."""
    ours, before = head(village), sent(village, "2026-10")
    change_terms(village, LocalTerms(area_checks=True))
    accept_report(village.reviewer, before, 1)
    due = Obligation.objects.exclude(pk=before.obligation_id).filter(group=village.group)[0]
    report = submit_report(village.writer, due, filled(due.form), 0)
    change_terms(village, LocalTerms())
    with pytest.raises(Conflict):
        accept_report(village.reviewer, report, 1)
    endorse_report(ours, report, 1)
    accept_report(village.reviewer, report, 1)
    assert Report.objects.filter(state="accepted").count() == 2


def test_the_commune_gives_back_by_one_step_or_to_the_writer(area_looks: Village) -> None:
    """F-62."""
    ours, report = head(area_looks), sent(area_looks)
    endorse_report(ours, report, 1)
    return_report(area_looks.reviewer, report, 1, "Hỏi lại tổ")
    report.refresh_from_db()
    assert (report.state, report.version, report.return_reason) == ("submitted", 1, "")
    assert Approval.objects.get().waits_for == "reports.endorse"
    assert ApprovalDecision.objects.latest("pk").reason == "Hỏi lại tổ"
    assert Change.objects.filter(action="reports.given_back").count() == 1
    endorse_report(ours, report, 1)
    line = report.obligation.form.questions[0].key
    return_report(area_looks.reviewer, report, 1, "Sai số", [line], to_writer=True)
    report.refresh_from_db()
    assert (report.state, report.return_reason, report.return_lines) == (
        "returned",
        "Sai số",
        [line],
    )


def test_the_area_returns_to_the_writer_and_what_is_sent_again_starts_at_the_area(
    area_looks: Village,
) -> None:
    """F-62: nothing that was said in the first round is lost."""
    ours, report = head(area_looks), sent(area_looks)
    line = report.obligation.form.questions[0].key
    return_report(ours, report, 1, "Thiếu", [line])
    report.refresh_from_db()
    assert (report.state, report.return_lines) == ("returned", [line])
    due = report.obligation
    again = submit_report(area_looks.writer, due, filled(due.form, 5), 2)
    row = Approval.objects.get()
    assert (row.round, row.waits_for, row.version) == (2, "reports.endorse", again.version)
    endorse_report(ours, again, again.version)
    accept_report(area_looks.reviewer, again, again.version)
    assert [(one.round, one.verdict) for one in row.decisions.all()] == [
        (1, "return"),
        (2, "approve"),
        (2, "approve"),
    ]


def test_lines_a_form_does_not_have_and_a_missing_reason_are_told_together(
    village: Village,
) -> None:
    report = sent(village)
    with pytest.raises(Invalid) as refused:
        return_report(village.reviewer, report, 1, " ", ["no_such_line"])
    assert [(one.code, one.where) for one in refused.value.problems] == [
        ("reason_missing", "reason"),
        ("return_line_unknown", "lines"),
    ]
    with pytest.raises(Invalid) as refused:
        return_report(village.reviewer, report, 1, "Sai", ["no_such_line"])
    assert [one.code for one in refused.value.problems] == ["return_line_unknown"]
    assert Report.objects.get().state == "submitted"


def test_an_officer_does_not_accept_what_they_typed_in_while_there_is_a_second_one(
    village: Village,
) -> None:
    """F-63: told by telephone, typed in by an officer."""
    due = village.due()
    report = submit_report(village.reviewer, due, filled(due.form), 0, channel=Report.Channel.TOLD)
    other = second_officer(village)
    with pytest.raises(Conflict) as refused:
        accept_report(village.reviewer, report, 1)
    assert code(refused) == "approval_your_own_others"
    assert refused.value.problem.params["who"] == "Phạm Quý Ổn"
    assert Report.objects.get().state == "submitted"
    accept_report(other, report, 1)
    assert Report.objects.get().state == "accepted"


def test_the_only_officer_accepts_what_they_typed_in_and_the_record_says_so(
    village: Village,
) -> None:
    """F-63."""
    due = village.due()
    report = submit_report(village.reviewer, due, filled(due.form), 0)
    assert doing(village.reviewer, report)["accept"] == "approval_alone"
    accept_report(village.reviewer, report, 1)
    accepted = Change.objects.get(action="reports.accepted")
    assert accepted.data == {"period": due.period_key, "version": 2, "alone": True}
    assert ApprovalDecision.objects.get().alone
    shown = chain_of_report(village.reviewer, report)
    assert shown is not None
    assert [(one.state, len(one.said)) for one in shown.steps] == [("done", 1)]


def test_an_area_without_a_head_stops_no_report(area_looks: Village) -> None:
    report = sent(area_looks)
    accept_report(area_looks.reviewer, report, 1)
    assert Report.objects.get().state == "accepted"
    verdicts = [one.verdict for one in ApprovalDecision.objects.all()]
    assert verdicts == ["passed_over", "approve"]


def test_the_desk_offers_what_an_area_without_a_head_passed_on(area_looks: Village) -> None:
    """S0-19: the officer sees it in the list, may accept it in bulk, and reads why it came."""
    report = sent(area_looks)
    assert turns_of(area_looks.reviewer, [report.obligation]) == {report.obligation_id: "accept"}
    page = make.client(area_looks.officer).get(f"/bao-cao/{report.pk}/")
    assert gettext("passed on") in page.content.decode()


def test_a_head_who_left_holds_up_nothing(area_looks: Village) -> None:
    ours, report = head(area_looks), sent(area_looks)
    assert turns_of(area_looks.reviewer, [report.obligation]) == {}
    Account.objects.filter(pk=ours.user_id or 0).update(is_active=False)
    assert turns_of(area_looks.reviewer, [report.obligation]) == {report.obligation_id: "accept"}
    shown = chain_of_report(area_looks.reviewer, report)
    assert shown is not None
    assert [one.state for one in shown.steps] == ["passed", "current"]
    accept_report(area_looks.reviewer, report, 1)
    assert Report.objects.get().state == "accepted"


def test_of_two_heads_and_two_officers_one_of_each_decides(area_looks: Village) -> None:
    """F-60: whoever comes second is told."""
    one, other = head(area_looks), head(area_looks, "Hồ Văn Sáu")
    report = sent(area_looks)
    endorse_report(one, report, 1)
    with pytest.raises(Conflict) as refused:
        endorse_report(other, report, 1)
    assert code(refused) == "approval_waits_for"
    accept_report(area_looks.reviewer, report, 1)
    stale = Report.objects.get()
    with pytest.raises(Conflict) as refused:
        return_report(second_officer(area_looks), stale, 1, "Chưa rõ")
    assert code(refused) == "report_not_waiting"
    assert ApprovalDecision.objects.count() == 2


def test_what_one_may_do_is_told_with_the_state_and_why_not(area_looks: Village) -> None:
    """F-60."""
    ours, report = head(area_looks), sent(area_looks)
    assert doing(ours, report) == {
        "correct": "report_write_others",
        "endorse": "yes",
        "return": "yes",
    }
    assert doing(area_looks.reviewer, report) == {
        "correct": "yes",
        "endorse": "approval_waits_for",
        "return": "approval_waits_for",
    }
    endorse_report(ours, report, 1)
    assert doing(area_looks.reviewer, report) == {
        "correct": "yes",
        "accept": "yes",
        "return": "yes",
        "return_to_writer": "yes",
    }
    assert doing(area_looks.writer, report)["accept"] == "approval_waits_for"
    return_report(area_looks.reviewer, report, 1, "Sai", to_writer=True)
    assert doing(area_looks.writer, report) == {"write": "yes"}
    assert doing(ours, report) == {"write": "report_write_others"}


def test_an_accepted_report_and_a_locked_one_say_who_can_help(village: Village) -> None:
    """F-60, F-41."""
    report = sent(village)
    accept_report(village.reviewer, report, 1)
    assert doing(village.writer, report) == {"write": "report_is_accepted"}
    due = village.survey
    due.locks_at = due.opens_at
    possible = may_write(village.writer, due)
    assert (possible.allowed, possible.why and possible.why.code) == (
        False,
        "report_locked_since",
    )
    assert possible.why is not None
    assert possible.why.params["who"] == "Đỗ Thị Nga"
    assert may_write(village.writer, village.survey).allowed


def test_what_waits_for_the_area_stands_in_its_list_with_its_name(area_looks: Village) -> None:
    ours, report = head(area_looks), sent(area_looks)
    (item,) = items_of(ours, waiting_for(ours))
    assert item.may_decide
    assert item.subject.url == f"/bao-cao/{report.pk}/"
    assert area_looks.group.name in item.subject.title


def chain_keys(obligation: Obligation) -> list[str]:
    return [step.key for step in chain_for(obligation).steps]


def test_what_the_commune_sends_goes_to_the_province_since_there_is_no_district(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S1-24, S2-25: xã → huyện → tỉnh until 30/6/2025."""
    total = replace_kind(village.due(), "commune")
    assert chain_keys(total) == ["province"]
    monkeypatch.setenv("TUQUAN_TODAY", "2025-06-30")
    assert chain_keys(total) == ["district", "province"]
    steps = chain_for(total).steps
    assert {step.permission for step in steps} == {"totals.review"}
    assert steps[0].label == "Ban Thường trực Ủy ban MTTQ cấp huyện"


def test_what_the_district_did_falls_to_the_level_the_place_named(village: Village) -> None:
    """S1-24."""
    change_terms(village, LocalTerms(levels=(LevelMapping("district", "province"),)))
    total = replace_kind(Obligation.objects.get(pk=village.due().pk), "commune")
    assert chain_keys(total) == ["province"]


def test_an_organisation_is_answered_by_whoever_receives_its_report(village: Village) -> None:
    """S2-25."""
    assert chain_keys(replace_kind(village.due(), "organisation")) == ["receiver"]
    assert chain_keys(replace_kind(village.due(), "area")) == ["commune"]


def replace_kind(obligation: Obligation, kind: str) -> Obligation:
    """The same, as if another kind of reporter owed it; not stored."""
    obligation.reporter_kind = kind
    return obligation


def test_the_place_says_what_takes_a_second_person(village: Village) -> None:
    """F-63."""
    adoption = village.due().adoption
    assert not needs_second_person(adoption, "totals")
    change_terms(village, LocalTerms(second_person=("totals",)))
    adoption = Adoption.objects.get(pk=adoption.pk)
    assert needs_second_person(adoption, "totals")
    assert not needs_second_person(adoption, "register_changes")
    (step,) = second_person_chain("totals.write").steps
    assert (step.permission, step.how, step.if_nobody) == ("totals.write", "any", "wait")


def test_every_revision_stays_whatever_was_decided(area_looks: Village) -> None:
    ours, report = head(area_looks), sent(area_looks)
    return_report(ours, report, 1, "Thiếu")
    events = [one.event for one in Revision.objects.order_by("version")]
    assert events == ["submitted", "returned"]

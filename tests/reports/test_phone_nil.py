"""A dry month: zero, not applicable and not reported stay three things (F-42, S1-20)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.phones import send
from tests.reports.worlds import Village, filled, posted, sent, surveyed
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.core.answers import Answers
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import save_draft, submit_nil, submit_report

FLOWS = ("clean_up_days", "trees_planted", "traffic_incidents", "meetings_held")
STOCKS = ("households_sorting_waste", "households_with_bin", "street_lights")


def commitments(due: Obligation) -> dict[str, bool]:
    """Every commitment met."""
    return {q.key: True for q in due.form.questions if q.kind == "yes_no"}


def test_a_dry_month_is_zero_for_what_happened_and_as_last_time_for_what_there_is(
    village: Village,
) -> None:
    sent(village, "2026-09", figure=6)
    due = village.due()
    save_draft(village.writer, due, Answers(commitments(due)), 0)
    report = submit_nil(village.writer, due, 1)
    assert (report.state, report.nil) == ("submitted", True)
    assert {report.content.values[key] for key in FLOWS} == {0}
    assert {report.content.values[key] for key in STOCKS} == {6}
    assert Change.objects.latest("pk").data == {"period": "2026-10", "version": 2, "nil": True}


def test_before_the_first_month_stocks_stand_as_in_the_survey(village: Village) -> None:
    surveyed(village, figure=2)
    due = village.due("2026-09")
    save_draft(village.writer, due, Answers(commitments(due) | {"households_pledged": 3}), 0)
    assert submit_nil(village.writer, due, 1).content.values["street_lights"] == 2


def test_what_only_the_reporter_can_know_is_asked_first(village: Village) -> None:
    sent(village, "2026-09", figure=6)
    due = village.due()
    with pytest.raises(Invalid) as refusal:
        submit_nil(village.writer, due, 0)
    assert {problem.code for problem in refusal.value.problems} == {"nil_needs_answer"}
    assert {problem.where for problem in refusal.value.problems} == set(commitments(due))
    assert not Report.objects.filter(obligation=due).exists()


def test_a_stock_nobody_knows_yet_is_asked_first(village: Village) -> None:
    due = village.due()
    save_draft(village.writer, due, Answers(commitments(due)), 0)
    with pytest.raises(Invalid) as refusal:
        submit_nil(village.writer, due, 1)
    asked = {problem.where for problem in refusal.value.problems}
    assert set(STOCKS) <= asked
    assert not asked & set(FLOWS)


def test_nothing_happened_contradicts_a_figure_above_zero(village: Village) -> None:
    sent(village, "2026-09", figure=6)
    due = village.due()
    save_draft(village.writer, due, Answers(commitments(due) | {"trees_planted": 3}), 0)
    with pytest.raises(Invalid) as refusal:
        submit_nil(village.writer, due, 1)
    problems = [(problem.code, problem.where) for problem in refusal.value.problems]
    assert problems == [("nil_with_figures", "trees_planted")]
    with pytest.raises(Invalid):
        submit_report(village.writer, due, filled(due.form), 1, nil=True)
    assert Report.objects.get(obligation=due).state == "draft"


def test_what_does_not_apply_stays_so_in_a_dry_month(village: Village) -> None:
    sent(village, "2026-09", figure=6)
    due = village.due()
    aside = frozenset({"households_at_meeting"})
    save_draft(village.writer, due, Answers(commitments(due), aside), 0)
    content = submit_nil(village.writer, due, 1).content
    assert content.state("households_at_meeting") == "not_applicable"
    assert content.state("trees_planted") == "reported"


def test_nobody_says_so_for_another_group(village: Village) -> None:
    stranger = make.leader(make.groups(village.world.other_area)[0], "Vi Văn Thành")
    with pytest.raises(NotAllowed):
        submit_nil(make.actor(stranger), village.due(), 0)
    assert not Report.objects.exists()


def test_a_telephone_may_say_it_too(village: Village) -> None:
    due = village.due()
    zero = Answers(dict(filled(due.form).values) | dict.fromkeys(FLOWS, 0))
    assert send(village.writer, due, zero, nil=True).status == 201
    assert Report.objects.get().nil
    refused = send(village.writer, village.due("2026-09"), filled(due.form), nil=True)
    assert {line["line"] for line in refused.body["lines"]} >= {"trees_planted", "meetings_held"}


@pytest.fixture
def phone(village: Village) -> Client:
    return make.client(village.leader)


def review(due: Obligation) -> str:
    return f"{reverse('reports:write', args=[due.pk])}?step=3"


def test_the_last_step_offers_it_once_it_can_be_known(village: Village, phone: Client) -> None:
    sent(village, "2026-09", figure=6)
    due = village.due()
    first = phone.get(review(due))
    assert 'value="nil"' not in first.content.decode()
    assert len(first.context["nil_waits_for"]) == 6
    save_draft(village.writer, due, Answers(commitments(due)), 0)
    html = phone.get(review(due)).content.decode()
    assert 'value="nil"' in html
    phone.post(review(due), {"base": "1", "action": "nil"})
    assert Report.objects.get(obligation=due).nil


def test_a_survey_is_never_nil(village: Village, phone: Client) -> None:
    html = phone.get(review(village.survey)).content.decode()
    assert 'value="nil"' not in html


def test_pressed_twice_it_is_sent_once(village: Village, phone: Client) -> None:
    due = village.due()
    save_draft(village.writer, due, filled(due.form), 0)
    key = phone.get(review(due)).context["key"]
    first = phone.post(review(due), {"base": "1", "key": key})
    again = phone.post(review(due), {"base": "1", "key": key})
    assert first["Location"] == again["Location"] == reverse("reports:receipt", args=[due.pk])
    assert Report.objects.get().version == 2


def test_a_sent_report_is_corrected_step_by_step_until_somebody_decides(
    village: Village, phone: Client
) -> None:
    report = sent(village)
    figures = {q.key: 3 for q in village.due().form.sections[1].questions} | {"trees_planted": 8}
    url = f"{reverse('reports:write', args=[village.due().pk])}?step=2"
    assert phone.get(url).status_code == 200
    phone.post(url, posted(figures, 1))
    report.refresh_from_db()
    assert (report.state, report.version) == ("submitted", 2)
    assert report.content.values["trees_planted"] == 8

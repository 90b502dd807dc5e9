"""Writing in steps with plain POST, correcting mistakes, sending (F-42 to F-45)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.worlds import Village, accepted, filled, posted, sent, surveyed
from tuquan.base.texts import say
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.groups.models import Membership
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import return_report, save_draft, submit_report


@pytest.fixture
def phone(village: Village) -> Client:
    return make.client(village.leader)


def step_url(due: Obligation, step: int) -> str:
    return f"{reverse('reports:write', args=[due.pk])}?step={step}"


def post(phone: Client, due: Obligation, step: int, fields: dict[str, str]) -> Any:
    return phone.post(step_url(due, step), fields)


def saved() -> Answers:
    return Report.objects.get().content


def test_a_step_asks_its_lines_beside_last_month_and_baseline(
    village: Village, phone: Client
) -> None:
    surveyed(village, figure=2)
    sent(village, "2026-09", figure=14)
    fields = phone.get(step_url(village.due(), 2)).context["fields"]
    assert [field.line.key for field in fields][:2] == [
        "households_sorting_waste",
        "households_with_bin",
    ]
    assert {(f.line.previous.text, f.line.baseline.text) for f in fields} == {("14", "2")}
    html = phone.get(step_url(village.due(), 2)).content.decode()
    assert html.count('<b class="figure">14</b>') == len(fields)
    assert html.count('<b class="figure">2</b>') == len(fields)


def test_without_a_survey_each_figure_says_that_there_is_no_baseline(
    village: Village, phone: Client
) -> None:
    fields = phone.get(step_url(village.due(), 2)).context["fields"]
    html = phone.get(step_url(village.due(), 2)).content.decode()
    none_yet = fields[0].line.baseline.text_before
    assert html.count(f'<b class="figure">{none_yet}</b>') == 2 * len(fields)
    assert '<b class="figure">0</b>' not in html


def test_an_empty_field_is_not_zero(village: Village, phone: Client) -> None:
    fields = {**posted({"clean_up_days": 0}, 0), "q_trees_planted": " "}
    response = post(phone, village.due(), 2, fields)
    assert (response.status_code, response["Location"]) == (302, step_url(village.due(), 3))
    assert saved().values == {"clean_up_days": 0}
    assert saved().state("trees_planted") == "not_reported"


def test_does_not_apply_is_kept_apart_and_offered_where_the_form_allows_it(
    village: Village, phone: Client
) -> None:
    html = phone.get(step_url(village.due(), 2)).content.decode()
    assert html.count('name="na_') == 1
    post(phone, village.due(), 2, {"base": "0", "action": "next", "na_households_at_meeting": "1"})
    assert saved().state("households_at_meeting") == "not_applicable"
    post(phone, village.due(), 1, {"base": "1", "action": "next", "q_no_banned_feed": "na"})
    assert saved().not_applicable == {"households_at_meeting", "no_banned_feed"}


def test_both_an_answer_and_does_not_apply_is_a_mistake(village: Village, phone: Client) -> None:
    fields = {**posted({"households_at_meeting": 4}, 0), "na_households_at_meeting": "1"}
    response = post(phone, village.due(), 2, fields)
    assert response.status_code == 422
    assert not Report.objects.exists()


def test_a_note_belongs_to_what_is_not_met(village: Village, phone: Client) -> None:
    fields = posted({"no_litter": False, "order_kept": True}, 0)
    notes = {"note_no_litter": " Rác ở mương\r\nđầu ngõ ", "note_order_kept": "thừa"}
    post(phone, village.due(), 1, {**fields, **notes})
    assert saved().notes == {"no_litter": "Rác ở mương\nđầu ngõ"}


def test_saving_one_step_leaves_the_others_as_they_were(village: Village, phone: Client) -> None:
    post(phone, village.due(), 1, posted({"no_litter": False}, 0))
    post(phone, village.due(), 2, posted({"meetings_held": 2}, 1))
    assert saved().values == {"no_litter": False, "meetings_held": 2}
    post(phone, village.due(), 2, {"base": "2", "action": "next", "q_meetings_held": ""})
    assert saved().values == {"no_litter": False}


def test_going_on_without_a_change_makes_no_version(village: Village, phone: Client) -> None:
    post(phone, village.due(), 1, {"base": "0", "action": "next"})
    assert not Report.objects.exists()
    post(phone, village.due(), 1, posted({"no_litter": True}, 0))
    post(phone, village.due(), 1, posted({"no_litter": True}, 1))
    assert Report.objects.get().version == 1


def test_save_and_go_on_later_leads_to_the_first_page(village: Village, phone: Client) -> None:
    response = post(phone, village.due(), 2, posted({"meetings_held": 2}, 0, "later"))
    assert (response.status_code, response["Location"]) == (302, "/")
    assert saved().values == {"meetings_held": 2}


def test_31_of_20_households_are_refused_beside_the_field_and_nothing_is_lost(
    village: Village, phone: Client
) -> None:
    fields = {**posted({"households_with_bin": 31, "trees_planted": 4}, 0)}
    response = post(phone, village.due(), 2, fields)
    html = response.content.decode()
    assert response.status_code == 422
    sentence = say(Problem("more_than_fact", "households_with_bin", {"limit": 20, "value": 31}))
    assert html.count(sentence) == 2  # in the box at the top and beside the field
    assert 'href="#q_households_with_bin"' in html
    assert 'id="q_households_with_bin_error"' in html
    assert 'name="q_households_with_bin" inputmode="numeric" autocomplete="off" value="31"' in html
    assert 'name="q_trees_planted" inputmode="numeric" autocomplete="off" value="4"' in html
    assert not Report.objects.exists()


@pytest.mark.parametrize("typed", ["abc", "1.5", "12 con", "1,5", "-3"])
def test_what_is_not_a_count_comes_back_exactly_as_typed(
    village: Village, phone: Client, typed: str
) -> None:
    fields = {**posted({"meetings_held": 2}, 0), "q_trees_planted": typed}
    response = post(phone, village.due(), 2, fields)
    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()
    (error,) = response.context["errors"]
    assert error["field"] == "q_trees_planted"
    assert not Report.objects.exists()


def test_numbers_are_read_as_people_here_write_them(village: Village, phone: Client) -> None:
    fields = {"base": "0", "action": "next", "q_trees_planted": "1.250"}
    post(phone, village.due(), 2, fields)
    assert saved().values == {"trees_planted": 1250}


def test_the_commitments_left_open_are_met_with_one_tap(village: Village, phone: Client) -> None:
    due = village.due()
    response = post(phone, due, 1, posted({"no_litter": False}, 0, "rest_met"))
    assert response["Location"] == step_url(due, 1)
    answers = saved().values
    assert answers.pop("no_litter") is False  # type: ignore[attr-defined]
    assert set(answers.values()) == {True}
    assert len(answers) == 5


def test_a_survey_has_no_shortcut_at_all(village: Village, phone: Client) -> None:
    due = village.survey
    html = phone.get(step_url(due, 1)).content.decode()
    assert 'value="rest_met"' not in html
    post(phone, due, 1, posted({"no_litter": False}, 0, "rest_met"))
    assert saved().values == {"no_litter": False}


def test_open_figures_stay_as_last_month_where_last_month_has_one(
    village: Village, phone: Client
) -> None:
    september = village.due("2026-09")
    answers = filled(september.form, figure=6)
    some = Answers(
        {k: v for k, v in answers.values.items() if k != "households_at_meeting"},
        frozenset({"households_at_meeting"}),
    )
    submit_report(village.writer, september, some, 0)
    post(phone, village.due(), 2, posted({"meetings_held": 1}, 0, "rest_as_before"))
    october = Report.objects.get(obligation=village.due()).content
    assert october.values["meetings_held"] == 1
    assert october.values["trees_planted"] == 6
    assert october.state("households_at_meeting") == "not_reported"


def test_last_months_figure_is_checked_against_this_months_households(
    village: Village, phone: Client
) -> None:
    sent(village, "2026-09", figure=20)
    Membership.objects.filter(group=village.group).first().delete()  # type: ignore[union-attr]
    response = post(phone, village.due(), 2, {"base": "0", "action": "rest_as_before"})
    assert response.status_code == 422
    assert 'value="20"' in response.content.decode()


def test_without_a_report_of_last_month_there_is_nothing_to_keep(
    village: Village, phone: Client
) -> None:
    assert 'value="rest_as_before"' not in phone.get(step_url(village.due(), 2)).content.decode()


def test_the_last_step_shows_every_line_once_and_what_is_open(
    village: Village, phone: Client
) -> None:
    surveyed(village, figure=2)
    save_draft(village.writer, village.due(), Answers({"trees_planted": 7}), 0)
    response = phone.get(step_url(village.due(), 3))
    html = response.content.decode()
    assert len(response.context["missing"]) == 14
    assert 'href="?step=2#q_meetings_held"' in html
    assert 'href="?step=1#q_no_litter"' in html
    assert html.count('<b class="figure">2</b>') == 9  # a baseline beside every figure (S1-20)


def test_an_incomplete_report_is_not_sent(village: Village, phone: Client) -> None:
    save_draft(village.writer, village.due(), Answers({"trees_planted": 7}), 0)
    response = post(phone, village.due(), 3, {"base": "1"})
    assert response.status_code == 422
    assert Report.objects.get().state == "draft"
    assert len(response.context["errors"]) == 14


def test_sending_leads_to_a_receipt_with_time_and_code(village: Village, phone: Client) -> None:
    due = village.due()
    save_draft(village.writer, due, filled(due.form), 0)
    response = post(phone, due, 3, {"base": "1"})
    assert response["Location"] == reverse("reports:receipt", args=[due.pk])
    report = Report.objects.get()
    assert (report.state, report.version) == ("submitted", 2)
    html = phone.get(response["Location"]).content.decode()
    assert f"BC-{report.pk:05d}-2" in html
    assert "20/11/2026" in html


def test_a_receipt_is_only_for_what_was_sent(village: Village, phone: Client) -> None:
    due = village.due()
    response = phone.get(reverse("reports:receipt", args=[due.pk]))
    assert response["Location"] == step_url(due, 1)


def test_an_accepted_report_is_read_and_not_written(village: Village, phone: Client) -> None:
    report = accepted(village, sent(village))
    response = phone.get(step_url(village.due(), 1))
    assert response["Location"] == reverse("reports:detail", args=[report.pk])


def test_a_returned_report_is_corrected_and_sent_again(village: Village, phone: Client) -> None:
    report = sent(village)
    return_report(village.reviewer, report, 1, "Xem lại số cây")
    due = village.due()
    assert "Xem lại số cây" in phone.get(step_url(due, 2)).content.decode()
    values = dict(filled(due.form).values) | {"trees_planted": 9}
    figures = {k: v for k, v in values.items() if not isinstance(v, bool)}
    post(phone, due, 2, posted(figures, 2))
    post(phone, due, 3, {"base": "3"})
    report.refresh_from_db()
    assert (report.state, report.version) == ("submitted", 4)
    assert report.content.values["trees_planted"] == 9


def test_a_quiet_month_is_six_taps_without_typing(village: Village, phone: Client) -> None:
    sent(village, "2026-09", figure=5)
    due = village.due()
    post(phone, due, 1, {"base": "0", "action": "rest_met"})
    post(phone, due, 1, posted({k: True for k in saved_keys(due, 1)}, 1))
    post(phone, due, 2, {"base": "1", "action": "rest_as_before"})
    post(phone, due, 2, posted({k: 5 for k in saved_keys(due, 2)}, 2))
    post(phone, due, 3, {"base": "2"})
    assert Report.objects.get(obligation=due).state == "submitted"


def saved_keys(due: Obligation, step: int) -> list[str]:
    return [question.key for question in due.form.sections[step - 1].questions]


def test_an_officer_enters_a_report_told_by_telephone(village: Village) -> None:
    browser = make.client(village.officer)
    post(browser, village.due(), 2, posted({"meetings_held": 2}, 0))
    assert Report.objects.get().saved_by == village.officer


@pytest.mark.parametrize("step", ["0", "4", "x", "²", "999999999999"])
def test_a_step_that_does_not_exist_is_not_found(
    village: Village, phone: Client, step: str
) -> None:
    url = f"{reverse('reports:write', args=[village.due().pk])}?step={step}"
    assert phone.get(url).status_code == 404


@pytest.mark.parametrize("base", ["", "-1", "x"])
def test_a_form_without_its_version_is_not_found(
    village: Village, phone: Client, base: str
) -> None:
    fields = {"base": base, "q_meetings_held": "1"}
    assert post(phone, village.due(), 2, fields).status_code == 404


def test_the_neighbours_officer_and_visitors_are_kept_out(village: Village, client: Client) -> None:
    url = step_url(village.due(), 1)
    neighbour = make.client(make.officer(village.world.neighbour))
    assert neighbour.get(url).status_code == 404
    assert neighbour.post(url, {"base": "0", "q_no_litter": "yes"}).status_code == 404
    assert client.get(url).status_code == 302
    assert not Report.objects.exists()

"""Choices, days, lines that wait for an answer and shared ones, on the telephone and the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import make
from tests.reports.kinds import Both, both
from tests.reports.worlds import Village
from tuquan.core.answers import Answers, Value
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import return_report, save_draft, submit_report

FULL: dict[str, Value] = {
    "has_lanes": False,
    "mood": "good",
    "held_on": date(2026, 10, 20),
    "signed": 12,
}


@pytest.fixture
def two(village: Village) -> Both:
    return both(village)


@pytest.fixture
def phone(two: Both) -> Client:
    return make.client(two.village.leader)


@pytest.fixture
def desk(two: Both) -> Client:
    return make.client(two.village.officer)


def step_url(due: Obligation, step: int) -> str:
    return f"{reverse('reports:write', args=[due.pk])}?step={step}"


def post(phone: Client, due: Obligation, step: int, base: int = 0, **fields: str) -> Any:
    lines = {f"q_{key}": text for key, text in fields.items()}
    return phone.post(step_url(due, step), {**lines, "base": str(base), "action": "next"})


def save(two: Both, due: Obligation, base: int = 0, **values: Value) -> Report:
    return save_draft(two.village.writer, due, Answers(values), base)


def said(due: Obligation) -> Answers:
    return Report.objects.get(obligation=due).content


def shown(phone: Client, due: Obligation, step: int) -> list[str]:
    return [field.line.key for field in phone.get(step_url(due, step)).context["fields"]]


def test_a_choice_is_a_list_of_buttons_with_the_words_of_the_form(two: Both, phone: Client) -> None:
    save(two, two.safe, mood="fair")
    html = phone.get(step_url(two.safe, 1)).content.decode()
    assert '<input type="radio" name="q_mood" value="poor"><span>Còn khó khăn</span>' in html
    assert '<input type="radio" name="q_mood" value="fair" checked><span>Khá</span>' in html
    assert '<input type="radio" name="q_mood" value="@na">' in html


def test_choices_and_days_are_saved_as_they_were_meant(two: Both, phone: Client) -> None:
    post(phone, two.safe, 1, has_lanes="yes", lanes="2", mood="good", held_on="5/10/2026")
    assert said(two.safe).values == {
        "has_lanes": True,
        "lanes": 2,
        "mood": "good",
        "held_on": date(2026, 10, 5),
    }
    assert 'value="05/10/2026"' in phone.get(step_url(two.safe, 1)).content.decode()


def test_a_choice_may_be_set_aside(two: Both, phone: Client) -> None:
    post(phone, two.safe, 1, mood="@na")
    assert said(two.safe) == Answers({}, frozenset({"mood"}))
    html = phone.get(step_url(two.safe, 1)).content.decode()
    assert '<input type="radio" name="q_mood" value="@na" checked>' in html


def test_a_plain_fact_is_asked_with_yes_and_no_and_is_no_commitment(
    two: Both, phone: Client, desk: Client
) -> None:
    html = phone.get(step_url(two.safe, 1)).content.decode()
    assert '<input type="radio" name="q_has_lanes" value="yes"><span>Có</span>' in html
    assert '<input type="radio" name="q_has_lanes" value="no"><span>Không</span>' in html
    report = submit_report(two.village.writer, two.safe, Answers(FULL), 0)
    page = desk.get(reverse("reports:detail", args=[report.pk]))
    assert (page.context["has_commitments"], page.context["met"]) == (False, 0)
    (line,) = (one for one in page.context["words"] if one.key == "has_lanes")
    assert line.answer.text == "Không"


def test_no_shortcut_answers_a_plain_fact(two: Both, phone: Client) -> None:
    assert 'value="rest_met"' not in phone.get(step_url(two.safe, 1)).content.decode()
    phone.post(step_url(two.safe, 1), {"base": "0", "q_mood": "good", "action": "rest_met"})
    assert said(two.safe).values == {"mood": "good"}


def test_what_is_no_day_and_no_choice_comes_back_as_typed(two: Both, phone: Client) -> None:
    answer = post(phone, two.safe, 1, mood="great", held_on="30/02/2026")
    assert answer.status_code == 422
    errors = {error["field"]: error["text"] for error in answer.context["errors"]}
    assert set(errors) == {"q_mood", "q_held_on"}
    assert "Còn khó khăn, Khá, Tốt" in errors["q_mood"]
    assert 'value="30/02/2026"' in answer.content.decode()
    assert not Report.objects.exists()


def test_a_line_that_waits_for_an_answer_says_for_which(two: Both, phone: Client) -> None:
    with translation.override("en"):
        phone.cookies["language"] = "en"
        html = phone.get(step_url(two.safe, 1)).content.decode()
    assert "Only if “Tổ có ngõ riêng” is answered “Yes”." in html
    assert '<div data-asked-when="q_has_lanes" data-asked-answer="yes">' in html


def test_what_stands_in_a_line_that_is_not_asked_is_passed_over(two: Both, phone: Client) -> None:
    answer = post(phone, two.safe, 1, has_lanes="no", lanes="nhiều", mood="good")
    assert answer.status_code == 302
    assert said(two.safe).values == {"has_lanes": False, "mood": "good"}


def test_a_later_step_shows_only_what_is_asked_by_now(two: Both, phone: Client) -> None:
    assert shown(phone, two.safe, 2) == ["signed", "words"]
    save(two, two.safe, has_lanes=True)
    assert shown(phone, two.safe, 2) == ["signed", "unlit", "words"]


def test_the_review_leaves_out_what_is_not_asked(two: Both, phone: Client) -> None:
    save_draft(two.village.writer, two.safe, Answers(FULL), 0)
    page = phone.get(step_url(two.safe, 3))
    lines = [line.key for section in page.context["sections"] for line in section.lines]
    assert lines == ["has_lanes", "mood", "held_on", "attended", "signed", "words"]
    assert page.context["missing"] == []
    html = page.content.decode()
    assert '<b class="figure end">Tốt</b>' in html
    assert '<b class="figure end">20/10/2026</b>' in html


def test_progress_on_a_step_counts_what_is_asked(two: Both, phone: Client) -> None:
    save(two, two.safe, has_lanes=False, mood="good")
    context = phone.get(step_url(two.safe, 1)).context
    assert (context["answered"], context["asked"]) == (2, 4)


def test_two_answers_that_contradict_are_said_where_the_person_is_writing(
    two: Both, phone: Client
) -> None:
    save(two, two.safe, attended=9)
    answer = post(phone, two.safe, 2, 1, signed="8")
    assert answer.status_code == 422
    (error,) = answer.context["errors"]
    assert error["field"] == "q_signed"
    for words in ("Hộ dự họp", "Hộ ký cam kết", "9", "8", "Chỉ hộ đã ký"):
        assert words in error["text"]


def test_a_shared_line_is_read_not_asked_and_leads_to_where_it_was_said(
    two: Both, phone: Client
) -> None:
    save(two, two.safe, signed=12)
    html = phone.get(step_url(two.clean, 1)).content.decode()
    assert 'name="q_households_signed"' not in html
    assert '<b class="figure end">12</b>' in html
    assert f'<a href="{step_url(two.safe, 2)}#q_signed">' in html
    assert "Báo cáo tháng 10/2026 (Ngõ an toàn)" in html
    first = submit_report(two.village.writer, two.safe, Answers(FULL), 1)
    html = phone.get(step_url(two.clean, 1)).content.decode()
    assert f'<a href="{reverse("reports:detail", args=[first.pk])}">' in html


def test_what_a_browser_sends_for_a_shared_line_is_not_read(two: Both, phone: Client) -> None:
    save(two, two.safe, signed=12)
    post(phone, two.clean, 1, households_signed="nhiều", trees="4")
    assert said(two.clean).values == {"households_signed": 12, "trees": 4}


def test_the_review_of_a_draft_shows_the_answer_that_will_be_sent(two: Both, phone: Client) -> None:
    save(two, two.safe, signed=12)
    save(two, two.clean, trees=4)
    save(two, two.safe, 1, signed=15)
    page = phone.get(step_url(two.clean, 2))
    lines = [line for section in page.context["sections"] for line in section.lines]
    assert [(line.key, line.answer.value) for line in lines] == [
        ("households_signed", 15),
        ("trees", 4),
    ]
    phone.post(step_url(two.clean, 2), {"base": "1"})
    assert said(two.clean).values == {"households_signed": 15, "trees": 4}


def test_a_report_handed_in_says_that_the_other_differs_by_now(
    two: Both, desk: Client, phone: Client
) -> None:
    first = submit_report(two.village.writer, two.safe, Answers(FULL), 0)
    second = submit_report(two.village.writer, two.clean, Answers({"trees": 4}), 0)
    url = reverse("reports:detail", args=[second.pk])
    link = f'<a href="{reverse("reports:detail", args=[first.pk])}">'
    assert link in desk.get(url).content.decode()
    assert not desk.get(url).context["lines"][0].differs
    return_report(two.village.reviewer, first, 1, "Đếm lại")
    submit_report(two.village.writer, two.safe, Answers({**FULL, "signed": 15}), 2)
    for browser in (desk, phone):
        line = browser.get(url).context["lines"][0]
        assert (line.answer.text, line.shared_text, line.differs) == ("12", "15", True)


def test_a_draft_of_another_report_is_no_link_for_who_cannot_write_it(
    two: Both, client: Client
) -> None:
    save(two, two.safe, signed=12)
    second = submit_report(two.village.writer, two.clean, Answers({"trees": 4}), 0)
    head = make.client(make.account("area_head", two.village.world.area))
    page = head.get(reverse("reports:detail", args=[second.pk]))
    assert page.context["lines"][0].shared.url == ""
    assert "Báo cáo tháng 10/2026 (Ngõ an toàn)" in page.content.decode()


def test_the_desk_shows_choices_and_days_in_words(two: Both, desk: Client) -> None:
    report = submit_report(two.village.writer, two.safe, Answers(FULL), 0)
    for url in (
        reverse("reports:detail", args=[report.pk]),
        f"{reverse('reports:desk')}?ky=monthly:2026-10:an-toan&loc=tat-ca&xem={report.pk}",
    ):
        html = desk.get(url).content.decode()
        assert "Tốt" in html
        assert "20/10/2026" in html
        assert "Số ngõ" not in html


def test_two_versions_say_choices_and_days_in_words(two: Both, phone: Client) -> None:
    save_draft(
        make.actor(two.village.deputy),
        two.safe,
        Answers({"mood": "poor", "held_on": date(2026, 10, 1)}),
        0,
    )
    answer = post(phone, two.safe, 1, mood="good", held_on="2/10/2026")
    assert answer.status_code == 409
    changes = answer.context["merge"].clashes
    assert [(c.old.text, c.new.text) for c in changes] == [
        ("Còn khó khăn", "Tốt"),
        ("01/10/2026", "02/10/2026"),
    ]
    hidden = {name: answer.context[name] for name in ("mine", "base", "version", "next")}
    picks = {"pick_mood": "mine", "pick_held_on": "mine"}
    phone.post(reverse("reports:settle", args=[two.safe.pk]), hidden | picks)
    assert said(two.safe).values == {"mood": "good", "held_on": date(2026, 10, 2)}

"""The leader's first page, the list of reports, and one report read on the telephone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.reports.worlds import Village, filled, sent, surveyed
from tuquan.core.answers import Answers
from tuquan.reports.services import return_report, save_draft


@pytest.fixture
def phone(village: Village) -> Client:
    return make.client(village.leader)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def write_url(village: Village, period: str = "2026-10") -> str:
    return reverse("reports:write", args=[village.due(period).pk])


def test_the_survey_that_later_figures_need_comes_first(village: Village, phone: Client) -> None:
    response = phone.get("/")
    assert response.context["main"]["url"] == reverse("reports:write", args=[village.survey.pk])
    assert [entry["url"] for entry in response.context["others"]] == [
        write_url(village, period) for period in ("2026-09", "2026-10", "2026-11")
    ]


def test_then_comes_what_is_due_first_with_how_far_it_is(village: Village, phone: Client) -> None:
    surveyed(village)
    sent(village, "2026-09")
    save_draft(village.writer, village.due(), Answers({"meetings_held": 1}), 0)
    main = phone.get("/").context["main"]
    assert main["url"] == write_url(village)
    assert (main["standing"].done, main["standing"].asked) == (1, 15)
    assert main["standing"].days_left == -15


def test_a_returned_report_shows_why(village: Village, phone: Client) -> None:
    surveyed(village)
    sent(village, "2026-09")
    report = sent(village)
    return_report(village.reviewer, report, 1, "Số cây có đúng không?")
    response = phone.get("/")
    assert response.context["main"]["standing"].stage == "returned"
    assert "Số cây có đúng không?" in response.content.decode()


def test_what_was_sent_is_listed_with_its_state(village: Village, phone: Client) -> None:
    report = sent(village)
    (entry,) = phone.get("/").context["sent"]
    assert entry["url"] == reverse("reports:detail", args=[report.pk])
    assert entry["standing"].stage == "waiting"


def test_the_form_of_address_is_the_persons_own(village: Village, phone: Client) -> None:
    assert "bác" not in text(phone, "/").lower()
    village.leader.address_form = "bác"
    village.leader.save()
    assert "bác" in text(phone, "/").lower()


def test_a_leader_without_a_group_is_told_so(world: make.World) -> None:
    lonely = make.account("group_leader", world.area)
    assert make.client(lonely).get("/").context["main"] is None


def test_the_list_holds_everything_owed_and_sent(village: Village, phone: Client) -> None:
    report = sent(village)
    entries = phone.get(reverse("reports:mine")).context["entries"]
    assert [entry["url"] for entry in entries] == [
        write_url(village, "2026-11"),
        reverse("reports:detail", args=[report.pk]),
        write_url(village, "2026-09"),
        reverse("reports:write", args=[village.survey.pk]),
    ]


def test_a_sent_report_is_read_with_its_history_and_its_baseline(
    village: Village, phone: Client
) -> None:
    surveyed(village, figure=2)
    report = sent(village, trees_planted=17)
    response = phone.get(reverse("reports:detail", args=[report.pk]))
    assert response.templates[0].name == "reports/read.html"
    assert f"BC-{report.pk:05d}-1" in response.content.decode()
    assert [step.event for step in response.context["history"]] == ["submitted"]
    trees = next(line for line in response.context["lines"] if line.key == "trees_planted")
    assert (trees.answer.text, trees.baseline.text) == ("17", "2")


def test_the_history_says_what_a_correction_changed(village: Village, phone: Client) -> None:
    report = sent(village, trees_planted=70)
    return_report(village.reviewer, report, 1, "Bảy hay bảy mươi?")
    due = village.due()
    for number in (8, 7):
        version = 2 if number == 8 else 3
        save_draft(village.writer, due, filled(due.form, trees_planted=number), version)
    again = text(phone, reverse("reports:detail", args=[report.pk]))
    history = phone.get(reverse("reports:detail", args=[report.pk])).context["history"]
    assert [(step.event, step.version) for step in history] == [
        ("saved", 4),
        ("returned", 2),
        ("submitted", 1),
    ]
    (change,) = history[0].changes
    assert (change.key, change.old.text, change.new.text) == ("trees_planted", "70", "7")
    assert "Bảy hay bảy mươi?" in again


def test_a_neighbouring_leader_sees_none_of_it(village: Village) -> None:
    report = sent(village)
    other = make.leader(make.groups(village.world.other_area)[0], "Vi Văn Thành")
    browser = make.client(other)
    assert browser.get(write_url(village)).status_code == 404
    assert browser.get(reverse("reports:detail", args=[report.pk])).status_code == 404
    assert browser.get(reverse("reports:receipt", args=[report.obligation_id])).status_code == 404
    assert browser.get(reverse("reports:desk")).status_code == 404


def test_the_deputy_reads_the_same(village: Village) -> None:
    report = sent(village)
    browser = make.client(village.deputy)
    assert browser.get(reverse("reports:detail", args=[report.pk])).status_code == 200


@pytest.mark.parametrize("name", ["reports:mine", "reports:desk"])
def test_a_visitor_is_asked_to_sign_in(db: None, client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_home_asks_a_fixed_number_of_questions(
    village: Village, phone: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    surveyed(village)
    sent(village, "2026-09")
    with django_assert_max_num_queries(16):
        phone.get("/")

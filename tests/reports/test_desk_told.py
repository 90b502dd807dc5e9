"""Reports told by telephone under the code of the telephone (F-37, F-107, F-42; rule 13): O8."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.test_desk_oddities import USUAL, usual
from tests.reports.worlds import Village, posted, sent
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.short_codes import short_code
from tuquan.reports import queries
from tuquan.reports.models import Report, ToldReport
from tuquan.reports.services import (
    return_report,
    save_draft,
    submit_report,
    take_told_report,
)

KEY = UUID("12345678-9abc-4def-8123-456789abcdef")


@pytest.fixture
def desk(village: Village) -> Client:
    return make.client(village.officer)


def address(village: Village, period: str = "2026-10") -> str:
    return reverse("reports:told", args=[village.due(period).pk])


def typed(village: Village, base: int = 0, **other: object) -> dict[str, object]:
    """What the officer's page posts."""
    answers = usual(village.due())
    return {**posted(answers.values, base), "teller": "Trần Đình Bảy", "code": "cj4 fn8", **other}


def test_the_page_names_the_leader_and_shows_every_line(village: Village, desk: Client) -> None:
    page = desk.get(address(village))
    assert page.status_code == 200
    assert page.context["teller"] == village.leader.name
    fields = [field.line.key for _title, fields in page.context["sections"] for field in fields]
    assert fields == [question.key for question in village.due().form.questions]
    html = page.content.decode()
    for key in USUAL:
        assert f'name="q_{key}"' in html


def test_what_is_told_is_handed_in_with_who_told_it_and_the_code(
    village: Village, desk: Client
) -> None:
    done = desk.post(address(village), typed(village))
    report = Report.objects.get(obligation=village.due())
    assert done["Location"] == reverse("reports:detail", args=[report.pk])
    assert (report.state, report.channel) == ("submitted", "told")
    assert report.content.values == usual(village.due()).values
    told = ToldReport.objects.get()
    assert (told.report, told.version, told.code, told.teller, told.by_name) == (
        report,
        1,
        "CJ4FN8",
        "Trần Đình Bảy",
        village.officer.name,
    )
    record = Change.objects.get(action="reports.told")
    assert record.data == {"version": 1}  # no name of anybody
    html = desk.get(done["Location"]).content.decode()
    assert "CJ4FN8" in html
    assert "Trần Đình Bảy" in html


def test_the_code_may_be_left_out(village: Village, desk: Client) -> None:
    desk.post(address(village), typed(village, code=" "))
    assert ToldReport.objects.get().code == ""
    assert queries.told_under("", village.due()) is None


def test_everything_wrong_is_said_at_once_and_nothing_is_lost(
    village: Village, desk: Client
) -> None:
    bad = typed(village, teller=" ", code="CJ4FN", q_trees_planted="nhiều", q_street_lights="")
    page = desk.post(address(village), bad)
    assert page.status_code == 422
    fields = [error["field"] for error in page.context["errors"]]
    assert fields == ["teller", "code", "q_trees_planted", "q_street_lights"]
    html = page.content.decode()
    assert 'value="nhiều"' in html
    assert 'value="CJ4FN"' in html
    assert (Report.objects.count(), ToldReport.objects.count()) == (0, 0)


def test_the_service_names_each_problem_by_its_field(village: Village) -> None:
    due = village.due()
    with pytest.raises(Invalid) as refusal:
        take_told_report(
            village.reviewer, due, usual(due, households_with_bin=99), 0, "x" * 151, "0O1"
        )
    assert [(p.code, p.where) for p in refusal.value.problems] == [
        ("text_too_long", "teller"),
        ("code_unreadable", "code"),
        ("more_than_fact", "households_with_bin"),
    ]
    assert Report.objects.count() == 0


def test_a_draft_of_the_leader_is_gone_on_with(village: Village, desk: Client) -> None:
    due = village.due()
    save_draft(village.writer, due, usual(due, street_lights=4), 0)
    page = desk.get(address(village))
    assert page.context["base"] == "1"
    assert 'value="4"' in page.content.decode()
    desk.post(address(village), typed(village, base=1))
    assert Report.objects.get().version == 2


def test_a_report_that_arrived_meanwhile_is_shown_beside_what_was_heard(
    village: Village, desk: Client
) -> None:
    due = village.due()
    sent = submit_report(village.writer, due, usual(due, street_lights=8), 0)
    page = desk.post(address(village), typed(village))
    assert page.status_code == 409
    assert [(c.key, c.old.text, c.new.text) for c in page.context["differing"]] == [
        ("street_lights", "8", "9")
    ]
    html = page.content.decode()
    assert village.leader.name in html
    assert reverse("reports:detail", args=[sent.pk]) in html
    assert ToldReport.objects.count() == 0


def test_a_draft_that_changed_meanwhile_can_be_entered_again(
    village: Village, desk: Client
) -> None:
    due = village.due()
    save_draft(village.writer, due, usual(due, street_lights=8), 0)
    page = desk.post(address(village), typed(village))
    assert page.status_code == 409
    assert page.context["base"] == "1"
    assert desk.post(address(village), typed(village, base=1)).status_code == 302


def test_pressing_twice_enters_it_once(village: Village, desk: Client) -> None:
    desk.post(address(village), typed(village))
    again = desk.post(address(village), typed(village))
    assert again.status_code == 409
    assert again.context["differing"] == []
    assert ToldReport.objects.count() == 1
    leads = desk.get(address(village))
    assert leads["Location"] == reverse("reports:detail", args=[Report.objects.get().pk])


def test_the_same_page_sent_twice_is_told_that_it_is_entered(
    village: Village, desk: Client
) -> None:
    key = desk.get(address(village)).context["key"]
    first = desk.post(address(village), typed(village, key=key))
    again = desk.post(address(village), typed(village, key=key))
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert (ToldReport.objects.count(), Report.objects.get().version) == (1, 1)
    assert Change.objects.filter(action="reports.told").count() == 1


def test_going_back_and_altering_a_line_meets_what_was_entered(
    village: Village, desk: Client
) -> None:
    key = desk.get(address(village)).context["key"]
    desk.post(address(village), typed(village, key=key))
    other = desk.post(address(village), typed(village, key=key, q_street_lights="8"))
    assert other.status_code == 409
    assert [change.key for change in other.context["differing"]] == ["street_lights"]
    assert Report.objects.get().content.values["street_lights"] == 9


def test_two_officers_with_pages_of_their_own_enter_it_once(village: Village, desk: Client) -> None:
    colleague = make.client(make.officer(village.world.commune))
    keys = [one.get(address(village)).context["key"] for one in (desk, colleague)]
    assert keys[0] != keys[1]
    desk.post(address(village), typed(village, key=keys[0]))
    assert colleague.post(address(village), typed(village, key=keys[1])).status_code == 409
    assert (ToldReport.objects.count(), Report.objects.get().version) == (1, 1)


def nothing(village: Village, **other: object) -> dict[str, object]:
    """What the page posts when the commitments are answered and the button "nothing" is pressed."""
    met = {q.key: True for q in village.due().form.questions if q.kind == "yes_no"}
    return {**posted(met, 0, "nil"), "teller": "Trần Đình Bảy", "code": "", **other}


def test_told_that_nothing_happened_counts_zero_and_keeps_what_there_is(
    village: Village, desk: Client
) -> None:
    sent(village, "2026-09", figure=6)
    page = desk.get(address(village))
    assert 'value="nil"' in page.content.decode()
    again = [desk.post(address(village), nothing(village, key=page.context["key"])) for _ in "ab"]
    report = Report.objects.get(obligation=village.due())
    assert {one["Location"] for one in again} == {reverse("reports:detail", args=[report.pk])}
    assert (report.state, report.nil, report.channel, report.version) == (
        "submitted",
        True,
        "told",
        1,
    )
    assert report.content.values["trees_planted"] == 0
    assert report.content.values["street_lights"] == 6


def test_nothing_happened_is_refused_beside_a_figure_and_with_open_lines(
    village: Village, desk: Client
) -> None:
    sent(village, "2026-09", figure=6)
    page = desk.post(address(village), nothing(village, q_trees_planted="3"))
    assert [error["field"] for error in page.context["errors"]] == ["q_trees_planted"]
    open_line = next(q.key for q in village.due().form.questions if q.kind == "yes_no")
    page = desk.post(address(village), nothing(village, **{f"q_{open_line}": ""}))
    assert page.status_code == 422
    assert [error["field"] for error in page.context["errors"]] == [f"q_{open_line}"]
    assert not Report.objects.filter(obligation=village.due()).exists()


def test_the_survey_all_else_is_compared_with_is_never_nil(village: Village, desk: Client) -> None:
    survey = reverse("reports:told", args=[village.survey.pk])
    assert 'value="nil"' not in desk.get(survey).content.decode()
    assert desk.post(survey, nothing(village)).status_code == 422
    assert not Report.objects.exists()


def test_the_telephone_is_recognised_by_its_key(village: Village) -> None:
    due = village.due()
    report = take_told_report(village.reviewer, due, usual(due), 0, "Bác Bảy", short_code(KEY))
    assert queries.told_under(short_code(KEY), due) == report
    assert queries.told_under("AAAAAA", due) is None
    assert queries.told_under(short_code(KEY), village.due("2026-11")) is None
    return_report(village.reviewer, report, report.version, "Xem lại")
    assert queries.told_under(short_code(KEY), due) is None
    again = submit_report(village.writer, due, usual(due, street_lights=8), 2)
    assert queries.told_under(short_code(KEY), due) is None
    return_report(village.reviewer, again, again.version, "Xem lại")
    told = take_told_report(village.reviewer, due, usual(due), 4, "Bác Bảy", short_code(KEY))
    assert queries.told_under(short_code(KEY), due) == told


def test_leaders_and_strangers_take_no_told_report(village: Village) -> None:
    due = village.due()
    for account in (village.leader, make.officer(village.world.neighbour)):
        assert make.client(account).get(address(village)).status_code == 404
        assert make.client(account).post(address(village), typed(village)).status_code == 404
        with pytest.raises(NotAllowed):
            take_told_report(make.actor(account), due, usual(due), 0, "Bác Bảy")
    assert Report.objects.count() == 0


def test_before_it_opens_nothing_is_told(village: Village, desk: Client) -> None:
    due = village.due("2026-11")
    due.opens_at = due.due_at
    due.save(update_fields=["opens_at"])
    assert desk.get(address(village, "2026-11")).status_code == 404
    with pytest.raises(Conflict):
        take_told_report(village.reviewer, due, usual(due), 0, "Bác Bảy")


def test_the_row_offers_it_where_the_report_is_missing(village: Village, desk: Client) -> None:
    html = desk.get(reverse("reports:desk")).content.decode()
    assert address(village) in html
    desk.post(address(village), typed(village))
    assert address(village) not in desk.get(reverse("reports:desk")).content.decode()


def test_the_sentence_for_an_unreadable_code_says_what_to_do() -> None:
    assert "CJ4 FN8" in say(Problem("code_unreadable", "code"))

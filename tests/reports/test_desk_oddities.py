"""What the desk says about a report before it is decided (F-44, F-46, F-54, S1-20)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.reports.worlds import Village, accepted, filled, sent, surveyed
from tuquan.core.answers import Answers
from tuquan.reports.models import Goal, Obligation, Report
from tuquan.reports.services import submit_report

OCTOBER = "monthly:2026-10"
USUAL = {
    "households_sorting_waste": 12,
    "households_with_bin": 14,
    "clean_up_days": 2,
    "trees_planted": 0,
    "street_lights": 9,
    "traffic_incidents": 0,
    "meetings_held": 1,
    "households_at_meeting": 16,
    "households_pledged": 17,
}
"""A month in which nothing is odd."""


def usual(due: Obligation, **other: int | bool) -> Answers:
    """A report in which nothing is odd, but for `other`."""
    return filled(due.form, **USUAL | other)


def sent_as(village: Village, period: str, **other: int | bool) -> Report:
    """The report of a period with the usual figures, but for `other`."""
    due = village.due(period)
    return submit_report(village.writer, due, usual(due, **other), 0)


def copied_back(report: Report, months: int, **other: int) -> None:
    """The same report in earlier months too, as if the group had worked then."""
    due = report.obligation
    for ago in range(1, months + 1):
        start = (due.period_start - timedelta(days=30 * ago)).replace(day=1)
        earlier = Obligation.objects.get(pk=due.pk)
        earlier.pk = None
        earlier.period_key = f"{start:%Y-%m}"
        earlier.period_start = start
        earlier.period_until = (start + timedelta(days=32)).replace(day=1)
        Obligation.objects.filter(reporter=due.reporter, period_key=earlier.period_key).delete()
        earlier.save()
        values = {**report.answers["values"], **other}
        Report.objects.create(
            obligation=earlier,
            edition_id=report.edition_id,
            path=report.path,
            commune_id=report.commune_id,
            state=Report.State.ACCEPTED,
            answers={**report.answers, "values": values},
            facts=report.facts,
            version=2,
            saved_at=report.saved_at,
            first_submitted_at=report.saved_at,
            submitted_at=report.saved_at,
        )


@pytest.fixture
def desk(village: Village) -> Client:
    return make.client(village.officer)


def look(browser: Client, **query: str | int) -> Any:
    response = browser.get(reverse("reports:desk"), {"ky": OCTOBER, "loc": "tat-ca", **query})
    assert response.status_code == 200
    return response


def chips(response: Any) -> list[list[str]]:
    return [[odd.kind for odd in entry["odd"]] for entry in response.context["entries"]]


def test_a_usual_report_has_no_chip(village: Village, desk: Client) -> None:
    sent_as(village, "2026-10")
    assert chips(look(desk)) == [[]]


def test_a_row_and_the_panel_say_what_is_odd_in_words(village: Village, desk: Client) -> None:
    report = sent_as(village, "2026-10", trees_planted=80)
    copied_back(report, 4, trees_planted=2)
    response = look(desk, xem=report.pk)
    assert chips(response) == [["jump"]]
    html = response.content.decode()
    assert "Khác các lần trước" in html or "Unlike other times" in html
    (odd,) = response.context["odd"]
    assert odd.question == "trees_planted"
    for figure in ("80", "2", "4"):
        assert figure in odd.why
    assert odd.why in html


def test_the_oddity_stands_beside_its_figure_on_the_page_of_the_report(
    village: Village, desk: Client
) -> None:
    report = sent_as(village, "2026-10", trees_planted=80)
    copied_back(report, 4, trees_planted=2)
    response = desk.get(reverse("reports:detail", args=[report.pk]))
    marked = [
        (entry.line.key, [odd.kind for odd in entry.odd])
        for section in response.context["examined"]
        for entry in section.entries
        if entry.odd
    ]
    assert marked == [("trees_planted", ["jump"])]


def test_the_leader_is_not_told_what_looks_odd(village: Village) -> None:
    report = sent(village, figure=3)
    page = make.client(village.leader).get(reverse("reports:detail", args=[report.pk]))
    assert page.context["odd"] == ()


def test_a_decided_report_keeps_its_chips_to_itself(village: Village, desk: Client) -> None:
    accepted(village, sent(village, figure=3))
    assert chips(look(desk)) == [[]]


def test_the_list_is_narrowed_to_what_is_odd(village: Village, desk: Client) -> None:
    sent(village, figure=3)  # all figures equal
    assert len(look(desk, la="co").context["entries"]) == 1
    assert len(look(desk, la="so-deu-bang-nhau").context["entries"]) == 1
    assert look(desk, la="qua-so-ho").context["entries"] == []
    assert len(look(desk, la="nonsense").context["entries"]) == 1


def test_the_list_is_narrowed_to_a_kind_of_reporter(village: Village, desk: Client) -> None:
    sent(village)
    response = look(desk)
    assert [kind for kind, _label in response.context["kinds"]] == ["group"]
    assert len(look(desk, ai="group").context["entries"]) == 1
    assert len(look(desk, ai="area").context["entries"]) == 1  # no such kind owes anything here
    due = village.due()
    Obligation.objects.filter(pk=due.pk).update(reporter_kind="area", reporter="place:1")
    make.obligation(village.group)
    assert [kind for kind, _label in look(desk).context["kinds"]][-1] == "area"


def test_reports_of_several_programmes_stand_apart_in_the_choice(
    village: Village, desk: Client
) -> None:
    make.adoption(village.world.commune)
    make.obligation(village.group, "quarterly")
    html = look(desk).content.decode()
    assert html.count("<optgroup") == 2


def test_written_and_arrived_on_other_days_is_said(village: Village, desk: Client) -> None:
    report = sent_as(village, "2026-10")
    written = datetime(2026, 10, 29, 20, 15, tzinfo=timezone.get_current_timezone())
    arrived = datetime(2026, 11, 2, 7, tzinfo=timezone.get_current_timezone())
    Report.objects.filter(pk=report.pk).update(written_at=written, submitted_at=arrived)
    (entry,) = look(desk).context["entries"]
    assert "29/10" in entry["apart"]
    assert "02/11" in entry["apart"]
    page = desk.get(reverse("reports:detail", args=[report.pk]))
    assert page.context["apart"] == entry["apart"]
    near = arrived - timedelta(hours=20)
    Report.objects.filter(pk=report.pk).update(written_at=near)
    assert look(desk).context["entries"][0]["apart"] == ""
    long_ago = arrived - timedelta(days=400)  # a telephone whose clock is wrong by a year
    Report.objects.filter(pk=report.pk).update(written_at=long_ago)
    assert "2025" in look(desk).context["entries"][0]["apart"]


def test_a_report_is_read_beside_the_goal_of_its_group_and_last_year(
    village: Village, desk: Client
) -> None:
    """S1-20, S1-21: the survey, the goal, the last month and the year before beside a figure."""
    surveyed(village, figure=2)
    report = sent_as(village, "2026-10")
    due = report.obligation
    Goal.objects.create(
        adoption=due.adoption,
        place=due.place,
        group=due.group,
        path=due.path,
        form_key=due.form_key,
        question="street_lights",
        year=2026,
        value=Decimal(15),
        set_at=report.saved_at,
    )
    copied_back(report, 12, street_lights=7)
    response = desk.get(reverse("reports:detail", args=[report.pk]))
    lights = next(
        entry
        for section in response.context["examined"]
        for entry in section.entries
        if entry.line.key == "street_lights"
    )
    assert lights.line.goal == 15
    assert lights.line.comparison.reached is False
    assert lights.line.baseline is not None
    assert lights.last_year is not None
    assert (lights.line.answer.text, lights.line.baseline.text, lights.last_year.text) == (
        "9",
        "2",
        "7",
    )


def test_a_goal_of_the_survey_line_or_of_another_year(village: Village, desk: Client) -> None:
    report = sent_as(village, "2026-10")
    due, survey = report.obligation, village.survey
    more = {
        "adoption": due.adoption,
        "place": due.place,
        "path": due.path,
        "set_at": report.saved_at,
    }
    goal = Goal.objects.create(
        form_key=survey.form_key, question="street_lights", year=2026, value=Decimal("12.5"), **more
    )

    def lights() -> object:
        page = desk.get(reverse("reports:detail", args=[report.pk]))
        return next(line.goal for line in page.context["lines"] if line.key == "street_lights")

    assert lights() == Decimal("12.5")
    Goal.objects.filter(pk=goal.pk).update(year=2027)
    assert lights() is None


def test_fifty_rows_take_as_many_queries_as_three(world: make.World) -> None:
    """Everything said before is read in one query, whatever number of reports is shown."""
    counted = []
    make.adoption(world.commune, make.S1)
    browser = make.client(make.officer(world.commune))
    for area, households in ((world.area, 80), (world.other_area, 240)):
        for group in make.groups(area, households):
            writer = make.actor(make.leader(group, f"Lò Thị {group.pk}"))
            due = make.obligation(group)
            copied_back(submit_report(writer, due, filled(due.form), 0), 2)
        query = {"ky": "monthly:2026-11"}
        look(browser, **query)
        with CaptureQueriesContext(connection) as asked:
            response = look(browser, **query)
        assert all(entry["odd"] for entry in response.context["entries"])
        counted.append((len(response.context["entries"]), len(asked)))
    (few, asked_few), (many, asked_many) = counted
    assert (few, many) == (3, 11)
    assert asked_few == asked_many

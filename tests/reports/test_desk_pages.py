"""The officer's desk: chase list, one report, accept, return, open (F-38, F-39, F-60, F-62)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.reports.worlds import Village, accepted, filled, sent, surveyed
from tuquan.base.texts import say
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.reports import queries
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import return_report, save_draft, submit_report

OCTOBER = "monthly:2026-10"


@pytest.fixture
def desk(village: Village) -> Client:
    return make.client(village.officer)


def look(browser: Client, **query: str | int) -> Any:
    response = browser.get(reverse("reports:desk"), query)
    assert response.status_code == 200
    return response


def stages(response: Any) -> list[str]:
    return [entry["row"].standing.stage for entry in response.context["entries"]]


def test_the_desk_opens_on_the_last_month_that_has_ended(desk: Client) -> None:
    assert look(desk).context["option"].value == OCTOBER
    assert look(desk, ky="monthly:2026-11").context["option"].value == "monthly:2026-11"
    assert look(desk, ky="nonsense").context["option"].value == OCTOBER


def test_every_opened_period_can_be_chosen(desk: Client) -> None:
    assert [option.value for option in look(desk).context["options"]] == [
        "monthly:2026-11",
        OCTOBER,
        "monthly:2026-09",
        "baseline:2026-01-01_2026-01-31",
    ]


def test_a_report_nobody_began_is_overdue_or_not_begun(desk: Client) -> None:
    (overdue,) = look(desk).context["entries"]
    assert (overdue["row"].standing.stage, overdue["row"].standing.days_late) == ("overdue", 15)
    (later,) = look(desk, ky="monthly:2026-11").context["entries"]
    assert later["row"].standing.stage == "unopened"


def test_a_draft_shows_how_far_it_is_but_is_not_read(village: Village, desk: Client) -> None:
    due = village.due("2026-11")
    report = save_draft(village.writer, due, Answers({"meetings_held": 1}), 0)
    response = look(desk, ky="monthly:2026-11")
    (entry,) = response.context["entries"]
    assert (entry["row"].standing.stage, entry["row"].standing.done) == ("writing", 1)
    assert not entry["readable"]
    assert desk.get(reverse("reports:detail", args=[report.pk])).status_code == 404
    assert "report" not in look(desk, ky="monthly:2026-11", xem=report.pk).context


def test_a_late_report_says_how_late_also_after_it_is_accepted(
    village: Village, desk: Client
) -> None:
    report = sent(village)
    (entry,) = look(desk, loc="cho-duyet").context["entries"]
    assert (entry["row"].standing.stage, entry["row"].standing.days_late) == ("waiting", 15)
    accepted(village, report)
    (entry,) = look(desk, loc="tat-ca").context["entries"]
    assert (entry["row"].standing.stage, entry["row"].standing.days_late) == ("accepted", 15)


def test_a_report_in_time_is_not_late(
    village: Village, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-11-05")
        sent(village)
    (entry,) = look(desk, loc="cho-duyet").context["entries"]
    assert entry["row"].standing.days_late == 0
    assert look(desk).context["desk"].oldest_waiting_days == 15


@pytest.fixture
def four_groups(village: Village, monkeypatch: pytest.MonkeyPatch) -> list[Obligation]:
    """October of four groups: overdue, waiting, returned, accepted."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-10-05")
        others = make.groups(village.world.other_area, 90)
        leaders = [make.leader(group, f"Lò Thị {group.number}") for group in others]
    assert len(others) == 3
    obligations = [make.obligation(village.group, period_key="2026-10")]
    for group, account in zip(others, leaders, strict=True):
        due = make.obligation(group, period_key="2026-10")
        submit_report(make.actor(account), due, filled(due.form), 0)
        obligations.append(due)
    returned, done = (Report.objects.get(obligation=due) for due in obligations[2:])
    return_report(village.reviewer, returned, 1, "Xem lại")
    accepted(village, done)
    return obligations


def test_the_tiles_count_every_group_once(four_groups: list[Obligation], desk: Client) -> None:
    response = look(desk)
    counted = response.context["desk"]
    assert len(counted.rows) == 4
    assert counted.households == 110
    assert response.context["counts"] == {"accepted": 1, "waiting": 1, "overdue": 1}
    assert counted.not_sent == 2
    assert counted.percent_accepted == 25


def test_the_share_sent_of_each_area(four_groups: list[Obligation], desk: Client) -> None:
    shares = look(desk).context["desk"].areas
    assert [(each.area.name, each.share.quantize(Decimal("0.01"))) for each in shares] == [
        ("Thôn 2", Decimal("0.00")),
        ("Thôn 10", Decimal("66.67")),
    ]


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("", ["overdue", "waiting", "returned"]),
        ("can-lam", ["overdue", "waiting", "returned"]),
        ("qua-han", ["overdue"]),
        ("cho-duyet", ["waiting"]),
        ("tra-lai", ["returned"]),
        ("tat-ca", ["overdue", "waiting", "returned", "accepted"]),
    ],
)
def test_the_list_shows_the_most_urgent_first_and_can_be_narrowed(
    four_groups: list[Obligation], desk: Client, part: str, shown: list[str]
) -> None:
    response = look(desk, loc=part)
    assert stages(response) == shown
    counts = {name: count for name, _label, count in response.context["filters"]}
    assert counts == {"can-lam": 3, "qua-han": 1, "cho-duyet": 1, "tra-lai": 1, "tat-ca": 4}


def test_the_list_of_one_area(
    village: Village, four_groups: list[Obligation], desk: Client
) -> None:
    response = look(desk, loc="tat-ca", thon=village.world.area.pk)
    assert stages(response) == ["overdue"]
    assert len(response.context["desk"].rows) == 4
    assert len(look(desk, loc="tat-ca", thon="zz").context["entries"]) == 4


def test_the_bars_show_days_early_and_late_of_the_last_periods(
    village: Village, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-10-03")
        sent(village, "2026-09")
    (entry,) = look(desk, loc="tat-ca").context["entries"]
    assert entry["history"] == [2, None]
    sent(village, "2026-10")
    (entry,) = look(desk, loc="tat-ca", ky="monthly:2026-11").context["entries"]
    assert entry["history"] == [2, -15]  # November is not due yet: neither late nor missing


@pytest.mark.parametrize("panel", [False, True])
def test_the_number_of_queries_does_not_grow_with_the_groups(
    world: make.World, panel: bool
) -> None:
    counted = []
    make.adoption(world.commune, make.S1)
    browser = make.client(make.officer(world.commune))
    for area, households in ((world.area, 80), (world.other_area, 240)):
        for group in make.groups(area, households):
            writer = make.actor(make.leader(group, f"Lò Thị {group.pk}"))
            due = make.obligation(group)
            report = submit_report(writer, due, filled(due.form), 0)
        query: dict[str, str | int] = {"ky": "monthly:2026-11"} | (
            {"xem": report.pk} if panel else {}
        )
        look(browser, **query)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = look(browser, **query)
        counted.append((len(response.context["entries"]), len(asked)))
    (few, asked_few), (many, asked_many) = counted
    assert (few, many) == (3, 11)
    assert asked_few == asked_many


def test_one_report_beside_last_month_baseline_and_goal(village: Village, desk: Client) -> None:
    surveyed(village, figure=2)
    sent(village, "2026-09", figure=5)
    report = sent(village, figure=16)
    response = desk.get(reverse("reports:detail", args=[report.pk]))
    figures, *_ = (
        line for line in response.context["lines"] if line.key == "households_sorting_waste"
    )
    assert (figures.answer.text, figures.previous.text, figures.baseline.text) == ("16", "5", "2")
    share = response.context["shares"][0]
    assert (share.now, share.previous, share.baseline, share.goal) == (80, 25, 10, 80)
    html = response.content.decode()
    assert html.count('<svg class="bullet') == 9 + 3
    assert response.context["may_review"]


def test_what_is_not_met_is_shown_with_its_note(village: Village, desk: Client) -> None:
    due = village.due()
    full = filled(due.form, no_litter=False)
    noted = Answers(full.values, frozenset(), {"no_litter": "Rác ở mương đầu ngõ"})
    report = submit_report(village.writer, due, noted, 0)
    response = desk.get(reverse("reports:detail", args=[report.pk]))
    assert response.context["met"] == 5
    assert [line.key for line in response.context["not_met"]] == ["no_litter"]
    assert "Rác ở mương đầu ngõ" in response.content.decode()


def test_the_panel_shows_the_same_report_beside_the_list(village: Village, desk: Client) -> None:
    report = sent(village)
    response = look(desk, xem=report.pk)
    assert response.context["report"] == report
    assert 'id="report"' in response.content.decode()
    assert "report" not in look(desk, xem="99999999").context
    assert "report" not in look(desk, xem="x").context


def test_accepting_leads_back_to_the_list(village: Village, desk: Client) -> None:
    report = sent(village)
    back = f"{reverse('reports:desk')}?loc=cho-duyet"
    url = reverse("reports:accept", args=[report.pk])
    response = desk.post(url, {"base": "1", "next": back})
    assert response["Location"] == back
    assert Report.objects.get().state == "accepted"


def test_nobody_is_led_to_another_site(village: Village, desk: Client) -> None:
    report = sent(village)
    url = reverse("reports:accept", args=[report.pk])
    response = desk.post(url, {"base": "1", "next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("reports:detail", args=[report.pk])


def test_returning_asks_for_the_reason_beside_the_field(village: Village, desk: Client) -> None:
    report = sent(village)
    url = reverse("reports:return", args=[report.pk])
    response = desk.post(url, {"base": "1", "reason": "  "})
    assert response.status_code == 422
    sentence = say(Problem("reason_missing"))
    assert response.content.decode().count(sentence) == 2
    assert Report.objects.get().state == "submitted"


def test_a_returned_report_carries_the_reason(village: Village, desk: Client) -> None:
    report = sent(village)
    url = reverse("reports:return", args=[report.pk])
    response = desk.post(url, {"base": "1", "reason": "Số cây?"})
    assert response.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.return_reason) == ("returned", "Số cây?")


def test_a_decision_on_an_old_version_is_shown_and_the_reason_kept(
    village: Village, desk: Client
) -> None:
    report = sent(village)
    accepted(village, report)
    url = reverse("reports:return", args=[report.pk])
    response = desk.post(url, {"base": "1", "reason": "Số cây có đúng không?"})
    assert response.status_code == 409
    assert "Số cây có đúng không?" in response.content.decode()
    assert Report.objects.get().state == "accepted"
    again = desk.post(reverse("reports:accept", args=[report.pk]), {"base": "1"})
    assert again.status_code == 409


def test_the_head_of_an_area_sees_the_area_and_decides_nothing(
    village: Village, four_groups: list[Obligation]
) -> None:
    head = make.client(make.account("area_head", village.world.area))
    response = look(head, loc="tat-ca")
    assert stages(response) == ["overdue"]
    report = sent(village)
    shown = head.get(reverse("reports:detail", args=[report.pk]))
    assert shown.status_code == 200
    assert not shown.context["may_review"]
    html = shown.content.decode() + look(head, loc="tat-ca", xem=report.pk).content.decode()
    assert reverse("reports:accept", args=[report.pk]) not in html
    assert reverse("reports:return", args=[report.pk]) not in html
    assert reverse("reports:open") not in html
    assert reverse("reports:write", args=[report.obligation_id]) not in html
    for name in ("reports:accept", "reports:return"):
        url = reverse(name, args=[report.pk])
        assert head.post(url, {"base": "1", "reason": "x"}).status_code == 404
    assert head.post(reverse("reports:open")).status_code == 404
    report.refresh_from_db()
    assert report.state == "submitted"


def test_next_door_nothing_of_it_exists(village: Village, client: Client) -> None:
    report = sent(village)
    neighbour = make.client(make.officer(village.world.neighbour))
    assert look(neighbour).context["option"] is None
    assert "report" not in look(neighbour, xem=report.pk).context
    for name in ("reports:detail", "reports:accept", "reports:return"):
        url = reverse(name, args=[report.pk])
        method = "get" if name == "reports:detail" else "post"
        assert getattr(neighbour, method)(url, {"base": "1", "reason": "x"}).status_code == 404
        assert getattr(client, method)(url).status_code == 302
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_new_commune_opens_its_first_periods_with_a_button(world: make.World) -> None:
    make.adoption(world.commune)
    make.groups(world.area)
    browser = make.client(make.officer(world.commune))
    page = look(browser)
    assert page.context["option"] is None
    assert reverse("reports:open") in page.content.decode()
    assert Obligation.objects.count() == 0
    assert browser.post(reverse("reports:open"))["Location"] == reverse("reports:desk")
    assert Obligation.objects.filter(kind="form").count() == 1
    assert look(browser).context["option"].value == "quarterly:2026-Q4"


def test_without_a_programme_there_is_no_button(world: make.World) -> None:
    browser = make.client(make.officer(world.commune))
    assert reverse("reports:open") not in look(browser).content.decode()


@pytest.mark.parametrize("name", ["reports:accept", "reports:return", "reports:open"])
def test_decisions_are_never_made_by_a_link(village: Village, desk: Client, name: str) -> None:
    arguments = [] if name == "reports:open" else [sent(village).pk]
    assert desk.get(reverse(name, args=arguments)).status_code == 405


def test_two_programmes_with_one_calendar_name_stay_apart(village: Village, desk: Client) -> None:
    make.adoption(village.world.commune)
    options = queries.period_options(village.reviewer)
    assert len({option.value for option in options}) == len(options)

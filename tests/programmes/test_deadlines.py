"""The calendar of a place: what it lists, for whom, how it is filtered, and the days of events."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.programmes.following_sample import adopted
from tuquan.accounts.models import Role
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.places.models import Place
from tuquan.programmes.models import EventDay
from tuquan.programmes.queries import adoptions_at, deadlines_at, events_for
from tuquan.programmes.services import UNITY_FESTIVAL, mark_milestone, record_event, record_events
from tuquan.programmes.views.deadlines import Line

LIST, MONTH, EVENTS = (reverse(f"programmes:{name}") for name in ("deadlines", "month", "events"))
HELD = date(2026, 11, 12)


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


@pytest.fixture
def head(world: make.World) -> Client:
    return make.client(make.account(Role.AREA_HEAD, world.area))


def days(place: Place, first: date, last: date) -> list[tuple[str, str, date | None]]:
    """What is listed, as kinds, keys and days."""
    found = deadlines_at(place, adoptions_at(place, first), first, last)
    return [(x.deadline.kind, x.deadline.key, x.deadline.day) for x in found]


def listed(lines: list[Line]) -> list[tuple[str, date | None]]:
    """Lines of a page as keys and days."""
    return [(line.deadline.key, line.day) for line in lines]


def test_a_commune_sees_everything_that_its_programme_asks_for(world: make.World) -> None:
    adopted(world.commune)
    assert days(world.commune, date(2026, 11, 1), date(2027, 1, 1)) == [
        ("report", "monthly", date(2026, 11, 5)),
        ("level", "monthly/commune", date(2026, 11, 10)),
        ("milestone", "festival", date(2026, 11, 18)),
        ("award", "praise", date(2026, 11, 18)),
        ("milestone", "launch", date(2026, 11, 30)),
        ("report", "monthly", date(2026, 12, 5)),
        ("level", "monthly/commune", date(2026, 12, 10)),
        ("milestone", "two_areas", date(2026, 12, 31)),
        ("meeting", "cell", date(2026, 12, 31)),
        ("report", "yearly", None),
        ("milestone", "minutes", None),
    ]


def test_an_area_is_not_shown_what_its_commune_owes_others(world: make.World) -> None:
    adopted(world.commune)
    kinds = days(world.area, date(2026, 11, 1), date(2026, 12, 31))
    assert ("report", "monthly", date(2026, 11, 5)) in kinds
    assert {"level"} & {kind for kind, _key, _day in kinds} == set()
    assert "yearly" not in {key for _kind, key, _day in kinds}


def test_what_runs_next_door_is_not_listed_here(world: make.World) -> None:
    adopted(world.neighbour)
    assert days(world.commune, date(2026, 1, 1), date(2027, 1, 1)) == []


def test_a_programme_that_has_ended_asks_for_nothing_any_more(world: make.World) -> None:
    adopted(world.commune, until=date(2026, 6, 1))
    assert days(world.commune, date(2026, 9, 1), date(2027, 1, 1)) == []


def test_the_festival_has_happened_when_the_last_area_has_held_it(world: make.World) -> None:
    adoption = adopted(world.commune)
    record_event(make.SYSTEM, world.area, UNITY_FESTIVAL, HELD)
    assert events_for(adoption) == {}
    record_event(make.SYSTEM, world.other_area, UNITY_FESTIVAL, date(2026, 11, 18))
    assert events_for(adoption) == {UNITY_FESTIVAL: date(2026, 11, 18)}
    assert events_for(adoption, 2025) == {}


def test_the_yearly_report_is_due_once_all_areas_have_held_it(world: make.World) -> None:
    adopted(world.commune)
    every_area = {world.area.pk: HELD, world.other_area.pk: date(2026, 11, 18)}
    record_events(make.SYSTEM, world.commune, UNITY_FESTIVAL, 2026, every_area)
    found = days(world.commune, date(2026, 11, 1), date(2026, 12, 1))
    assert ("report", "yearly", date(2026, 11, 28)) in found
    assert ("event", UNITY_FESTIVAL, date(2026, 11, 18)) in found
    assert ("report", "yearly", None) not in found


def test_a_commune_without_areas_has_held_nothing(world: make.World) -> None:
    empty = make.place("Xã Trống", "commune", world.province)
    assert events_for(adopted(empty)) == {}


def test_the_list_shows_what_comes_next_before_what_is_past(
    world: make.World, officer: Client
) -> None:
    adopted(world.commune)
    page = officer.get(LIST)
    months = [(month.name, listed(month.lines)) for month in page.context["next_months"]]
    assert months == [
        ("Tháng 11/2026", [("launch", date(2026, 11, 30))]),
        (
            "Tháng 12/2026",
            [
                ("monthly", date(2026, 12, 5)),
                ("monthly/commune", date(2026, 12, 10)),
                ("two_areas", date(2026, 12, 31)),
                ("cell", date(2026, 12, 31)),
            ],
        ),
        (
            "Tháng 1/2027",
            [("monthly", date(2027, 1, 5)), ("monthly/commune", date(2027, 1, 10))],
        ),
    ]
    past = [month.name for month in page.context["past_months"]]
    assert past == ["Tháng 11/2026", "Tháng 10/2026"]
    assert [line.deadline.key for line in page.context["undated"]] == ["yearly", "minutes"]
    text = page.content.decode()
    assert "05/12/2026" in text
    assert "Kế hoạch mẫu, dòng 7" in text


def test_the_whole_year_is_shown_when_it_is_asked_for(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    page = officer.get(LIST, {"den": "nam"})
    assert len(page.context["next_months"]) == 12
    assert page.context["next_months"][-1].name == "Tháng 10/2027"


def test_a_milestone_that_is_done_is_shown_as_done(world: make.World, officer: Client) -> None:
    adoption = adopted(world.commune)
    mark_milestone(make.SYSTEM, adoption, "launch", HELD, "Biên bản")
    mark_milestone(make.SYSTEM, adoption, "minutes", HELD, "Biên bản")
    page = officer.get(LIST)
    [launch] = page.context["next_months"][0].lines
    assert launch.is_done
    assert [line.deadline.key for line in page.context["undated"]] == ["yearly"]


def test_a_report_of_last_year_that_still_waits_is_not_lost(
    world: make.World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(world.commune)
    monkeypatch.setenv("TUQUAN_TODAY", "2027-05-03")
    waiting = [line.deadline.name for line in officer.get(LIST).context["undated"]]
    assert waiting == ["report/yearly/2026", "report/yearly/2027", "milestone/minutes/"]


def test_the_list_is_filtered_by_programme_and_by_who(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    make.adoption(world.commune)
    one = officer.get(LIST, {"ct": "sample", "ai": "Mặt trận xã"})
    keys = {line.deadline.key for month in one.context["next_months"] for line in month.lines}
    assert keys == {"monthly/commune", "two_areas"}
    names = dict(one.context["filter_form"].fields["ct"].choices)
    assert set(names) == {"", "sample", make.S0}


def test_a_filter_that_is_not_offered_means_everything(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    odd = officer.get(LIST, {"ct": "none", "ai": "Ai đó"})
    assert listed(odd.context["next_months"][0].lines) == [("launch", date(2026, 11, 30))]


def test_a_filter_under_which_nothing_falls_due_says_so(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    page = officer.get(LIST, {"ai": "Chi bộ", "ct": "sample"})
    assert page.status_code == 200
    assert [month.name for month in page.context["next_months"]] == ["Tháng 12/2026"]


def test_the_month_is_a_sheet_that_begins_on_monday(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    page = officer.get(MONTH, {"thang": "2026-12"})
    weeks = page.context["weeks"]
    assert (weeks[0][0].day, weeks[-1][-1].day) == (date(2026, 11, 30), date(2027, 1, 3))
    assert {len(week) for week in weeks} == {7}
    fifth = weeks[0][5]
    assert (fifth.day, listed(fifth.lines), fifth.is_off) == (
        date(2026, 12, 5),
        [("monthly", date(2026, 12, 5))],
        True,
    )
    assert not weeks[0][0].in_month
    assert weeks[0][0].lines == ()
    assert (page.context["earlier"], page.context["later"]) == ("2026-11", "2027-01")


def test_public_holidays_are_shown_as_not_worked(world: make.World, officer: Client) -> None:
    page = officer.get(MONTH, {"thang": "2026-09"})
    cells = {cell.day: cell for week in page.context["weeks"] for cell in week}
    assert cells[date(2026, 9, 2)].is_off
    assert not cells[date(2026, 9, 4)].is_off


def test_a_year_whose_days_off_nobody_knows_says_so(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    page = officer.get(MONTH, {"thang": "2031-03"})
    assert page.context["days_unknown"]
    assert {cell.is_off for week in page.context["weeks"] for cell in week} == {None}


@pytest.mark.parametrize("odd", ["", "2026-13", "0000-01", "abc", "2026-11-05", "9999-12"])
def test_an_odd_month_never_breaks_the_page(odd: str, world: make.World, officer: Client) -> None:
    assert officer.get(MONTH, {"thang": odd}).status_code == 200


def test_the_calendar_without_a_programme_says_what_to_do(
    world: make.World, officer: Client
) -> None:
    page = officer.get(LIST)
    assert page.context["adoptions"] == []
    assert reverse("programmes:index") in page.content.decode().split("<main")[1]


def test_the_head_of_an_area_opens_the_calendar_of_the_area(
    world: make.World, head: Client
) -> None:
    adopted(world.commune)
    page = head.get(LIST)
    assert page.context["place"] == world.area
    assert "programmes:events" not in page.content.decode()
    assert head.get(LIST, {"noi": world.other_area.pk}).status_code == 404


def test_the_officer_next_door_has_no_calendar_of_ours(world: make.World) -> None:
    stranger = make.client(make.officer(world.neighbour))
    for page in (LIST, MONTH, EVENTS):
        assert stranger.get(page, {"noi": world.commune.pk}).status_code == 404


def test_an_administrator_chooses_among_the_communes_that_run_something(world: make.World) -> None:
    adopted(world.neighbour)
    administrator = make.client(make.account(Role.ADMINISTRATOR, None))
    page = administrator.get(LIST)
    assert page.context["place"] == world.neighbour
    other = administrator.get(LIST, {"noi": world.commune.pk})
    assert other.context["place"] == world.commune


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    for page in (LIST, MONTH, EVENTS):
        assert client.get(page)["Location"].startswith(reverse("account_login"))


def test_the_calendar_and_not_the_programmes_is_current_in_the_menu(officer: Client) -> None:
    items = officer.get(LIST).context["navigation"]
    assert [item["url"] for item in items if item["current"]] == [LIST]


@pytest.mark.parametrize("page", [LIST, MONTH])
def test_more_areas_and_days_cost_no_more_queries(
    page: str, world: make.World, officer: Client
) -> None:
    adopted(world.commune)
    officer.get(page)
    few = _queries(officer, page)
    for number in range(20, 32):
        area = make.place(f"Thôn {number}", "area", world.commune)
        record_event(make.SYSTEM, area, UNITY_FESTIVAL, HELD)
    assert _queries(officer, f"{page}?den=nam") == few


def _queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(page).status_code == 200
    return len(queries)


def test_days_are_written_for_all_areas_at_once(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    url = f"{EVENTS}?noi={world.commune.pk}&nam=2026"
    sent = {f"area_{world.area.pk}": "12/11/2026", f"area_{world.other_area.pk}": ""}
    answer = officer.post(url, sent)
    assert answer["Location"] == url
    assert list(EventDay.objects.values_list("place_id", "held_on")) == [(world.area.pk, HELD)]
    page = officer.get(url)
    assert page.context["held"] == 1
    assert [line.open_because != "" for line in page.context["waiting"]] == [True]
    change = Change.objects.get(action="programmes.event_held")
    assert change.data == {"event": UNITY_FESTIVAL, "on": "2026-11-12"}
    assert change.path == world.area.path


def test_after_the_last_festival_the_day_of_the_report_appears(
    world: make.World, officer: Client
) -> None:
    adopted(world.commune)
    url = f"{EVENTS}?noi={world.commune.pk}"
    areas = (world.area, world.other_area)
    officer.post(url, {f"area_{area.pk}": "12/11/2026" for area in areas})
    page = officer.get(url)
    assert [line.day for line in page.context["waiting"]] == [date(2026, 11, 22)]


def test_writing_the_same_days_again_changes_nothing(world: make.World, officer: Client) -> None:
    adopted(world.commune)
    sent = {f"area_{world.area.pk}": "12/11/2026"}
    for _time in range(2):
        officer.post(EVENTS, sent)
    assert Change.objects.filter(action="programmes.event_held").count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"), [("12/11/2025", 0), ("25/11/2026", 0), ("hôm qua", 0), ("19/11/2026", 1)]
)
def test_a_day_must_lie_in_its_year_and_not_ahead(
    typed: str, kept: int, world: make.World, officer: Client
) -> None:
    answer = officer.post(EVENTS, {f"area_{world.area.pk}": typed})
    assert answer.status_code == (302 if kept else 422)
    assert EventDay.objects.count() == kept
    if not kept:
        assert typed in answer.content.decode()
        assert list(answer.context["days_form"].errors) == [f"area_{world.area.pk}"]


def test_a_day_on_record_is_put_right_but_not_emptied(world: make.World, officer: Client) -> None:
    name = f"area_{world.area.pk}"
    officer.post(EVENTS, {name: "12/11/2026"})
    assert officer.post(EVENTS, {name: ""}).status_code == 422
    assert officer.post(EVENTS, {name: "13/11/2026"}).status_code == 302
    assert EventDay.objects.get().held_on == date(2026, 11, 13)


def test_days_of_places_that_are_no_areas_here_are_refused(world: make.World) -> None:
    actor = make.actor(make.officer(world.commune))
    with pytest.raises(NotAllowed):
        record_events(actor, world.commune, UNITY_FESTIVAL, 2026, {world.neighbour_area.pk: HELD})
    with pytest.raises(NotAllowed):
        record_events(actor, world.neighbour, UNITY_FESTIVAL, 2026, {})
    assert not EventDay.objects.exists()


def test_one_wrong_day_and_none_is_kept(world: make.World) -> None:
    given = {world.area.pk: HELD, world.other_area.pk: date(2026, 12, 1)}
    with pytest.raises(Invalid) as refusal:
        record_events(make.SYSTEM, world.commune, UNITY_FESTIVAL, 2026, given)
    [problem] = refusal.value.problems
    assert (problem.code, problem.where) == ("day_in_future", f"area_{world.other_area.pk}")
    assert not EventDay.objects.exists()


def test_the_head_of_an_area_does_not_write_days(world: make.World, head: Client) -> None:
    assert head.get(EVENTS).status_code == 404
    assert head.post(EVENTS, {f"area_{world.area.pk}": "12/11/2026"}).status_code == 404
    assert not EventDay.objects.exists()

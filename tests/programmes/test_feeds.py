"""Secret addresses of a calendar: the file they serve, to whom, and until when."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.programmes.following_sample import adopted
from tuquan.accounts.models import Account, Role
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import NotAllowed
from tuquan.places.models import Place
from tuquan.programmes.exports import LONGEST_LINE, calendar_file
from tuquan.programmes.models import CalendarFeed
from tuquan.programmes.queries import PlaceDeadline, adoptions_at, calendar_span, deadlines_at
from tuquan.programmes.services import UNITY_FESTIVAL, open_feed, record_events, revoke_feed

FEEDS, OPEN = reverse("programmes:feeds"), reverse("programmes:open_feed")


@pytest.fixture
def account(world: make.World) -> Account:
    adopted(world.commune)
    return make.officer(world.commune)


def opened(account: Account, place: Place) -> str:
    """The address of a new feed."""
    _feed, secret = open_feed(make.actor(account), place)
    return reverse("programmes:feed", args=[secret])


def expected(place: Place) -> list[PlaceDeadline]:
    """What the list of a whole year shows with a day."""
    first, last = calendar_span(clock.today())
    found = deadlines_at(place, adoptions_at(place, first), first, last)
    return [one for one in found if one.deadline.day]


def unfolded(body: bytes) -> list[str]:
    """The lines of a calendar file, put together again."""
    assert body.endswith(b"\r\n")
    return body.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def values(lines: list[str], name: str) -> list[str]:
    """The values of a property, as they are written."""
    return [line.split(":", 1)[1] for line in lines if line.split(":")[0].split(";")[0] == name]


def test_a_feed_holds_what_the_list_shows(world: make.World, account: Account) -> None:
    answer = Client().get(opened(account, world.commune))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    days = [f"{one.deadline.day:%Y%m%d}" for one in expected(world.commune)]
    assert values(lines, "DTSTART") == days
    assert len(days) > 20
    [name] = values(lines, "X-WR-CALNAME")
    assert name.endswith(world.commune.name)


def test_a_feed_is_read_by_a_calendar_library(world: make.World, account: Account) -> None:
    icalendar: Any = pytest.importorskip("icalendar")
    body = Client().get(opened(account, world.commune)).content
    calendar = icalendar.Calendar.from_ical(body)
    events = list(calendar.walk("VEVENT"))
    read = [
        (
            event.decoded("DTSTART"),
            event.decoded("DTEND") - event.decoded("DTSTART"),
            str(event["SUMMARY"]).split(" (")[0],
        )
        for event in events
    ]
    assert read == [
        (one.deadline.day, timedelta(days=1), one.deadline.label) for one in expected(world.commune)
    ]
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert {event.decoded("DTSTAMP").date() for event in events} <= {
        date(2026, 11, 19),
        date(2026, 11, 20),
    }
    assert all(not event.errors for event in events)


def test_no_line_is_too_long_and_no_letter_is_cut(world: make.World, account: Account) -> None:
    body = Client().get(opened(account, world.commune)).content
    pieces = body.split(b"\r\n")
    assert max(len(piece) for piece in pieces) <= LONGEST_LINE
    assert [piece.decode() for piece in pieces]
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_signs_of_the_format_are_escaped(world: make.World, account: Account) -> None:
    areas = dict.fromkeys((world.area.pk, world.other_area.pk), date(2026, 11, 12))
    record_events(make.SYSTEM, world.commune, UNITY_FESTIVAL, 2026, areas)
    lines = unfolded(Client().get(opened(account, world.commune)).content)
    [summary] = [text for text in values(lines, "SUMMARY") if text.startswith("Báo cáo năm")]
    assert summary.startswith("Báo cáo năm\\, gắn với Ngày hội\\; bản tổng kết")
    assert {"BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR"} <= set(lines)


def test_an_entry_keeps_its_uid_when_its_day_moves(world: make.World, account: Account) -> None:
    adopted(world.neighbour)
    at = clock.now()
    found = expected(world.commune)
    later = [
        PlaceDeadline(
            one.adoption,
            type(one.deadline)(
                one.deadline.kind,
                one.deadline.key,
                "Tên khác",
                day=date(2027, 1, 2),
                period=one.deadline.period,
                cycle=one.deadline.cycle,
            ),
        )
        for one in found
    ]
    before, after = (
        values(unfolded(calendar_file("x", lines, at, "xa.example")), "UID")
        for lines in (found, later)
    )
    assert before == after
    other = values(unfolded(calendar_file("x", found, at, "other.example")), "UID")
    assert set(other) & set(before) == set()
    theirs = values(
        unfolded(calendar_file("x", expected(world.neighbour), at, "xa.example")), "UID"
    )
    assert set(theirs) & set(before) == set()


def test_a_feed_is_private_and_not_indexed(world: make.World, account: Account) -> None:
    answer = Client().get(opened(account, world.commune))
    assert set(answer["Cache-Control"].split(", ")) == {"private", "max-age=900"}
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_feed_names_nobody(world: make.World, account: Account) -> None:
    make.groups(world.area)
    body = Client().get(opened(account, world.commune)).content.decode()
    assert account.name not in body
    assert account.username not in body


def test_an_unknown_and_a_revoked_address_are_the_same_missing_page(
    world: make.World, account: Account
) -> None:
    address = opened(account, world.commune)
    revoke_feed(make.actor(account), CalendarFeed.objects.get())
    unknown = Client().get(reverse("programmes:feed", args=["x" * 32]))
    revoked = Client().get(address)
    assert (unknown.status_code, revoked.status_code) == (404, 404)
    gone = [
        answer.content.replace(answer["X-Reference"].encode(), b"") for answer in (unknown, revoked)
    ]
    assert gone[0] == gone[1]


def test_an_owner_who_may_not_see_the_place_any_more_serves_nobody(
    world: make.World, account: Account
) -> None:
    address = opened(account, world.commune)
    account.grants.update(effective_until=date(2026, 11, 20))
    assert Client().get(address).status_code == 404
    account.grants.update(effective_until=None)
    assert Client().get(address).status_code == 200


def test_a_closed_account_serves_nobody(world: make.World, account: Account) -> None:
    address = opened(account, world.commune)
    account.is_active = False
    account.save()
    assert Client().get(address).status_code == 404


def test_the_head_of_an_area_has_the_calendar_of_the_area(
    world: make.World, account: Account
) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    lines = unfolded(Client().get(opened(head, world.area)).content)
    kept = [one.deadline.kind for one in expected(world.area)]
    assert len(values(lines, "UID")) == len(kept) > 0
    assert "level" not in kept


def test_the_address_is_shown_once_and_only_its_hash_is_kept(
    world: make.World, account: Account
) -> None:
    browser = make.client(account)
    page = browser.post(OPEN, {"noi": world.commune.pk})
    address = page.context["new_address"]
    assert address in page.content.decode()
    assert Client().get(address).status_code == 200
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    again = browser.get(FEEDS)
    assert secret not in again.content.decode()
    assert [feed.place for feed in again.context["feeds"]] == [world.commune]
    assert secret not in str(CalendarFeed.objects.values().get())
    change = Change.objects.get(action="programmes.feed_opened")
    assert (change.data, change.path) == ({}, world.commune.path)
    assert "no-store" in page["Cache-Control"]


def test_an_address_is_revoked_by_its_owner_alone(world: make.World, account: Account) -> None:
    address = opened(account, world.commune)
    feed = CalendarFeed.objects.get()
    page = reverse("programmes:revoke_feed", args=[feed.pk])
    colleague = make.officer(world.commune)
    assert make.client(colleague).post(page).status_code == 404
    with pytest.raises(NotAllowed):
        revoke_feed(make.actor(colleague), feed)
    assert Client().get(address).status_code == 200
    assert make.client(account).post(page)["Location"] == FEEDS
    assert Client().get(address).status_code == 404
    assert Change.objects.get(action="programmes.feed_revoked").path == world.commune.path
    assert list(make.client(account).get(FEEDS).context["feeds"]) == []


def test_no_address_is_opened_for_a_place_of_others(world: make.World, account: Account) -> None:
    browser = make.client(account)
    assert browser.post(OPEN, {"noi": world.neighbour.pk}).status_code == 404
    with pytest.raises(NotAllowed):
        open_feed(make.actor(account), world.neighbour)
    assert not CalendarFeed.objects.exists()


def test_a_visitor_is_asked_to_sign_in_to_the_pages(client: Client, db: None) -> None:
    assert client.get(FEEDS)["Location"].startswith("/dang-nhap/")
    assert client.post(OPEN)["Location"].startswith("/dang-nhap/")


def test_the_secret_is_not_logged_even_when_something_breaks(
    world: make.World,
    account: Account,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = opened(account, world.commune)
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")

    def broken(*_given: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("tuquan.programmes.queries.deadlines_at", broken)
    browser = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        assert browser.get(address).status_code == 500
        assert browser.get(reverse("programmes:feed", args=["y" * 32])).status_code == 404
    assert caplog.records
    assert secret not in caplog.text
    assert "y" * 32 not in caplog.text


def test_a_feed_is_only_read(world: make.World, account: Account) -> None:
    assert Client().post(opened(account, world.commune)).status_code == 405

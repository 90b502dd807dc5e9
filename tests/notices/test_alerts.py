"""What officers are told of posts in bodies, day after day (F-21, d2): once, and in time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.bodies.making import body, post
from tuquan.accounts.models import Account
from tuquan.base import clock
from tuquan.base.models import Job
from tuquan.bodies.models import Appointment
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    dissolve_body,
    end_appointment,
    name_acting,
    succeed,
)
from tuquan.notices.jobs import ask_to_alert
from tuquan.notices.models import Notice
from tuquan.notices.services import send_alerts

TODAY = date(2026, 11, 20)


@pytest.fixture
def officer(world: make.World) -> Account:
    make.officer(world.neighbour)
    return make.officer(world.commune)


def send(days: int = 0) -> int:
    """What the worker does on a day."""
    noon = datetime.combine(TODAY + timedelta(days=days), time(6))
    with clock.pretending(noon.replace(tzinfo=timezone.get_default_timezone())):
        return send_alerts(make.SYSTEM)


def codes(account: Account) -> list[str]:
    return list(
        Notice.objects.filter(account=account).order_by("pk").values_list("code", flat=True)
    )


def ending(world: make.World, days: int) -> Appointment:
    return post(body(world.commune), term_until=TODAY + timedelta(days=days))


def test_a_term_is_told_of_at_ninety_days_at_thirty_and_when_it_is_over(
    world: make.World, officer: Account
) -> None:
    held = ending(world, 91)
    assert [send(day) for day in (0, 1, 2, 60, 61, 62, 91, 92, 93)] == [0, 1, 0, 0, 1, 0, 0, 1, 0]
    assert codes(officer) == ["term_ends_within_90", "term_ends_within_30", "term_over"]
    first = Notice.objects.order_by("pk").first()
    assert first is not None
    assert first.params == {
        "name": "Lương Thị Hạnh",
        "post": "Trưởng ban",
        "body": "Ban Chỉ đạo xã",
        "until": "2027-02-19",
    }
    assert first.url == f"/to-chuc/{held.body_id}/"
    assert set(Notice.objects.values_list("account", flat=True)) == {officer.pk}


def test_a_worker_that_slept_tells_of_the_nearest_only(world: make.World, officer: Account) -> None:
    ending(world, 20)
    assert send() == 1
    assert codes(officer) == ["term_ends_within_30"]


def test_what_was_handed_over_is_finished(world: make.World, officer: Account) -> None:
    held = ending(world, 20)
    succeed(
        make.SYSTEM,
        held,
        NewAppointment(held.holder, "chair", "Trưởng ban", TODAY, date(2031, 11, 20)),
        "",
    )
    assert send() == 0
    assert codes(officer) == []


def test_an_empty_chair_is_told_of_each_time_it_stands_empty(
    world: make.World, officer: Account
) -> None:
    one = body(world.commune)
    assert [send(), send(1)] == [1, 0]
    chair = post(one)
    assert send(2) == 0
    end_appointment(make.SYSTEM, chair, TODAY, "Nghỉ")
    assert send(3) == 1
    assert codes(officer) == ["chair_vacant", "chair_vacant"]


def test_a_dissolved_body_is_silent(world: make.World, officer: Account) -> None:
    dissolve_body(make.SYSTEM, body(world.commune), TODAY, "Hết")
    assert send() == 0


def test_acting_longer_than_six_months_is_told_once(world: make.World, officer: Account) -> None:
    one = body(world.commune)
    new = NewAppointment(Named("Quyền Trưởng"), "chair", "Trưởng ban", date(2026, 5, 20))
    name_acting(make.SYSTEM, one, new)
    assert [send(), send(1), send(2)] == [0, 1, 0]
    assert codes(officer) == ["acting_too_long"]


def test_the_worker_asks_once_a_day(world: make.World, officer: Account) -> None:
    first = ask_to_alert()
    assert ask_to_alert() == first
    assert (first.kind, first.key) == ("notices.alert", "notices.alert:2026-11-20")
    assert Job.objects.filter(kind="notices.alert").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_job_tells_and_says_how_many() -> None:
    world = make.world()
    make.officer(world.commune)
    body(world.commune)
    job = ask_to_alert()
    job.refresh_from_db()
    assert (job.state, job.outcome) == (Job.State.DONE, {"told": 1})

"""More time for a report, and opening what is locked, with a reason (F-41)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.reports import programmes_here as here
from tests.reports.programmes_here import S2, at
from tests.reports.worlds import Village, sent
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.programme.local import LocalTerms
from tuquan.reports.models import DeadlineChange, Obligation
from tuquan.reports.queries import reevaluation
from tuquan.reports.queries.locking import lock_problem
from tuquan.reports.services import open_periods
from tuquan.reports.services.deadlines import extend, reopen


@pytest.fixture
def locked(world: make.World) -> Obligation:
    """A weekly report that was due on Monday 16 November and locked two days later."""
    with clock.pretending(at("2026-11-09 08:00:00")):
        here.adopted(world.commune, S2, local=LocalTerms(lock_after_days=2))
        here.groups_of(S2, world.area)
    open_periods(make.SYSTEM)
    return here.owed(calendar="weekly", period_key="2026-W46")


def refused(obligation: Obligation, day: date, reason: str = "Mưa lũ") -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        extend(make.SYSTEM, obligation, day, reason)
    return [(problem.code, problem.where) for problem in refusal.value.problems]


def test_an_officer_puts_the_last_day_off_and_says_why(village: Village) -> None:
    due = village.due("2026-11")
    change = extend(village.reviewer, due, date(2026, 12, 10), " Mưa  lũ ")
    due.refresh_from_db()
    assert due.due_at == at("2026-12-10 23:59:59")
    assert (change.due_before, change.due_at, change.reason, change.by_name) == (
        at("2026-12-05 23:59:59"),
        at("2026-12-10 23:59:59"),
        "Mưa lũ",
        "Đỗ Thị Nga",
    )
    row = Change.objects.get(action="reports.extended")
    assert (row.path, row.data) == (due.path, {"period": "2026-11", "due_on": "2026-12-10"})


def test_nobody_but_the_reviewer_gives_more_time(village: Village) -> None:
    due = village.due("2026-11")
    next_door = make.actor(make.officer(village.world.neighbour))
    for actor in (village.writer, next_door):
        with pytest.raises(NotAllowed):
            extend(actor, due, date(2026, 12, 10), "Mưa lũ")
        with pytest.raises(NotAllowed):
            reopen(actor, due, date(2026, 12, 10), "Mưa lũ")
    assert not DeadlineChange.objects.exists()


def test_the_day_and_the_reason_are_checked_together(village: Village) -> None:
    due = village.due("2026-11")
    assert refused(due, date(2026, 12, 5), " ") == [
        ("deadline_not_later", "due_on"),
        ("deadline_reason_missing", "reason"),
    ]
    assert refused(due, date(2026, 11, 19)) == [("deadline_in_past", "due_on")]
    assert refused(due, date(2027, 11, 22)) == [("deadline_too_far", "due_on")]
    assert refused(due, date(2026, 12, 10), "x" * 501) == [("deadline_reason_long", "reason")]


def test_a_report_that_is_sent_needs_no_more_time(village: Village) -> None:
    report = sent(village)
    with pytest.raises(Conflict) as conflict:
        extend(village.reviewer, report.obligation, date(2026, 12, 10), "Mưa lũ")
    assert conflict.value.problem.code == "deadline_report_sent"


def test_of_two_officers_the_second_is_told_that_the_day_was_changed(village: Village) -> None:
    first, second = village.due("2026-11"), village.due("2026-11")
    extend(village.reviewer, first, date(2026, 12, 10), "Mưa lũ")
    with pytest.raises(Conflict) as conflict:
        extend(village.reviewer, second, date(2026, 12, 12), "Mưa lũ")
    assert conflict.value.problem.code == "deadline_changed_meanwhile"
    assert DeadlineChange.objects.count() == 1


def test_what_somebody_gave_more_time_for_keeps_it(village: Village) -> None:
    extend(village.reviewer, village.due("2026-11"), date(2026, 12, 10), "Mưa lũ")
    assert [move.obligation.period_key for move in reevaluation(make.SYSTEM)] == []


def test_a_lock_says_since_when_why_and_who_can_open_it(
    locked: Obligation, world: make.World
) -> None:
    officer = make.officer(world.commune)
    problem = lock_problem(locked, clock.now())
    assert problem is not None
    assert problem.code == "report_locked"
    assert (problem.params["due"], problem.params["days"]) == (date(2026, 11, 16), 2)
    assert problem.params["since"] == at("2026-11-18 23:59:59")
    assert officer.name in str(problem.params["who"])
    assert officer.name in say(problem)
    assert lock_problem(locked, at("2026-11-18 23:59:58")) is None


def test_a_lock_nobody_here_can_open_says_so(locked: Obligation) -> None:
    problem = lock_problem(locked, clock.now())
    assert problem is not None
    assert problem.code == "report_locked_for_good"
    assert say(problem)


def test_what_is_locked_is_opened_until_a_day_and_stays_late(locked: Obligation) -> None:
    due_at = locked.due_at
    change = reopen(make.SYSTEM, locked, date(2026, 11, 22), "Tổ trưởng đi viện")
    locked.refresh_from_db()
    assert (locked.due_at, locked.locks_at) == (due_at, at("2026-11-22 23:59:59"))
    assert (change.due_before, change.due_at) == (due_at, due_at)
    assert (change.locks_before, change.locks_at) == (at("2026-11-18 23:59:59"), locked.locks_at)
    assert lock_problem(locked, clock.now()) is None
    assert Change.objects.get(action="reports.reopened_until").data == {
        "period": "2026-W46",
        "until": "2026-11-22",
    }


def test_what_is_not_locked_cannot_be_opened(village: Village) -> None:
    with pytest.raises(Conflict) as conflict:
        reopen(village.reviewer, village.due("2026-11"), date(2026, 12, 1), "Mưa lũ")
    assert conflict.value.problem.code == "report_not_locked"


def test_more_time_moves_the_lock_with_it(locked: Obligation) -> None:
    extend(make.SYSTEM, locked, date(2026, 11, 25), "Mưa lũ")
    locked.refresh_from_db()
    assert locked.locks_at == at("2026-11-27 23:59:59")


def test_the_page_shows_every_change_and_the_forms(locked: Obligation, world: make.World) -> None:
    browser = make.client(make.officer(world.commune))
    address = reverse("reports:deadline", args=[locked.pk])
    assert browser.get(address).context["locked"]
    posted = {"action": "reopen", "until": "22/11/2026", "reason": "Tổ trưởng đi viện"}
    assert browser.post(address, posted)["Location"] == address
    posted = {"action": "extend", "due_on": "24/11/2026", "reason": "Mưa lũ"}
    assert browser.post(address, posted)["Location"] == address
    page = browser.get(address)
    assert [one.reason for one in page.context["changes"]] == ["Tổ trưởng đi viện", "Mưa lũ"]
    text = page.content.decode()
    assert "24/11/2026" in text
    assert "Tổ trưởng đi viện" in text


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"action": "extend", "due_on": "01/11/2026", "reason": "Mưa lũ"}, "extending"),
        ({"action": "extend", "due_on": "", "reason": "Mưa lũ"}, "extending"),
        ({"action": "reopen", "until": "01/11/2026", "reason": "Mưa lũ"}, "reopening"),
        ({"action": "reopen", "until": "22/11/2026", "reason": ""}, "reopening"),
    ],
)
def test_the_page_keeps_what_was_typed_when_it_is_refused(
    locked: Obligation, world: make.World, posted: dict[str, str], field: str
) -> None:
    browser = make.client(make.officer(world.commune))
    answer = browser.post(reverse("reports:deadline", args=[locked.pk]), posted)
    assert answer.status_code == 422
    assert answer.context[field].data["reason"] == posted["reason"]
    assert not DeadlineChange.objects.exists()


def test_the_page_says_when_somebody_was_faster(village: Village) -> None:
    report = sent(village)
    address = reverse("reports:deadline", args=[report.obligation_id])
    for posted in (
        {"action": "extend", "due_on": "24/12/2026", "reason": "Mưa"},
        {"action": "reopen", "until": "24/12/2026", "reason": "Mưa"},
    ):
        answer = make.client(village.officer).post(address, posted)
        assert (answer.status_code, bool(answer.context["notice"])) == (409, True)

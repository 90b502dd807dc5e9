"""Line 4 in one process: asking for work, running, refusing, breaking, stopping, seeing it."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django_q.models import OrmQ
from pytest_django.fixtures import Settings

from tests import make, slow_work
from tests.background import run_waiting_jobs
from tuquan.accounts.models import Account, Role
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, NotAllowed
from tuquan.base.jobs import (
    RunningJob,
    cancel_job,
    enqueue,
    failed_jobs,
    hand_over_stopped_jobs,
    job,
    problems_of,
    retry_job,
    run_now,
    visible_jobs,
)
from tuquan.base.jobs.registry import _kinds
from tuquan.base.jobs.running import take
from tuquan.base.models import Job
from tuquan.base.texts.jobs import KINDS

pytestmark = pytest.mark.django_db
SECRET = "Bí Mật"


@pytest.fixture
def officer(world: make.World) -> Account:
    """An officer of our commune."""
    return make.officer(world.commune)


def asked(owner: Account, kind: str = "tests.count", **arguments: object) -> Job:
    """Work that waits."""
    return enqueue(make.actor(owner), kind, arguments or {"total": 3})


def aged(row: Job, **ages: float) -> Job:
    """The row, with its instants so many seconds in the past."""
    Job.objects.filter(pk=row.pk).update(
        **{name: clock.now() - timedelta(seconds=age) for name, age in ages.items()}
    )
    row.refresh_from_db()
    return row


def test_work_is_done_as_the_person_who_asked_and_keeps_its_outcome(officer: Account) -> None:
    row = run_now(asked(officer))
    assert (row.state, row.attempts, row.done, row.total) == ("done", 1, 2, 3)
    assert row.outcome == {"counted": 3, "as": officer.name, "via": "job"}
    assert row.ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_in_tests_work_runs_when_the_transaction_that_asked_for_it_is_kept() -> None:
    owner = make.officer(make.world().commune)
    with transaction.atomic():
        row = asked(owner)
        assert Job.objects.get(pk=row.pk).state == "waiting"
    assert Job.objects.get(pk=row.pk).state == "done"


def test_work_of_a_transaction_that_is_undone_was_never_asked_for(
    officer: Account, settings: Settings
) -> None:
    settings.JOBS_INLINE = False
    with transaction.atomic():
        asked(officer)
        assert OrmQ.objects.count() == 1
        transaction.set_rollback(True)
    assert (Job.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_the_queue_carries_the_number_of_the_row_and_nothing_else(
    officer: Account, settings: Settings
) -> None:
    settings.JOBS_INLINE = False
    row = asked(officer, total=1, name=SECRET)
    [message] = OrmQ.objects.all()
    task = message.task
    assert (task["args"], task["kwargs"]) == ((row.pk,), {})
    assert SECRET not in str(task)


def test_the_same_key_gives_the_work_that_exists(officer: Account) -> None:
    actor = make.actor(officer)
    first = enqueue(actor, "tests.count", {"total": 1}, key="today")
    assert enqueue(actor, "tests.count", {"total": 9}, key="today") == first
    assert Job.objects.count() == 1


def test_of_two_workers_one_gets_the_work(officer: Account) -> None:
    row = asked(officer)
    assert take(row.pk) is not None
    assert take(row.pk) is None
    assert run_now(row).state == "running"


def test_work_of_a_killed_worker_is_taken_after_two_minutes_not_before(officer: Account) -> None:
    row = asked(officer)
    take(row.pk)
    aged(row, seen_at=110)
    assert take(row.pk) is None
    aged(row, seen_at=121)
    again = take(row.pk)
    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_was_thought_dead_does_not_write_over_the_next_one(officer: Account) -> None:
    row = asked(officer, "tests.overtaken")
    seen: list[Job | None] = []

    def overtaken(running: RunningJob) -> dict[str, object]:
        aged(running.row, seen_at=200)
        seen.append(take(row.pk))
        return {"by": "the first"}

    _kinds["tests.overtaken"] = overtaken
    ended = run_now(row)
    assert seen[0] is not None
    assert (ended.state, ended.outcome, ended.attempts) == ("running", {}, 2)


@pytest.fixture(autouse=True)
def _kind_of_overtaken() -> None:
    _kinds["tests.overtaken"] = slow_work.count


def test_a_refusal_is_the_outcome_in_codes_without_anybodys_name(officer: Account) -> None:
    row = run_now(asked(officer, "tests.refuse"))
    assert (row.state, row.attempts) == ("failed", 1)
    [problem] = problems_of(row)
    assert (problem.code, problem.params) == ("household_grouped_already", {"name": "…"})
    assert SECRET not in str(row.problem)
    several = run_now(asked(officer, "tests.refuse", many=True))
    assert [(p.code, p.where) for p in problems_of(several)] == [
        ("date_wrong", "a"),
        ("place_name_missing", ""),
    ]


def test_what_breaks_is_tried_three_more_times_later_each_time(officer: Account) -> None:
    row = run_now(asked(officer, "tests.break"))
    waits = []
    while row.state == "waiting":
        pause = next(s for s in (9, 11, 59, 61, 299, 301) if _due_after(row, s))
        waits.append(pause)
        row = run_now(row)
    assert (waits, row.state, row.attempts) == ([11, 61, 301], "failed", 4)
    [problem] = problems_of(row)
    assert problem.code == "job_broke"
    assert len(str(problem.params["reference"])) == 8


def _due_after(row: Job, seconds: float) -> bool:
    """Whether the watch hands the work over when it broke so many seconds ago."""
    aged(row, seen_at=seconds)
    return hand_over_stopped_jobs() == 1


def test_neither_the_row_nor_the_log_tells_what_an_error_said(
    officer: Account, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        row = run_now(asked(officer, "tests.break"))
    assert "ValueError at" in caplog.text
    assert "slow_work.py" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in str(Job.objects.filter(pk=row.pk).values())


def test_work_that_ends_its_workers_again_and_again_is_given_up(officer: Account) -> None:
    row = asked(officer)
    for _ in range(4):
        assert take(row.pk) is not None
        aged(row, seen_at=500)
        hand_over_stopped_jobs()
    row.refresh_from_db()
    assert row.state == "failed"
    assert [p.code for p in problems_of(row)] == ["job_stopped_often"]


def test_work_stops_at_its_next_step_when_somebody_cancels_it(officer: Account) -> None:
    row = asked(officer, "tests.overtaken")
    reached = []

    def slow(running: RunningJob) -> dict[str, object]:
        running.step(1, 3)
        cancel_job(make.actor(officer), running.row)
        reached.append("before")
        running.step(2, 3)
        reached.append("after")
        return {}

    _kinds["tests.overtaken"] = slow
    ended = run_now(row)
    assert (ended.state, ended.done, reached) == ("cancelled", 1, ["before"])
    with pytest.raises(Conflict):
        cancel_job(make.actor(officer), ended)


def test_work_cancelled_too_late_is_done_all_the_same(officer: Account) -> None:
    row = asked(officer, "tests.overtaken")

    def quick(running: RunningJob) -> dict[str, object]:
        cancel_job(make.actor(officer), running.row)
        return {"wrote": 1}

    _kinds["tests.overtaken"] = quick
    ended = run_now(row)
    assert (ended.state, ended.outcome) == ("done", {"wrote": 1})


def test_failed_and_cancelled_work_is_done_again_when_asked(officer: Account) -> None:
    row = run_now(asked(officer, "tests.refuse"))
    retry_job(make.actor(officer), row)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.problem) == ("waiting", 0, None)
    with pytest.raises(Conflict):
        retry_job(make.actor(officer), row)
    [again] = run_waiting_jobs()
    assert again.state == "failed"


def test_work_is_seen_by_its_owner_and_by_who_looks_after_its_place(world: make.World) -> None:
    ours, theirs = make.officer(world.commune), make.officer(world.neighbour)
    here = make.actor(make.account(Role.ADMINISTRATOR, world.commune))
    row = enqueue(make.actor(ours), "tests.refuse", {}, path=world.commune.path)
    assert list(visible_jobs(make.actor(ours))) == [row]
    assert list(visible_jobs(here)) == [row]
    for stranger in (make.actor(theirs), Actor.anonymous()):
        assert list(visible_jobs(stranger)) == []
        with pytest.raises(NotAllowed):
            cancel_job(stranger, row)
        with pytest.raises(NotAllowed):
            retry_job(stranger, row)
    run_now(row)
    assert list(failed_jobs(here)) == [row]


def test_work_whose_owner_lost_the_account_is_done_as_nobody(officer: Account) -> None:
    row = asked(officer)
    Job.objects.filter(pk=row.pk).update(owner_id=officer.pk + 999)
    assert run_now(row).outcome["as"] == ""


def test_two_functions_cannot_be_the_same_kind() -> None:
    with pytest.raises(RuntimeError):
        job("tests.count")(slow_work.break_)


def test_every_kind_of_work_has_words() -> None:
    assert {kind for kind in _kinds if not kind.startswith("tests.")} <= set(KINDS)


def test_reports_are_opened_once_a_day(world: make.World) -> None:
    from tuquan.reports.jobs import ask_to_open_periods
    from tuquan.reports.models import Obligation

    make.adoption(world.commune)
    make.groups(world.area)
    first = ask_to_open_periods()
    assert ask_to_open_periods() == first
    ended = run_now(first)
    assert ended.outcome == {"opened": Obligation.objects.count()}
    assert Obligation.objects.count() > 0

"""Background work: a service hands it over, a worker does it, a page shows how far it is.

    @job("residents.read_list")
    def read_list(running: RunningJob) -> Mapping[str, object]: ...

    enqueue(actor, "residents.read_list", {"import": 17}, path=area.path)

What a job may rely on, and must keep to:

- It is run at least once. A worker that is killed loses nothing: two minutes after it was last
  seen its work is handed to another one. So a job must end the same way when it is run again.
- What it does is done by services, as the person who asked for it (`running.actor`), with the
  grants that person has when it runs.
- `running.step(done, total)` between small parts of the work says how far it is, and stops the job
  when somebody cancelled it. It writes nothing itself: in a worker, a second thread with its own
  connection writes progress and reads whether to go on. So `step` may be called anywhere, inside a
  transaction too, and can neither wait for a lock nor be undone by a rollback.
- On SQLite there is one writer. A job reads and computes outside a transaction and opens a short
  one to write; while it holds that one, progress stands still, and every page that writes waits up
  to 20 seconds for it.
- A worker that is told to stop lets its job stop at the next step and leaves it to the next worker.
- A refusal by a service (`DomainError`) is the outcome, kept in `problem` as codes; it is not tried
  again. Anything else is tried three more times, later each time. Neither rows nor logs hold a
  trace, a message of the database or a name: the log says the kind of error, the line and the
  number that stands on the page.
"""

from __future__ import annotations

from tuquan.base.jobs.asking import (
    cancel_job,
    enqueue,
    failed_jobs,
    own_jobs,
    retry_job,
    visible_jobs,
)
from tuquan.base.jobs.pool import Pool
from tuquan.base.jobs.problems import problems_of
from tuquan.base.jobs.registry import JobCancelled, RunningJob, job, set_actor_source
from tuquan.base.jobs.running import run_now
from tuquan.base.jobs.watching import hand_over_stopped_jobs, say_alive, worker_seen_at

__all__ = [
    "JobCancelled",
    "Pool",
    "RunningJob",
    "cancel_job",
    "enqueue",
    "failed_jobs",
    "hand_over_stopped_jobs",
    "job",
    "own_jobs",
    "problems_of",
    "retry_job",
    "run_now",
    "say_alive",
    "set_actor_source",
    "visible_jobs",
    "worker_seen_at",
]

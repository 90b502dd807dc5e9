"""Background work: what an administrator looks after, and how far one's own work is."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.jobs import (
    cancel_job,
    failed_jobs,
    problems_of,
    retry_job,
    visible_jobs,
    worker_seen_at,
)
from tuquan.base.models import Job
from tuquan.base.texts import say
from tuquan.base.texts.jobs import say_kind

SECONDS_BETWEEN_LOOKS = "2"
UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)
CHIPS = {
    Job.State.WAITING: "draft",
    Job.State.RUNNING: "waiting",
    Job.State.DONE: "accepted",
    Job.State.FAILED: "late",
    Job.State.CANCELLED: "info",
}
FOR_EVERYBODY = frozenset({"job_broke", "job_stopped_often"})
"""Problems of the work itself; what a service refused may tell of somebody's data."""


def jobs(request: PageRequest) -> HttpResponse:
    """All work about the places somebody looks after, newest first; or what failed."""
    require(bool(request.actor.paths("jobs.view")))
    failed = failed_jobs(request.actor)
    only_failed = request.GET.get("loai") == "hong"
    rows = failed if only_failed else visible_jobs(request.actor)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [_line(job) for job in page],
        "only_failed": only_failed,
        "failed_count": failed.count(),
        "seen_at": worker_seen_at(),
    }
    return render(request, "project/jobs.html", context)


def job_page(request: PageRequest, job_id: int) -> HttpResponse:
    """How far one piece of work is; the page asks again by itself until it is over."""
    job = get_object_or_404(visible_jobs(request.actor), pk=job_id)
    is_own = job.owner_id == request.actor.user_id
    told = [p for p in problems_of(job) if is_own or p.code in FOR_EVERYBODY]
    context = _line(job) | {
        "sentences": [say(problem) for problem in told],
        "owner_knows": bool(job.problem) and not told,
        "result_url": _result_url(request, job) if is_own else "",
    }
    response = render(request, "project/job.html", context)
    if job.state in UNFINISHED:
        response["Refresh"] = SECONDS_BETWEEN_LOOKS
    return response


@require_POST
def cancel(request: PageRequest, job_id: int) -> HttpResponse:
    """Stop the work at its next step."""
    job = get_object_or_404(visible_jobs(request.actor), pk=job_id)
    cancel_job(request.actor, job)
    return redirect("job", job.pk)


@require_POST
def retry(request: PageRequest, job_id: int) -> HttpResponse:
    """Do work again that failed or was cancelled."""
    job = get_object_or_404(visible_jobs(request.actor), pk=job_id)
    retry_job(request.actor, job)
    return redirect("job", job.pk)


def _line(job: Job) -> dict[str, object]:
    return {
        "job": job,
        "title": say_kind(job.kind),
        "chip": CHIPS[Job.State(job.state)],
        "unfinished": job.state in UNFINISHED,
        "can_retry": job.state in (Job.State.FAILED, Job.State.CANCELLED),
    }


def _result_url(request: PageRequest, job: Job) -> str:
    """Where the work's outcome is to be seen, when it said so."""
    url = str(job.outcome.get("url", ""))
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if is_ours else ""

"""Obligations and reports within somebody's scope."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import Facts
from tuquan.reports.models import Obligation, ObligationQuerySet, Report, ReportQuerySet


def reports_to_review(actor: Actor) -> ReportQuerySet:
    """Reports that wait for the actor's review."""
    waiting = Report.objects.visible_to(actor, "reports.review")
    return waiting.filter(state=Report.State.SUBMITTED)


def writable_obligations(actor: Actor) -> ObligationQuerySet:
    """Open obligations whose report the actor may write: a leader's own, a commune's all."""
    return _with_report(Obligation.objects.writable_by(actor))


def obligation_to_write(actor: Actor, number: int) -> Obligation:
    """One of them, with just what writing takes: PostgreSQL plans a statement over nine tables for
    longer than it takes to enter a report. `Obligation.DoesNotExist` for any other."""
    writable = writable_obligations(actor).select_related(None)
    return writable.select_related("report", "edition", "adoption", "place", "group").get(pk=number)


def reviewable_obligations(actor: Actor) -> ObligationQuerySet:
    """Open obligations whose deadline the actor may change: those whose reports they review."""
    return _with_report(Obligation.objects.reviewable_by(actor)).select_related("body", "adoption")


def owed_by(actor: Actor, groups: Iterable[ResidentGroup]) -> list[Obligation]:
    """What the groups somebody leads still have to write or correct: the survey that later figures
    are compared with comes first, then what is due first."""
    owed = led_obligations(actor, groups).filter(
        Q(report=None) | Q(report__state__in=Report.EDITABLE)
    )
    return sorted(owed, key=lambda o: (o.form.purpose != "baseline", o.due_at, o.pk))


def led_obligations(actor: Actor, groups: Iterable[ResidentGroup]) -> ObligationQuerySet:
    """Everything the groups somebody leads have owed so far, newest first (F-39)."""
    own = Obligation.objects.visible_to(actor, "reports.write").filter(group__in=groups)
    return _with_report(own).order_by("-period_until", "-due_at", "id")


def sent_by(actor: Actor, groups: Iterable[ResidentGroup]) -> ObligationQuerySet:
    """What the groups somebody leads have sent and nobody returned, last sent first."""
    handed_in = (Report.State.SUBMITTED, Report.State.ACCEPTED)
    sent = led_obligations(actor, groups).filter(report__state__in=handed_in)
    return sent.order_by("-report__submitted_at")


def readable_reports(actor: Actor) -> ReportQuerySet:
    """Reports that were handed in at least once; a first draft is still its writer's own."""
    return (
        Report.objects.visible_to(actor)
        .filter(submitted_at__isnull=False)
        .select_related(
            "obligation__edition__programme",
            "obligation__group",
            "obligation__place",
            "obligation__commune",
        )
    )


def report_on(obligation: Obligation) -> Report | None:
    """The report somebody began for the obligation."""
    return Report.objects.filter(obligation=obligation).first()


def answers_at(report: Report | None, version: int) -> Answers:
    """What the report said at a version; nothing before the first one."""
    if report is None:
        return Answers()
    revision = report.revisions.filter(version=version).first()
    return Answers.from_json(revision.answers, report.obligation.form) if revision else Answers()


def writer_at(report: Report | None, version: int) -> str:
    """Who made the report so at a version."""
    revision = report.revisions.filter(version=version).first() if report else None
    return revision.by_name if revision else ""


def report_facts(adoption: Adoption) -> Facts:
    """The baseline surveys owed under an adoption, and those that were handed in."""
    survey = adoption.edition.content.baseline_form
    if survey is None:
        return {}
    owed = Obligation.objects.filter(
        edition__programme=adoption.edition.programme_id, form_key=survey.key
    )
    sent = Report.objects.handed_in().filter(obligation__in=owed)
    return {"baselines_owed": owed, "baselines_sent": sent}


def _with_report(obligations: ObligationQuerySet) -> ObligationQuerySet:
    return obligations.open_at(clock.now()).select_related(
        "report", "edition__programme", "adoption", "group", "place", "commune"
    )

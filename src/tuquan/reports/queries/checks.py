"""Whose yes a report needs, in which order, and how far it has come (S0-19, S1-24, S2-25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from django.urls import reverse

from tuquan.approvals.models import Approval as Row
from tuquan.approvals.queries import Subject, approval_of, key_of, value_of
from tuquan.audit.models import subject_of
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.approval import Approval, Chain, Step, begin, chain_of
from tuquan.core.programme import COMMUNE_KINDS, PlaceKind
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.models.obligations import REVIEWING
from tuquan.reports.queries.reporters import reporter_words
from tuquan.reports.queries.words import report_title

ENDORSING = "reports.endorse"
"""The permission by which the head of an area looks at a report before the commune does."""

SecondPerson = Literal["register_changes", "totals"]


def chain_for(obligation: Obligation) -> Chain:
    """The steps of a report that is sent today: those of the plan's chain above its reporter.

    A group's goes to the head of the area, where the place says so, and to the commune; what the
    commune sends goes up level by level. An organisation's goes to whoever receives it.
    """
    permission, terms = REVIEWING[obligation.reporter_kind], obligation.adoption.terms
    steps: dict[PlaceKind, Step] = {}
    last = Step("receiver", permission, if_nobody="maker")
    if obligation.reporter_kind in (Obligation.Reporter.GROUP, Obligation.Reporter.AREA):
        last = Step("commune", permission, level="commune", if_nobody="maker")
        steps = dict.fromkeys(COMMUNE_KINDS, last)
        if terms.area_checks and obligation.reporter_kind == Obligation.Reporter.GROUP:
            steps["area"] = Step("area", ENDORSING, if_nobody="pass")
    elif obligation.reporter_kind != Obligation.Reporter.ORGANISATION:
        last = Step("province", permission, level="province", if_nobody="maker")
        steps = {"district": Step("district", permission, if_nobody="pass"), "province": last}
    levels = obligation.edition.content.reporting_chain
    chain = chain_of(levels, clock.today(), steps, terms.levels)
    keys = {step.key for step in chain.steps}
    return chain if last.key in keys else Chain((*chain.steps, last))


def approval_of_report(report: Report) -> tuple[Approval, Row | None]:
    """How far its approval has come, and the row that holds it where there is one.

    A report with one step has no row before somebody decides: who wrote it is in its revisions. One
    without a row was sent when there was no other step, and keeps that rule.
    """
    row = approval_of(subject_of(report))
    if row is not None and row.state == Row.State.WAITING:
        return value_of(row), row
    only = chain_for(report.obligation).steps[-1]
    return begin(Chain((only,)), makers_of(report)), None


def waits_for_endorsement(report: Report) -> bool:
    """Whether it is the turn of the head of the area."""
    waiting = Row.objects.filter(subject=subject_of(report), state=Row.State.WAITING)
    return waiting.filter(waits_for=ENDORSING).exists()


def makers_of(report: Report) -> Sequence[str]:
    """Everybody who ever wrote or sent it, as approvals name them."""
    written = (Revision.Event.SAVED, Revision.Event.SUBMITTED)
    revisions = report.revisions.filter(event__in=written).order_by()
    return sorted({key_of(by) for by in revisions.values_list("by_id", flat=True)} - {""})


def needs_second_person(adoption: Adoption, what: SecondPerson) -> bool:
    """Whether the place said that this takes a second person's yes (F-63)."""
    return what in adoption.terms.second_person


def second_person_chain(permission: str) -> Chain:
    """One step: somebody who holds the permission and did not make it. It waits for that person."""
    return Chain((Step("second_person", permission),))


def report_subjects(actor: Actor, numbers: Sequence[int]) -> Mapping[int, Subject]:
    """What reports that wait for a yes are called, and where they are read."""
    found = Report.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        report.pk: Subject(
            report_title(report.obligation),
            reporter_words(report.obligation),
            reverse("reports:detail", args=[report.pk]),
        )
        for report in found.select_related("obligation__group", "obligation__place", "edition")
    }

"""Sharing an exemplar with a commune or province, with its figures, and withdrawing it."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.exemplars.models import Exemplar, ExemplarFigure
from tuquan.exemplars.queries import (
    WRITE,
    figures_now,
    may_share_to,
    missing_for_sharing,
    places_to_share_to,
)
from tuquan.places.models import Place

LONGEST_REASON = 500


@transaction.atomic
def share_exemplar(actor: Actor, exemplar: Exemplar, to: Place, base: int) -> Exemplar:
    """Show an exemplar to the people of a commune or province, with its figures as of today.

    Only after a year of its area or group was accepted (S1-22), and never without what others
    need to follow it.
    """
    require(actor.may(WRITE, exemplar.path))
    problems = list(missing_for_sharing(exemplar))
    if to not in places_to_share_to(exemplar) or not may_share_to(actor, exemplar, to):
        problems.append(Problem("exemplar_share_too_wide", "to", {"place": to.name}))
    if problems:
        raise Invalid(problems)
    draft = Exemplar.objects.filter(pk=exemplar.pk, version=base, state=Exemplar.State.DRAFT)
    if not draft.update(
        state=Exemplar.State.SHARED,
        shared_to=to,
        shared_on=clock.today(),
        version=base + 1,
        saved_at=clock.now(),
    ):
        raise Conflict("exemplar_changed_meanwhile", title=exemplar.title)
    exemplar.refresh_from_db()
    taken = take_figures(actor, exemplar)
    record(
        actor,
        "exemplars.shared",
        exemplar,
        exemplar.path,
        title=exemplar.title,
        place=to.name,
        figures=len(taken),
    )
    return exemplar


@transaction.atomic
def take_figures(actor: Actor, exemplar: Exemplar) -> list[ExemplarFigure]:
    """Freeze the chosen lines as the reports of the area or group say them today.

    Nobody types them. Called while sharing; what was taken before gives way.
    """
    require(actor.may(WRITE, exemplar.path))
    exemplar.figures.all().delete()
    found = figures_now(exemplar.adoption, exemplar.place, exemplar.group, exemplar.lines)
    return ExemplarFigure.objects.bulk_create(
        ExemplarFigure(exemplar=exemplar, position=position, as_of=clock.today(), **asdict(one))
        for position, one in enumerate(found, start=1)
    )


@transaction.atomic
def withdraw_exemplar(actor: Actor, exemplar: Exemplar, reason: str, base: int) -> None:
    """Take a shared exemplar out of the library; who follows it goes on with the own plan."""
    require(actor.may(WRITE, exemplar.path))
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("exemplar_reason_missing", "reason")])
    if len(why) > LONGEST_REASON:
        params = {"maximum": LONGEST_REASON}
        raise Invalid([Problem("exemplar_text_too_long", "reason", params)])
    shared = Exemplar.objects.filter(pk=exemplar.pk, version=base, state=Exemplar.State.SHARED)
    if not shared.update(
        state=Exemplar.State.WITHDRAWN,
        withdrawn_on=clock.today(),
        withdraw_reason=why,
        version=base + 1,
        saved_at=clock.now(),
    ):
        raise Conflict("exemplar_changed_meanwhile", title=exemplar.title)
    exemplar.refresh_from_db()
    record(actor, "exemplars.withdrawn", exemplar, exemplar.path, title=exemplar.title, reason=why)

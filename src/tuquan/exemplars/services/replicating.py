"""Following an exemplar in another area or group: the plan, its steps, how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from tuquan.accounts.models import Account
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.exemplars.models import (
    Exemplar,
    Replication,
    ReplicationFigure,
    ReplicationStep,
)
from tuquan.exemplars.queries import (
    WRITE,
    adoption_for,
    figures_now,
    planned_days,
    visible_exemplars,
)
from tuquan.formation.models import SelfManagementModel
from tuquan.formation.services import ModelWords, choose_model
from tuquan.groups.models import ResidentGroup
from tuquan.notices.services import tell
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption

LONGEST = 500
LONGEST_CONTENT = 2000
"""Of the content of a self-management model."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Where an exemplar is to be tried, from when; `chosen_by` says in words who chose it, and
    begins the self-management model there too (empty: none)."""

    place: Place
    group: ResidentGroup | None
    started_on: date
    chosen_by: str = ""

    @property
    def path(self) -> str:
        """The path of the area or group."""
        return self.group.path if self.group else self.place.path


@dataclass(frozen=True, slots=True)
class StepDone:
    """What is said of one step: its day planned, the day it was done, what came of it."""

    planned_until: date | None = None
    done_on: date | None = None
    note: str = ""


@transaction.atomic
def adopt_here(actor: Actor, exemplar: Exemplar, trial: Trial) -> Replication:
    """Begin to follow a shared exemplar: its steps become the plan of the area or group (S4-03).

    How its figures stand there today is kept, to be compared with later.
    """
    require(actor.may(WRITE, trial.path))
    require(visible_exemplars(actor).filter(pk=exemplar.pk).exists())
    adoption = adoption_for(exemplar, trial.place)
    problems = list(_problems_of_trial(exemplar, trial, adoption))
    if problems or adoption is None:
        raise Invalid(problems)
    model = _begin_model(actor, exemplar, trial, adoption)
    try:
        with transaction.atomic():
            made = Replication.objects.create(
                exemplar=exemplar,
                adoption=adoption,
                place=trial.place,
                group=trial.group,
                path=trial.path,
                model=model,
                started_on=trial.started_on,
                started_by_id=actor.user_id,
                started_by_name=actor.name,
                saved_at=clock.now(),
            )
    except IntegrityError as error:  # it is tried there already, or somebody was faster
        name = str(trial.group or trial.place)
        raise Conflict("exemplar_followed_already", name=name) from error
    _copy_plan(made)
    record(actor, "exemplars.adopted", made, made.path, title=exemplar.title)
    _tell_maker(actor, made)
    return made


@transaction.atomic
def tick_step(actor: Actor, step: ReplicationStep, said: StepDone, base: int) -> ReplicationStep:
    """Say until when a step is planned, that it was done and when, or that it was not after all."""
    replication = step.replication
    require(actor.may(WRITE, replication.path))
    note = tidy(said.note)
    problems = []
    if len(note) > LONGEST:
        problems.append(Problem("exemplar_text_too_long", "note", {"maximum": LONGEST}))
    if said.done_on and said.done_on > clock.today():
        problems.append(Problem("replication_day_ahead", "done_on"))
    if said.done_on and said.done_on < replication.started_on:
        params = {"on": replication.started_on}
        problems.append(Problem("replication_step_too_early", "done_on", params))
    if problems:
        raise Invalid(problems)
    _change(replication, base, Replication.GOING)
    ReplicationStep.objects.filter(pk=step.pk).update(
        planned_until=said.planned_until,
        done_on=said.done_on,
        note=note,
        saved_at=clock.now(),
    )
    step.refresh_from_db()
    record(
        actor,
        "exemplars.step_kept",
        replication,
        replication.path,
        number=step.number,
        title=replication.exemplar.title,
    )
    return step


@transaction.atomic
def keep_replication(actor: Actor, replication: Replication, base: int) -> None:
    """Say that what was tried stays: it works there too."""
    require(actor.may(WRITE, replication.path))
    _change(replication, base, (Replication.State.TRYING,), state=Replication.State.KEPT)
    title = replication.exemplar.title
    record(actor, "exemplars.replication_kept", replication, replication.path, title=title)


@transaction.atomic
def stop_replication(actor: Actor, replication: Replication, reason: str, base: int) -> None:
    """End what was tried or kept, with the reason: others learn from it too."""
    require(actor.may(WRITE, replication.path))
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("replication_reason_missing", "reason")])
    if len(why) > LONGEST:
        raise Invalid([Problem("exemplar_text_too_long", "reason", {"maximum": LONGEST})])
    stopped: dict[str, Any] = {
        "state": Replication.State.STOPPED,
        "ended_on": clock.today(),
        "reason": why,
    }
    _change(replication, base, Replication.GOING, **stopped)
    title = replication.exemplar.title
    record(actor, "exemplars.stopped", replication, replication.path, title=title, reason=why)


def _problems_of_trial(
    exemplar: Exemplar, trial: Trial, adoption: Adoption | None
) -> Iterator[Problem]:
    place, group = trial.place, trial.group
    shared_to = exemplar.shared_to
    if not exemplar.is_shared or shared_to is None:
        yield Problem("exemplar_not_shared")
    elif not place.path.startswith(shared_to.path):
        params = {"place": place.name, "shared_to": shared_to.name}
        yield Problem("exemplar_not_shared_here", "unit", params)
    if (place, group) == (exemplar.place, exemplar.group):
        yield Problem("exemplar_follows_itself", "unit", {"name": exemplar.unit_name})
    if place.kind != PlaceKind.AREA or place.ended_on:
        yield Problem("exemplar_place_wrong", "unit", {"place": place.name})
    if group and (group.place_id != place.pk or group.state != ResidentGroup.State.FORMED):
        params = {"group": group.name, "place": place.name}
        yield Problem("exemplar_group_wrong", "unit", params)
    if adoption is None:
        yield Problem("exemplar_no_programme", "unit", {"place": place.name})
    if trial.started_on > clock.today():
        yield Problem("replication_day_ahead", "started_on")
    themes = {one.key for one in adoption.content.themes} if adoption else set()
    if trial.chosen_by and exemplar.theme not in themes:
        yield Problem("exemplar_theme_not_here", "chosen_by", {"place": place.name})


def _begin_model(
    actor: Actor, exemplar: Exemplar, trial: Trial, adoption: Adoption
) -> SelfManagementModel | None:
    """The self-management model of the same name and theme, where somebody chose it."""
    if not trial.chosen_by:
        return None
    content = "\n".join(exemplar.steps.values_list("text", flat=True))
    return choose_model(
        actor,
        adoption,
        trial.place,
        ModelWords(exemplar.theme, exemplar.title, content[:LONGEST_CONTENT]),
        trial.started_on,
        trial.chosen_by,
        trial.group,
    )


def _copy_plan(made: Replication) -> None:
    """The steps with their days, and how the figures stand at the beginning."""
    exemplar = made.exemplar
    days = planned_days(exemplar, made.started_on)
    ReplicationStep.objects.bulk_create(
        ReplicationStep(
            replication=made,
            number=step.number,
            text=step.text,
            planned_until=day,
            saved_at=clock.now(),
        )
        for step, day in zip(exemplar.steps.all(), days, strict=True)
    )
    keys = list(exemplar.figures.values_list("line_key", flat=True))
    figures = figures_now(made.adoption, made.place, made.group, keys)
    ReplicationFigure.objects.bulk_create(
        ReplicationFigure(replication=made, position=position, as_of=clock.today(), **asdict(one))
        for position, one in enumerate(figures, start=1)
    )


def _tell_maker(actor: Actor, made: Replication) -> None:
    """Whoever wrote the exemplar hears where it went."""
    maker = made.exemplar.made_by_id
    if maker is None or maker == actor.user_id:
        return
    accounts = Account.objects.filter(pk=maker, is_active=True)
    params = {
        "name": made.unit_name,
        "title": made.exemplar.title,
        "since": made.started_on,
    }
    url = reverse("exemplars:exemplar", args=[made.exemplar_id])
    tell(accounts, "exemplar_followed", params, url, f"exemplars.adopted:{made.pk}")


def _change(replication: Replication, base: int, states: tuple[str, ...], **values: Any) -> None:
    """Change a replication if it still stands at `base` in one of these states."""
    same = Replication.objects.filter(pk=replication.pk, version=base, state__in=states)
    if not same.update(version=base + 1, saved_at=clock.now(), **values):
        replication.refresh_from_db()
        raise Conflict("replication_changed_meanwhile", name=replication.unit_name)
    replication.refresh_from_db()

"""Choosing the self-management model of an area or a group, altering its words, ending it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.formation.models import SelfManagementModel
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption

LONGEST_NAME = 200
LONGEST_CONTENT = 2000


@dataclass(frozen=True, slots=True)
class ModelWords:
    """What a model is called, its theme of the programme, and what is to be done."""

    theme: str
    name: str
    content: str


@transaction.atomic
def choose_model(
    actor: Actor,
    adoption: Adoption,
    place: Place,
    words: ModelWords,
    chosen_on: date,
    chosen_by: str,
    group: ResidentGroup | None = None,
) -> SelfManagementModel:
    """Write down the model of a whole area or of one group in it; the one before ends (S1-10)."""
    path = group.path if group else place.path
    require(actor.may("formation.manage", path))
    said, chooser = _tidied(words), tidy(chosen_by)
    before = SelfManagementModel.objects.current().filter(
        adoption__in=adoption.lineage, place=place, group=group
    )
    last = before.first()
    problems = [
        *_problems_of_place(adoption, place, group),
        *_problems_of_words(adoption, said),
        *_problems_of_choice(chosen_on, chooser, last),
    ]
    if problems:
        raise Invalid(problems)
    if last:
        before.filter(pk=last.pk).update(ended_on=chosen_on)
    try:
        with transaction.atomic():
            made = SelfManagementModel.objects.create(
                adoption=adoption,
                place=place,
                group=group,
                path=path,
                theme=said.theme,
                name=said.name,
                content=said.content,
                chosen_on=chosen_on,
                chosen_by=chooser,
            )
    except IntegrityError as error:  # somebody chose one at the same moment
        raise Conflict("model_changed_meanwhile", place=str(group or place)) from error
    record(actor, "formation.model_chosen", made, path, theme=said.theme, name=said.name)
    return made


@transaction.atomic
def alter_model(actor: Actor, model: SelfManagementModel, words: ModelWords) -> SelfManagementModel:
    """Put right the theme, name or content of the model that is carried out now."""
    require(actor.may("formation.manage", model.path))
    said = _tidied(words)
    problems = list(_problems_of_words(model.adoption, said))
    if problems:
        raise Invalid(problems)
    same = SelfManagementModel.objects.current().filter(
        pk=model.pk, theme=model.theme, name=model.name, content=model.content
    )
    if not same.update(theme=said.theme, name=said.name, content=said.content):
        raise Conflict("model_changed_meanwhile", place=str(model.group or model.place))
    record(actor, "formation.model_altered", model, model.path, before=model.name, after=said.name)
    model.refresh_from_db()
    return model


@transaction.atomic
def end_model(actor: Actor, model: SelfManagementModel, on: date, reason: str) -> None:
    """Let an area or a group no longer carry out its model; it stays in history."""
    require(actor.may("formation.manage", model.path))
    why = tidy(reason)
    problems = []
    if on > clock.today():
        problems.append(Problem("model_day_ahead", "on"))
    elif on < model.chosen_on:
        problems.append(Problem("model_ends_too_early", "on", {"on": model.chosen_on}))
    if not why:
        problems.append(Problem("model_reason_missing", "reason"))
    elif len(why) > LONGEST_NAME:
        problems.append(Problem("model_text_too_long", "reason", {"maximum": LONGEST_NAME}))
    if problems:
        raise Invalid(problems)
    current = SelfManagementModel.objects.current().filter(pk=model.pk)
    if not current.update(ended_on=on, ended_reason=why):
        raise Conflict("model_changed_meanwhile", place=str(model.group or model.place))
    record(actor, "formation.model_ended", model, model.path, name=model.name)


def _tidied(words: ModelWords) -> ModelWords:
    content = "\n".join(tidy(line) for line in words.content.strip().splitlines())
    return ModelWords(words.theme, tidy(words.name), content)


def _problems_of_place(
    adoption: Adoption, place: Place, group: ResidentGroup | None
) -> Iterator[Problem]:
    inside = place.path.startswith(adoption.place.path)
    if not inside or place.kind != PlaceKind.AREA or place.ended_on:
        yield Problem("model_place_wrong", "place", {"place": place.name})
    if group and (group.place_id != place.pk or group.state != ResidentGroup.State.FORMED):
        yield Problem("model_group_wrong", "group", {"group": group.name, "place": place.name})


def _problems_of_words(adoption: Adoption, said: ModelWords) -> Iterator[Problem]:
    if said.theme not in {one.key for one in adoption.content.themes}:
        yield Problem("model_theme_unknown", "theme")
    if not said.name:
        yield Problem("model_name_missing", "name")
    elif len(said.name) > LONGEST_NAME:
        yield Problem("model_text_too_long", "name", {"maximum": LONGEST_NAME})
    if not said.content:
        yield Problem("model_content_missing", "content")
    elif len(said.content) > LONGEST_CONTENT:
        yield Problem("model_text_too_long", "content", {"maximum": LONGEST_CONTENT})


def _problems_of_choice(
    on: date, chosen_by: str, last: SelfManagementModel | None
) -> Iterator[Problem]:
    if on > clock.today():
        yield Problem("model_day_ahead", "chosen_on")
    elif last and on < last.chosen_on:
        params = {"name": last.name, "on": last.chosen_on}
        yield Problem("model_chosen_before_last", "chosen_on", params)
    if not chosen_by:
        yield Problem("model_chooser_missing", "chosen_by")
    elif len(chosen_by) > LONGEST_NAME:
        yield Problem("model_text_too_long", "chosen_by", {"maximum": LONGEST_NAME})

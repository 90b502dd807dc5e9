"""Describing what an area or group did, and putting the description right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key, tidy
from tuquan.exemplars.models import Exemplar, ExemplarStep
from tuquan.exemplars.queries import WRITE, indicators_of, papers_of, papers_to_link
from tuquan.formation.queries.themes import model_of
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption

LONGEST = {
    "title": 200,
    "story": 3000,
    "paid_by": 200,
    "what_worked": 2000,
    "what_to_avoid": 2000,
    "contact_post": 200,
    "contact_reach": 200,
}
"""The most characters of each text."""

LONGEST_STEP = 500
MOST_STEPS = 20
MOST_COST = 1_000_000_000_000
MOST_TIME = 10_000
LONG_TEXTS = ("story", "what_worked", "what_to_avoid")

_MOBILE = re.compile(r"(?:\+?84|0)[35789]\d{8}")
"""A mobile number: of a person, not of an office."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose model it is: of a whole area, or of one group in it, under a programme."""

    adoption: Adoption
    place: Place
    group: ResidentGroup | None = None


@dataclass(frozen=True, slots=True)
class StepWords:
    """One thing that was done; `takes` counts days or weeks, None where nobody knows."""

    text: str
    takes: int | None = None
    takes_in: str = "day"


@dataclass(frozen=True, slots=True)
class ExemplarWords:
    """Everything people write about an exemplar; figures are not among it.

    `cost` in đồng: 0 says that nothing was spent, None that nobody knows.
    """

    title: str
    steps: tuple[StepWords, ...] = ()
    theme: str = ""
    story: str = ""
    cost: int | None = None
    paid_by: str = ""
    people: int | None = None
    hours: int | None = None
    what_worked: str = ""
    what_to_avoid: str = ""
    contact_post: str = ""
    contact_reach: str = ""
    contact_agreed: bool = False
    lines: tuple[str, ...] = ()
    papers: tuple[int, ...] = ()


@transaction.atomic
def write_exemplar(actor: Actor, about: About, words: ExemplarWords) -> Exemplar:
    """Begin a draft about what an area or group did; only its own office sees it."""
    path = about.group.path if about.group else about.place.path
    require(actor.may(WRITE, path))
    said = _tidied(words)
    _refuse([*_problems_of_unit(about), *_problems(actor, about.adoption, path, said, ())])
    made = Exemplar(
        adoption=about.adoption,
        place=about.place,
        group=about.group,
        path=path,
        model=model_of(about.adoption, about.place, about.group),
        made_by_id=actor.user_id,
        made_by_name=actor.name,
        saved_at=clock.now(),
        **_columns(said),
    )
    made.save()
    _keep(made, said)
    record(actor, "exemplars.written", made, path, title=made.title)
    return made


@transaction.atomic
def rewrite_exemplar(actor: Actor, exemplar: Exemplar, words: ExemplarWords, base: int) -> Exemplar:
    """Put the words right, of a draft or of what is shared; its figures stay as they were."""
    require(actor.may(WRITE, exemplar.path))
    said = _tidied(words)
    linked = tuple(one.paper.pk for one in papers_of(actor, exemplar))
    _refuse(_problems(actor, exemplar.adoption, exemplar.path, said, linked))
    if exemplar.is_shared and not (said.steps and said.contact_post and said.contact_reach):
        raise Invalid([Problem("exemplar_shared_stays_complete")])
    same = Exemplar.objects.filter(pk=exemplar.pk, version=base).exclude(
        state=Exemplar.State.WITHDRAWN
    )
    if not same.update(version=base + 1, saved_at=clock.now(), **_columns(said)):
        raise Conflict("exemplar_changed_meanwhile", title=exemplar.title)
    exemplar.refresh_from_db()
    _keep(exemplar, said)
    record(actor, "exemplars.rewritten", exemplar, exemplar.path, title=exemplar.title)
    return exemplar


def _tidied(words: ExemplarWords) -> ExemplarWords:
    """Every text without stray spaces; of the long ones the lines stay."""
    texts: dict[str, Any] = {
        name: _lines(text) if name in LONG_TEXTS else tidy(text)
        for name in LONGEST
        for text in [getattr(words, name)]
    }
    steps = tuple(replace(step, text=tidy(step.text)) for step in words.steps if tidy(step.text))
    return replace(words, steps=steps, **texts)


def _lines(text: str) -> str:
    return "\n".join(tidy(line) for line in text.strip().splitlines())


def _columns(said: ExemplarWords) -> dict[str, Any]:
    columns = {name: getattr(said, name) for name in LONGEST}
    plain = ("theme", "cost", "people", "hours", "contact_agreed")
    return columns | {name: getattr(said, name) for name in plain} | {"lines": list(said.lines)}


def _keep(exemplar: Exemplar, said: ExemplarWords) -> None:
    """The steps in their order, the papers, and what the exemplar is found by."""
    exemplar.steps.all().delete()
    ExemplarStep.objects.bulk_create(
        ExemplarStep(exemplar=exemplar, number=number, **_step(step))
        for number, step in enumerate(said.steps, start=1)
    )
    exemplar.papers.set(said.papers)
    texts = (exemplar.title, exemplar.story, exemplar.what_worked, exemplar.unit_name)
    key = search_key(" ".join([*texts, *(step.text for step in said.steps)]))
    Exemplar.objects.filter(pk=exemplar.pk).update(search_key=key)


def _step(step: StepWords) -> dict[str, Any]:
    return {"text": step.text, "takes": step.takes, "takes_in": step.takes_in}


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise Invalid(found)


def _problems_of_unit(about: About) -> Iterator[Problem]:
    place, group = about.place, about.group
    inside = place.path.startswith(about.adoption.place.path)
    if not inside or place.kind != PlaceKind.AREA or place.ended_on:
        yield Problem("exemplar_place_wrong", params={"place": place.name})
    if group and (group.place_id != place.pk or group.state != ResidentGroup.State.FORMED):
        params = {"group": group.name, "place": place.name}
        yield Problem("exemplar_group_wrong", params=params)


def _problems(
    actor: Actor, adoption: Adoption, path: str, said: ExemplarWords, linked: Iterable[int]
) -> Iterator[Problem]:
    if not said.title:
        yield Problem("exemplar_title_missing", "title")
    for name, most in LONGEST.items():
        if len(getattr(said, name)) > most:
            yield Problem("exemplar_text_too_long", name, {"maximum": most})
    if said.theme and said.theme not in {one.key for one in adoption.content.themes}:
        yield Problem("exemplar_theme_unknown", "theme")
    yield from _problems_of_steps(said)
    yield from _problems_of_effort(said)
    mobile = _MOBILE.search(re.sub(r"[\s.\-()]", "", said.contact_reach))
    if mobile and not said.contact_agreed:
        yield Problem("exemplar_mobile_unagreed", "contact_reach")
    if set(said.lines) - {one.key for one in indicators_of(adoption.content)}:
        yield Problem("exemplar_line_unknown", "lines")
    new = set(said.papers) - set(linked)
    if new - {one.pk for one in papers_to_link(actor, path, new)}:
        yield Problem("exemplar_paper_unknown", "papers")


def _problems_of_steps(said: ExemplarWords) -> Iterator[Problem]:
    if len(said.steps) > MOST_STEPS:
        yield Problem("exemplar_too_many_steps", "steps", {"maximum": MOST_STEPS})
    for number, step in enumerate(said.steps, start=1):
        if len(step.text) > LONGEST_STEP:
            params = {"number": number, "maximum": LONGEST_STEP}
            yield Problem("exemplar_step_too_long", "steps", params)
        if step.takes is not None and not 0 < step.takes <= MOST_TIME:
            yield Problem("exemplar_step_time_wrong", "steps", {"number": number})


def _problems_of_effort(said: ExemplarWords) -> Iterator[Problem]:
    if said.cost is not None and not 0 <= said.cost <= MOST_COST:
        yield Problem("exemplar_cost_wrong", "cost", {"maximum": MOST_COST})
    for name in ("people", "hours"):
        number = getattr(said, name)
        if number is not None and not 0 <= number <= 1_000_000:
            yield Problem("exemplar_effort_wrong", name)

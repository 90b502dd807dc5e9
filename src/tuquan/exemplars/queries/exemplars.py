"""Which good models somebody may read or write, finding them, and what one still lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.scoping import paths_above
from tuquan.base.texts.wording import worded
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import lists_people, may_read, visible_documents
from tuquan.exemplars.models import Exemplar, ExemplarQuerySet
from tuquan.exemplars.queries.recognised import reached_years
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceQuerySet
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force, adoptions_that_concern

WRITE = "exemplars.write"
COSTS = ("none", "some", "unknown")
"""What a list can be narrowed to: nothing was spent, something was, nobody knows."""

MOST_PAPERS = 100
"""How many papers are offered to be put beside an exemplar."""


@dataclass(frozen=True, slots=True)
class ExemplarFilter:
    """What the library is narrowed to; empty: everything.

    `theme` is the key of a theme, `place_kind` the kind of commune, `of` is `own` or `drafts`.
    """

    text: str = ""
    theme: str = ""
    cost: str = ""
    place_kind: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper beside an exemplar; who may not open it reads its number and day."""

    paper: OfficialDocument
    is_open: bool


def visible_exemplars(actor: Actor) -> ExemplarQuerySet:
    """What the actor may read: everything they may write, and what is shared with them.

    Shared with them is what lies below a path of theirs, and what was shared to a place above it.
    """
    to_me = Q(pk__in=[])
    for path in actor.paths(ExemplarQuerySet.view_permission):
        to_me |= Q(shared_to__path__in=paths_above(path))
    exemplars = (
        Exemplar.objects.visible_to(actor, WRITE)
        | Exemplar.objects.visible_to(actor).shared()
        | Exemplar.objects.shared().filter(to_me)
    )
    return _with_unit(exemplars)


def writable_exemplars(actor: Actor) -> ExemplarQuerySet:
    """What the actor may put right, share and withdraw."""
    return _with_unit(Exemplar.objects.visible_to(actor, WRITE))


def filtered(
    exemplars: ExemplarQuerySet, actor: Actor, narrowed: ExemplarFilter
) -> ExemplarQuerySet:
    """Those in which all words stand, with or without their marks, of a theme, cost and kind."""
    for word in search_key(narrowed.text).split():
        exemplars = exemplars.filter(search_key__contains=word)
    if narrowed.theme:
        exemplars = exemplars.filter(theme=narrowed.theme)
    if narrowed.place_kind:
        exemplars = exemplars.filter(place__parent__kind=narrowed.place_kind)
    costs = {"none": Q(cost=0), "some": Q(cost__gt=0), "unknown": Q(cost=None)}
    if narrowed.cost in costs:
        exemplars = exemplars.filter(costs[narrowed.cost])
    if narrowed.of == "own":
        own = Exemplar.objects.visible_to(actor, WRITE)
        exemplars = exemplars.filter(pk__in=own.order_by().values("pk"))
    if narrowed.of == "drafts":
        return exemplars.filter(state=Exemplar.State.DRAFT)
    return exemplars


def themes_in_use(exemplars: ExemplarQuerySet) -> list[tuple[str, str]]:
    """The themes of these, with their words, in the order of the words."""
    found: dict[str, str] = {}
    with_theme = exemplars.exclude(theme="").order_by()
    adoptions = Adoption.objects.filter(pk__in=with_theme.values("adoption"))
    used = set(with_theme.values_list("theme", flat=True).distinct())
    for adoption in adoptions.select_related("edition__text", "edition__parent"):
        for theme in adoption.content.themes:
            if theme.key in used:
                found.setdefault(theme.key, worded(theme))
    return sorted(found.items(), key=lambda one: one[1])


def theme_words(exemplar: Exemplar) -> str:
    """The theme as the programme calls it; empty without one."""
    themes = exemplar.adoption.content.themes
    return next((worded(one) for one in themes if one.key == exemplar.theme), "")


def adoptions_to_write(actor: Actor) -> list[Adoption]:
    """The adoptions in force under which the actor can describe a model."""
    return list(adoptions_that_concern(actor, WRITE).filter(in_force(clock.today())))


def areas_to_write(actor: Actor) -> PlaceQuerySet:
    """The areas whose models the actor may describe, or where they may try one."""
    return Place.objects.visible_to(actor, WRITE).areas()


def groups_to_write(actor: Actor) -> list[ResidentGroup]:
    """The groups in them, in the order of the areas."""
    groups = ResidentGroup.objects.visible_to(actor, WRITE).formed().select_related("place")
    return list(groups.order_by("place__sort_key", "place_id", "number", "pk"))


def adoption_for(exemplar: Exemplar, place: Place) -> Adoption | None:
    """Under which adoption an area can follow: the same programme, else the first that runs."""
    here = adoptions_in_force(clock.today()).filter(place__path__in=paths_above(place.path))
    found = sorted(here, key=lambda one: (-len(one.place.path), one.pk))
    same = exemplar.adoption.edition.programme_id
    return next((one for one in found if one.edition.programme_id == same), next(iter(found), None))


def papers_to_link(
    actor: Actor, path: str, numbers: Collection[int] | None = None
) -> list[OfficialDocument]:
    """Issued papers of the place and above that name no households or people, the latest first;
    with `numbers` only those."""
    issued = visible_documents(actor).filter(
        Q(path__in=paths_above(path)) | Q(path__below=path),
        state=OfficialDocument.State.ISSUED,
    )
    some = issued[:MOST_PAPERS] if numbers is None else issued.filter(pk__in=numbers)
    return [one for one in some if not lists_people(one)]


def papers_of(actor: Actor, exemplar: Exemplar) -> list[PaperLine]:
    """The papers beside an exemplar, and which of them the actor may open."""
    visible = {one.pk for one in visible_documents(actor).filter(pk__in=_papers(exemplar))}
    return [
        PaperLine(one, one.pk in visible and may_read(actor, one))
        for one in exemplar.papers.order_by("dated", "pk")
    ]


def places_to_share_to(exemplar: Exemplar) -> list[Place]:
    """Whose people can be shown it: those of the commune, and of what stands above."""
    above = Place.objects.standing().filter(path__in=paths_above(exemplar.path))
    return list(above.exclude(kind=PlaceKind.AREA).order_by("-path"))


def may_share_to(actor: Actor, exemplar: Exemplar, to: Place) -> bool:
    """Within its commune whoever writes it; further only who writes for the whole commune."""
    if to.kind in COMMUNE_LEVEL:
        return actor.may(WRITE, exemplar.path)
    commune = next((one for one in places_to_share_to(exemplar) if one.is_commune), to)
    return actor.may(WRITE, commune.path)


def missing_for_sharing(exemplar: Exemplar) -> Iterator[Problem]:
    """What has to be there before others can follow it, everything at once."""
    if not exemplar.title:
        yield Problem("exemplar_title_missing", "title")
    if not exemplar.steps.exists():
        yield Problem("exemplar_steps_missing", "steps")
    if not (exemplar.contact_post and exemplar.contact_reach):
        yield Problem("exemplar_contact_missing", "contact_post")
    if not reached_years(exemplar.adoption, exemplar.place, exemplar.group):
        yield Problem("exemplar_not_accepted", params={"name": exemplar.unit_name})


def planned_days(exemplar: Exemplar, start: date) -> list[date | None]:
    """Until when each step can be done one after the other; None from the first of unknown
    length."""
    found: list[date | None] = []
    day: date | None = start
    for step in exemplar.steps.all():
        days = step.days
        day = None if day is None or days is None else date.fromordinal(day.toordinal() + days)
        found.append(day)
    return found


def _papers(exemplar: Exemplar) -> list[int]:
    return list(exemplar.papers.order_by().values_list("pk", flat=True))


def _with_unit(exemplars: ExemplarQuerySet) -> ExemplarQuerySet:
    return exemplars.select_related(
        "place__parent",
        "group",
        "model",
        "shared_to",
        "adoption__edition__programme",
        "adoption__edition__parent",
        "adoption__edition__text",
    )

"""Results that everybody may read: nobody is signed in, so all starts from what was published.

Every function here takes a cycle from `published_cycles`, the only door: what was not published, or
was taken back, is not found. Below the cycle the system reads, and what leaves is counts of units,
classes of units of five households or more, and figures whose small cells are hidden (h-10). No
name of a person, no note, no evidence and no address is read at all (h-1, h-2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from tuquan.assessments.models import AssessmentCycle, AssessmentCycleQuerySet
from tuquan.assessments.queries import class_words, unit_kind
from tuquan.core.publishing import SMALLEST
from tuquan.core.vietnamese import search_key
from tuquan.insights.queries.public_criteria import KeptRow, kept_rows
from tuquan.insights.queries.public_units import ACCEPTED, PublicUnit, units_by_place
from tuquan.places.models import Place
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import installed_editions


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many units came to a class, which is called so; no key: no class was reached."""

    key: str
    units: int


@dataclass(frozen=True, slots=True)
class PublicArea:
    """A place below the one that runs the programme, with its units.

    `shown` have a result that may be shown each for itself. `merged` are small groups that are only
    counted together; while they have fewer than five households together they are `withheld`, and
    counted nowhere by class.
    """

    place: Place
    shown: tuple[PublicUnit, ...]
    merged: tuple[PublicUnit, ...]
    withheld: int
    waiting: int

    @property
    def itself(self) -> PublicUnit | None:
        """The unit that is the place itself, where areas or communes are assessed."""
        own = (one for one in self.shown if one.group is None and one.place.pk == self.place.pk)
        return next(own, None)

    @property
    def counted(self) -> tuple[PublicUnit, ...]:
        """The units whose classes are in the totals of every page."""
        return (*self.shown, *self.merged)

    def merged_classes(self, cycle: AssessmentCycle) -> list[ClassCount]:
        """How many of the small groups came to each class, together."""
        return class_counts(cycle, (one.key for one in self.merged))

    @property
    def reached(self) -> int:
        """How many of those counted reached a class."""
        return sum(bool(one.key) for one in self.counted)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a published cycle came to."""

    cycle: AssessmentCycle
    areas: tuple[PublicArea, ...]

    @property
    def kind(self) -> str:
        """What is assessed: "group", "area" or "commune"."""
        return unit_kind(self.cycle.content)

    @property
    def counted(self) -> list[PublicUnit]:
        """Every unit whose class is counted."""
        return [unit for area in self.areas for unit in area.counted]

    @property
    def waiting(self) -> int:
        """How many units have no result yet."""
        return sum(area.waiting for area in self.areas)

    @property
    def withheld(self) -> int:
        """How many small groups are counted nowhere by class."""
        return sum(area.withheld for area in self.areas)

    @property
    def classes(self) -> list[ClassCount]:
        """How many units came to each class, best first; classes nobody reached stand as zero."""
        return class_counts(self.cycle, (one.key for one in self.counted))

    @property
    def criteria(self) -> list[KeptRow]:
        """How many units kept each criterion; of groups so that no single one is found out."""
        judged = {unit.key for unit in self.counted if unit.states is not None}
        states = [unit.states for unit in self.counted if unit.states is not None]
        if not states:
            return []
        are_groups, alike = self.kind == "group", len(judged) == 1
        return kept_rows(self.cycle.content, states, are_groups=are_groups, all_alike=alike)


def published_cycles(text: str = "") -> AssessmentCycleQuerySet:
    """Every published cycle, newest year first, whose place or programme has all these words.

    Open to everybody; it fails closed, for only what has the mark of publication is in it.
    """
    found = AssessmentCycle.objects.filter(published_at__isnull=False)
    words = search_key(text).split()
    for word in words:
        found = found.filter(
            Q(adoption__place__search_key__contains=word) | Q(edition__in=_editions_with(word))
        )
    related = ("adoption__place__parent", "adoption__edition__parent", "edition__parent")
    return found.select_related(*related, "edition__programme").order_by(
        "-year", "-published_at", "adoption__place__sort_key", "pk"
    )


def outcome_of(cycle: AssessmentCycle) -> Outcome:
    """The results of a published cycle by area, in the order of the areas."""
    if cycle.published_at is None:
        raise ValueError("not published")
    rows = sorted(units_by_place(cycle), key=lambda row: (row[0].sort_key, row[0].pk))
    return Outcome(cycle, tuple(_area(place, units) for place, units in rows))


def area_named(outcome: Outcome, place: int) -> PublicArea | None:
    """The area with this number; none when it has no unit in the cycle."""
    return next((one for one in outcome.areas if one.place.pk == place), None)


def class_counts(cycle: AssessmentCycle, keys: Iterable[str]) -> list[ClassCount]:
    """How many of these came to each class of the programme, best first, and at the end to none."""
    counted = Counter(keys)
    scoring = cycle.content.scoring
    known = [one.key for one in scoring.classes] if scoring else [ACCEPTED]
    others = [key for key in counted if key and key not in known]
    return [ClassCount(key, counted[key]) for key in (*known, *others, "")]


def class_name(cycle: AssessmentCycle, key: str) -> str:
    """What a class is called; of none, what the programme calls that."""
    if cycle.content.scoring is None:
        return _("Accepted") if key == ACCEPTED else _("Not accepted")
    return class_words(cycle.content, key or None)


def _editions_with(word: str) -> list[ProgrammeEdition]:
    """Editions in whose title a word stands."""
    return [
        one
        for one in installed_editions()
        if word in search_key(f"{one.content.short_title} {one.content.title}")
    ]


def _area(place: Place, units: Sequence[PublicUnit]) -> PublicArea:
    """What may be said of the units of one area; small groups come together or not at all."""
    decided = [one for one in units if one.is_decided]
    small = [one for one in decided if one.small is not None]
    enough = sum(one.small or 0 for one in small) >= SMALLEST
    return PublicArea(
        place,
        tuple(one for one in decided if one.small is None),
        tuple(small) if enough else (),
        0 if enough else len(small),
        len(units) - len(decided),
    )

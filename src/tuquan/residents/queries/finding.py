"""Finding households by what people type, and narrowing a list to what somebody is after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from tuquan.base.actor import Actor
from tuquan.core.vietnamese import same_name_key, search_key, sort_key
from tuquan.places.models import Place
from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdAssignment,
    HouseholdQuerySet,
)

FEWEST_DIGITS = 3
"""So many last digits of a telephone number find it; fewer would find everybody."""

UNKNOWN = "unknown"
"""Asked for as a way to reach: households of which nobody wrote one down."""

LACKING = ("consent", "assignee", "birth_year", "member_count", "lane")
"""What a list can be narrowed to the households without."""

ORDERS = ("list", "name", "lane")
"""As in the list, by the given name, or lane by lane."""

_CODE = re.compile(r"h(\d{1,9})")
_BETWEEN_DIGITS = re.compile(r"[\s.+()-]")
_WITHOUT_ZERO = 11
_COUNTRY = "84"


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of an area under its first spelling, with the households and persons living in it.

    `spellings` are all the ways it is written; the lane without a name holds the households of
    which none was written down.
    """

    name: str
    households: int
    persons: int
    spellings: tuple[str, ...]


def register(
    actor: Actor, permission: str = "households.view", *, left: bool = False
) -> HouseholdQuerySet:
    """The households an actor may read by their place: those that live here, or those that left."""
    rows = Household.objects.visible_to(actor, permission).filter(erased_at=None)
    return rows.filter(closed_on__isnull=not left).select_related("place__parent")


def records(actor: Actor, permission: str = "households.view") -> HouseholdQuerySet:
    """Every record that can still be opened, also of households that left."""
    rows = Household.objects.visible_to(actor, permission).filter(erased_at=None)
    return rows.select_related("place__parent", "merged_into")


def find_households(
    actor: Actor,
    text: str = "",
    *,
    within: Place | None = None,
    lane: str = "",
    residence: str = "",
    reached_by: str = "",
    lacking: str = "",
    left: bool = False,
    order: str = "list",
) -> HouseholdQuerySet:
    """The households of the register that fit all that is asked, in Vietnamese order (F-8)."""
    rows = matching(register(actor, left=left), text)
    if within is not None:
        rows = rows.below(within.path)
    if lane:
        rows = rows.filter(lane__in=_spellings(rows, lane))
    if residence:
        rows = rows.filter(residence=residence)
    if reached_by:
        rows = rows.filter(reached_by="" if reached_by == UNKNOWN else reached_by)
    return _in_order(_without(rows, lacking), order)


def matching(households: HouseholdQuerySet, text: str) -> HouseholdQuerySet:
    """Those that somebody means who typed this.

    Every word, without marks, begins a word of the household's names and address. Digits may also
    be the last ones of a telephone number kept with consent, and `H000123` is a household's code.
    """
    typed = text.replace("\0", " ")
    condition = Q()
    words = search_key(typed).split(" ") if search_key(typed) else []
    for word in words:
        condition &= _begins(word) | _coded(word) | _called(households, word)
    if len(words) > 1:
        condition |= _called(households, _BETWEEN_DIGITS.sub("", typed))
    return households.filter(condition)


def with_people_in_charge(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """The same households, each with `people_in_charge`: who looks after it now (F-22)."""
    current = HouseholdAssignment.objects.filter(effective_until=None)
    return households.prefetch_related(Prefetch("assignments", current, "people_in_charge"))


def lanes_in_walking_order(actor: Actor, area: Place) -> list[Lane]:
    """The lanes of an area as its list meets them, each with its households and persons.

    One lane is often spelt in several ways; the place of a tone or a capital makes no new lane.
    """
    rows = register(actor).filter(place=area).order_by().values("lane")
    counted = rows.annotate(
        households=Count("pk"), persons=Sum("member_count"), first=Min("list_order")
    )
    lanes: dict[str, Lane] = {}
    for row in sorted(counted, key=lambda row: (row["lane"] == "", row["first"], row["lane"])):
        key = same_name_key(row["lane"])
        known = lanes.get(key) or Lane(row["lane"], 0, 0, ())
        lanes[key] = Lane(
            known.name,
            known.households + row["households"],
            known.persons + (row["persons"] or 0),
            (*known.spellings, row["lane"]),
        )
    return list(lanes.values())


def _begins(word: str) -> Q:
    """`search_text` is ' word word': a space before what was typed is the beginning of a word."""
    return Q(search_text__contains=f" {word}")


def _coded(word: str) -> Q:
    code = _CODE.fullmatch(word)
    return Q(pk=int(code[1])) if code else Q(pk__in=[])


def _called(households: HouseholdQuerySet, digits: str) -> Q:
    """Whose number ends like this. Read first and by itself, so that the words keep their index."""
    if not (digits.isascii() and digits.isdigit()) or len(digits) < FEWEST_DIGITS:
        return Q(pk__in=[])
    if digits.startswith(_COUNTRY) and len(digits) >= _WITHOUT_ZERO:
        digits = digits.removeprefix(_COUNTRY)
    found = Contact.objects.filter(
        reversed_digits__startswith=digits[::-1],
        consent__withdrawn_on=None,
        household__in=households.order_by().values("pk"),
    )
    return Q(pk__in=list(found.values_list("household_id", flat=True)))


def _spellings(rows: HouseholdQuerySet, lane: str) -> list[str]:
    key = same_name_key(lane)
    names = rows.order_by().values_list("lane", flat=True).distinct()
    return [name for name in names if same_name_key(name) == key]


def _without(rows: HouseholdQuerySet, lacking: str) -> HouseholdQuerySet:
    if lacking == "consent":
        return rows.exclude(_has(Consent.objects.filter(withdrawn_on=None)))
    if lacking == "assignee":
        return rows.exclude(_has(HouseholdAssignment.objects.filter(effective_until=None)))
    if lacking in ("birth_year", "member_count"):
        return rows.filter(**{lacking: None})
    return rows.filter(lane="") if lacking == "lane" else rows


def _has(rows: QuerySet[Consent] | QuerySet[HouseholdAssignment]) -> Exists:
    return Exists(rows.filter(household=OuterRef("pk")))


def _in_order(rows: HouseholdQuerySet, order: str) -> HouseholdQuerySet:
    if order == "name":
        return rows.order_by("sort_key", "pk")
    if order == "lane":
        doors = F("door_order").asc(nulls_last=True)
        return rows.order_by("place__sort_key", _lane_rank(rows), doors, "list_order", "pk")
    return rows.order_by("place__sort_key", "path", "list_order", "pk")


def _lane_rank(rows: HouseholdQuerySet) -> Case:
    """The place of a lane among all lanes in Vietnamese order, which no database knows."""
    lanes = rows.order_by().exclude(lane="").values_list("lane", flat=True).distinct()
    ranked = _ranks(sorted(lanes, key=lambda lane: (sort_key(lane), lane)))
    return Case(*ranked, default=Value(len(ranked)))


def _ranks(lanes: Sequence[str]) -> list[When]:
    keys = {key: at for at, key in enumerate(dict.fromkeys(same_name_key(one) for one in lanes))}
    spellings: dict[int, list[str]] = {}
    for lane in lanes:
        spellings.setdefault(keys[same_name_key(lane)], []).append(lane)
    return [When(lane__in=names, then=Value(at)) for at, names in spellings.items()]

"""Registered pledges: what runs where, how many have signed, who signs before which leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.core.programme import Pledge
from tuquan.formation.models import (
    PledgeRegistration,
    PledgeRegistrationQuerySet,
    PledgeSignature,
    PledgeSignatureQuerySet,
)
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.queries import led_groups, members_in_walking_order, visible_groups
from tuquan.places.models import Place
from tuquan.places.queries import areas_of
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_that_concern
from tuquan.residents.models import Household, HouseholdQuerySet
from tuquan.residents.queries import reachable_households

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Signed:
    """How many signed out of how many; the share is exact and never above 100 %."""

    signed: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """The percentage; None where there is nothing to count over."""
        return min(Fraction(100 * self.signed, self.of), HUNDRED) if self.of else None

    @property
    def percent(self) -> Decimal | None:
        """The percentage to be shown, which never rounds up to 100."""
        share = self.share
        return None if share is None else Decimal(share.numerator) / Decimal(share.denominator)

    @property
    def is_over(self) -> bool:
        """Whether more signed than there were to sign, so that the denominator is wrong."""
        return self.signed > self.of

    def __add__(self, other: Signed) -> Signed:
        return Signed(self.signed + other.signed, self.of + other.of)


@dataclass(frozen=True, slots=True)
class RegisteredLine:
    """A registration with how far it has come."""

    registration: PledgeRegistration
    figure: Signed


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area with what it, and groups in it, registered for a year; nothing if it has not yet."""

    area: Place
    own: RegisteredLine | None
    groups: tuple[RegisteredLine, ...]


@dataclass(frozen=True, slots=True)
class PledgeYear:
    """A pledge of a programme in one year: which areas registered, how many signed in all.

    `gone` are registrations of areas that a change of the map ended: they stay as they were.
    """

    adoption: Adoption
    pledge: Pledge
    year: int
    areas: tuple[AreaLine, ...]
    gone: tuple[RegisteredLine, ...] = ()

    @property
    def registered(self) -> Signed:
        """How many areas have registered, by themselves or by a group in them."""
        return Signed(sum(bool(one.own or one.groups) for one in self.areas), len(self.areas))

    @property
    def signed(self) -> Signed:
        """Everybody who signed, over the denominators of all that registered."""
        lines = [line for one in self.areas for line in (one.own, *one.groups) if line]
        figures = (one.figure for one in [*lines, *self.gone] if one.registration.is_signed)
        return sum(figures, start=Signed(0, 0))


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household as it stands on the list of a pledge, with its signature if it gave one."""

    household: Household
    signature: PledgeSignature | None


@dataclass(frozen=True, slots=True)
class SigningList:
    """The households of one group before their leader, under one registration."""

    registration: PledgeRegistration
    group: ResidentGroup
    lines: tuple[HouseholdLine, ...]

    @property
    def figure(self) -> Signed:
        """How many of the group's households have signed."""
        return Signed(sum(bool(one.signature) for one in self.lines), len(self.lines))


def pledge_adoptions(actor: Actor, permission: str = "pledges.view") -> list[Adoption]:
    """The adoptions in force that ask for pledges, where the actor sees or records them."""
    adoptions = adoptions_that_concern(actor, permission).filter(in_force(clock.today()))
    return [one for one in adoptions if one.content.pledges]


def pledge_of(adoption: Adoption, key: str) -> Pledge | None:
    """A pledge of a programme as the place runs it."""
    return next((one for one in adoption.content.pledges if one.key == key), None)


def visible_registrations(actor: Actor) -> PledgeRegistrationQuerySet:
    """Registrations the actor may see as a whole."""
    return _with_all(PledgeRegistration.objects.visible_to(actor))


def visible_signatures(actor: Actor) -> PledgeSignatureQuerySet:
    """Signatures the actor may see: of places they work for, and of households they lead."""
    reached = reachable_households(actor, "pledges.view")
    seen = Q(pk__in=PledgeSignature.objects.visible_to(actor).values("pk"))
    seen |= Q(household__in=reached.values("pk"))
    return PledgeSignature.objects.filter(seen).select_related(
        "registration__place", "registration__adoption", "household"
    )


def areas_to_register(actor: Actor, adoption: Adoption) -> list[Place]:
    """The areas of a programme for which the actor may register pledges."""
    return list(areas_of(actor, adoption.place, "pledges.record"))


def groups_in(actor: Actor, adoption: Adoption, area: Place) -> list[ResidentGroup]:
    """The formed groups of an area that work under a programme."""
    groups = visible_groups(actor).formed().filter(place=area)
    return list(groups.filter(programme=adoption.reporting_programme))


def pledge_years(actor: Actor, adoption: Adoption, pledge: Pledge) -> list[int]:
    """The years of a pledge to choose from: this one, and those for which somebody registered."""
    rows = PledgeRegistration.objects.visible_to(actor).filter(
        adoption__in=adoption.lineage, pledge=pledge.key
    )
    years = set(rows.order_by().values_list("year", flat=True).distinct())
    return sorted(years | {clock.today().year}, reverse=True)


def pledge_year(actor: Actor, adoption: Adoption, pledge: Pledge, year: int) -> PledgeYear:
    """A pledge area by area; one that is made once is shown whatever the year."""
    rows = visible_registrations(actor).filter(adoption__in=adoption.lineage, pledge=pledge.key)
    if pledge.renewed == "yearly":
        rows = rows.filter(year=year)
    own: dict[int, RegisteredLine] = {}
    groups: dict[int, list[RegisteredLine]] = {}
    for line in registered_lines(rows):
        if line.registration.group_id is None:
            own[line.registration.place_id] = line
        else:
            groups.setdefault(line.registration.place_id, []).append(line)
    areas = tuple(
        AreaLine(area, own.pop(area.pk, None), tuple(groups.pop(area.pk, ())))
        for area in areas_of(actor, adoption.place, "pledges.view")
    )
    gone = (*own.values(), *(line for lines in groups.values() for line in lines))
    return PledgeYear(adoption, pledge, year, areas, gone)


def registered_lines(rows: PledgeRegistrationQuerySet) -> list[RegisteredLine]:
    """Registrations with how many signed, in two queries."""
    return [
        RegisteredLine(one, Signed(one.signed, one.denominator))  # type: ignore[attr-defined]
        for one in _counted(rows)
    ]


def figure_of(registration: PledgeRegistration) -> Signed:
    """How far one registration has come."""
    signed = registration.signatures.filter(withdrawn_on=None).count()
    return Signed(signed, registration.denominator)


def households_under(
    registration: PledgeRegistration, group: ResidentGroup | None = None
) -> HouseholdQuerySet:
    """The households of today that may sign a registration: of its area, or of a group in it."""
    households = Household.objects.current().filter(place=registration.place_id)
    number = group.pk if group else registration.group_id
    if number:
        members = Membership.objects.current().filter(group=number)
        households = households.filter(pk__in=members.values("household_id"))
    return households.order_by("list_order", "pk")


def household_count_of(area: Place) -> int:
    """How many households an area has today."""
    return Household.objects.current().filter(place=area).count()


def is_renewed(registration: PledgeRegistration) -> bool:
    """Whether somebody registered it for the year after already."""
    return PledgeRegistration.objects.filter(renews=registration).exists()


def household_lines(
    registration: PledgeRegistration, households: Iterable[Household]
) -> tuple[HouseholdLine, ...]:
    """Households with their signatures that hold."""
    signatures = {
        one.household_id: one
        for one in PledgeSignature.objects.current().filter(registration=registration)
    }
    return tuple(HouseholdLine(one, signatures.get(one.pk)) for one in households)


def office_signatures(registration: PledgeRegistration) -> PledgeSignatureQuerySet:
    """The offices and units that signed, in the order of signing."""
    return PledgeSignature.objects.current().filter(registration=registration, household=None)


def withdrawn_signatures(registration: PledgeRegistration) -> PledgeSignatureQuerySet:
    """The signatures that were withdrawn, latest first; not those of records that were doubles."""
    gone = PledgeSignature.objects.filter(registration=registration, withdrawn_on__isnull=False)
    gone = gone.exclude(household__merged_into__isnull=False)
    return gone.select_related("household").order_by("-withdrawn_on", "-pk")


def signing_lists(actor: Actor) -> list[SigningList]:
    """What the households of a leader's groups may sign today, group by group."""
    return [
        _signing_list(actor, registration, group)
        for group in led_groups(actor)
        for registration in _with_all(_open_for(group))
    ]


def signing_list(actor: Actor, registration_id: int, group_id: int) -> SigningList | None:
    """One such list; None where it is not the leader's to see."""
    group = led_groups(actor).filter(pk=group_id).first()
    if group is None:
        return None
    registration = _with_all(_open_for(group)).filter(pk=registration_id).first()
    return _signing_list(actor, registration, group) if registration else None


def went_into(registration: PledgeRegistration) -> list[Place]:
    """The places that the area of a registration became, if it ended."""
    into = Place.objects.filter(predecessors__old=registration.place_id)
    return list(into.order_by("sort_key")) if registration.place.ended_on else []


def _open_for(group: ResidentGroup) -> PledgeRegistrationQuerySet:
    """What is signed by households of a group: its own, and its area's."""
    rows = PledgeRegistration.objects.open().filter(place=group.place_id)
    rows = rows.exclude(denominator_kind=PledgeRegistration.Counted.ITSELF)
    return rows.filter(Q(group=None) | Q(group=group.pk))


def _signing_list(
    actor: Actor, registration: PledgeRegistration, group: ResidentGroup
) -> SigningList:
    members: Sequence[Membership] = members_in_walking_order(actor, group)
    lines = household_lines(registration, [member.household for member in members])
    return SigningList(registration, group, lines)


def _with_all(rows: PledgeRegistrationQuerySet) -> PledgeRegistrationQuerySet:
    return rows.select_related(
        "adoption__edition__programme",
        "adoption__edition__parent",
        "adoption__place",
        "text_edition__parent",
        "place",
        "group",
    )


def _counted(rows: PledgeRegistrationQuerySet) -> PledgeRegistrationQuerySet:
    current = Count("signatures", filter=Q(signatures__withdrawn_on=None))
    return rows.annotate(signed=current)

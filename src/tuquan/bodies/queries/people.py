"""The people who hold posts: all their hats, what they were taught, what was handed to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.models import (
    Appointment,
    Guidance,
    PostHolder,
    PostHolderQuerySet,
    Training,
)
from tuquan.core.boards import TermState, expiry
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place
from tuquan.places.queries import commune_of


@dataclass(frozen=True, slots=True)
class Hat:
    """A post somebody holds or held, in a body or, from the apps above, in a group.

    `url` leads to what the post is in, for whoever may see that.
    """

    post: str
    where: str
    place: str
    since: date
    until: date | None
    ended_on: date | None
    acting: bool = False
    url: str = ""

    @property
    def state(self) -> TermState:
        """How near the end of its term is."""
        return expiry(self.until, clock.today())


HatProvider = Callable[[PostHolder], Iterable[Hat]]

_PROVIDERS: list[HatProvider] = []


def provide_hats(provider: HatProvider) -> None:
    """Let an app above say which posts of its own a person holds or held."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def visible_holders(actor: Actor) -> PostHolderQuerySet:
    """The people who hold or held posts in the communes the actor may see, by name."""
    return PostHolder.objects.visible_to(actor).select_related("place", "account")


def own_holder(actor: Actor) -> PostHolder | None:
    """The actor as somebody who holds posts."""
    if actor.user_id is None:
        return None
    return PostHolder.objects.filter(account_id=actor.user_id).select_related("place").first()


def namesakes(place: Place, name: str) -> list[PostHolder]:
    """The people of a commune who are called so: they may be the one meant, or somebody else."""
    home = commune_of(place.path) or place
    wanted = same_name_key(name)
    here = PostHolder.objects.filter(place=home).order_by("pk")
    return [one for one in here if same_name_key(one.name) == wanted]


def hats_of(holder: PostHolder) -> list[Hat]:
    """Every post of a person, in bodies and in what the apps above know; those held now first."""
    rows = holder.appointments.select_related("body__place").order_by("pk")
    hats = [_hat(one) for one in rows]
    for provider in _PROVIDERS:
        hats += provider(holder)
    hats.sort(key=lambda hat: (hat.ended_on is not None, -hat.since.toordinal()))
    return hats


def trainings_of(holder: PostHolder) -> list[Training]:
    """What a person was taught, latest first."""
    return list(holder.trainings.all())


@dataclass(frozen=True, slots=True)
class Handover:
    """What the holder of a post must know from the one before: note, guidance, trainings."""

    appointment: Appointment
    before: Appointment
    guidance: tuple[Guidance, ...]
    trainings: tuple[Training, ...]


def handover_of(appointment: Appointment) -> Handover | None:
    """What was handed over to somebody; None for whoever followed nobody."""
    before = appointment.follows
    if before is None:
        return None
    guided = Guidance.objects.filter(appointment=before, effective_until=before.ended_on)
    taught = Training.objects.filter(holder=before.holder_id, held_on__lte=before.ended_on)
    return Handover(
        appointment,
        before,
        tuple(guided.select_related("place")),
        tuple(taught),
    )


def handovers_to(holder: PostHolder) -> list[Handover]:
    """What was handed over to a person in the posts they hold now, latest first."""
    present = holder.appointments.current().exclude(follows=None)
    rows = present.select_related("body__place", "follows__holder").order_by("-term_from", "-pk")
    return [handover for one in rows if (handover := handover_of(one))]


def _hat(one: Appointment) -> Hat:
    return Hat(
        post=one.post,
        where=one.body.name,
        place=one.body.place.name,
        since=one.term_from,
        until=one.term_until,
        ended_on=one.ended_on,
        acting=one.acting,
        url=reverse("bodies:detail", args=[one.body_id]),
    )

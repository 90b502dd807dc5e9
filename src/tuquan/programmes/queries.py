"""Which programmes are installed, and which run where."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from tuquan.base.actor import Actor
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, AdoptionQuerySet, ProgrammeEdition, ProgrammeEditions


def installed_editions() -> ProgrammeEditions:
    """Every installed edition; what an official issued is public."""
    return ProgrammeEdition.objects.select_related("programme")


def visible_adoptions(actor: Actor) -> AdoptionQuerySet:
    """Adoptions by places the actor may see."""
    return Adoption.objects.visible_to(actor).select_related(
        "edition__programme", "place", "groups_of"
    )


def adoptions_in_force(on: date) -> AdoptionQuerySet:
    """Adoptions that run on a day, anywhere."""
    return Adoption.objects.filter(
        Q(effective_until=None) | Q(effective_until__gt=on), effective_from__lte=on
    ).select_related("edition__programme", "place", "groups_of")


def adoptions_of(actor: Actor, commune: Place, on: date) -> AdoptionQuerySet:
    """What a commune runs on a day."""
    return visible_adoptions(actor).filter(
        Q(effective_until=None) | Q(effective_until__gt=on),
        place=commune,
        effective_from__lte=on,
    )

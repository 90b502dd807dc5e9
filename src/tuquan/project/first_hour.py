"""The first hour of a real commune: what is done, what comes next, and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tuquan.accounts.models import Role
from tuquan.accounts.queries import visible_grants
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.places.queries import visible_places
from tuquan.programmes.queries import adoptions_in_force, installed_editions


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up: whether it is done, and the page that does it."""

    label: str
    hint: str
    done: bool
    url: str


def first_hour_steps(actor: Actor) -> list[Step]:
    """The steps in order; each counts what exists, so that the list is true at any time."""
    places = visible_places(actor)
    return [
        Step(
            _("Add the province and the commune"),
            _("Only the names; codes and reforms can follow."),
            places.communes().exists(),
            reverse("places:index"),
        ),
        Step(
            _("Add the residential areas"),
            _("Or let the household workbook add them when it is imported."),
            places.areas().exists(),
            reverse("places:index"),
        ),
        Step(
            _("Make accounts for the officers of the commune"),
            _("Each first password is shown once. They import the lists and name the leaders."),
            visible_grants(actor).filter(role=Role.COMMUNE_OFFICER).exists(),
            reverse("accounts:index"),
        ),
        Step(
            _("Install the programmes"),
            _("Two come with the product."),
            installed_editions().exists(),
            reverse("programmes:index"),
        ),
        Step(
            _("Let the commune adopt a programme, with its own dates"),
            _("An officer of the commune does this."),
            adoptions_in_force(clock.today()).exists(),
            reverse("programmes:index"),
        ),
    ]

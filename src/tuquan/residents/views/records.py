"""One household: the record, what happened to it, who looked; putting it right, adding one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.accounts.models import Role
from tuquan.audit.models import Look
from tuquan.audit.queries import looks_at
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.residents import queries, services
from tuquan.residents.forms import AssignForm, ContactForm, HouseholdForm
from tuquan.residents.models import Consent, Household, HouseholdChangeQuerySet, HouseholdMember
from tuquan.residents.views.wording import born, change_words, history_words, own_words

LOOKS_SHOWN = 20


@never_cache
def detail(request: PageRequest, household_id: int) -> HttpResponse:
    """The record, what happened to it and who has seen it; opening it leaves a mark."""
    actor = request.actor
    household = get_object_or_404(queries.records(actor), pk=household_id)
    mark_opened(actor, household)
    looks = Paginator(looks_at(actor, household), LOOKS_SHOWN).get_page(request.GET.get("page"))
    kept = queries.members_kept_at(household.place)
    context = {
        "household": household,
        "own_values": own_words(household),
        "group": queries.group_names([household.pk]).get(household.pk, ""),
        "in_charge": queries.assignments_now(household),
        **_agreed(household),
        "members_kept": kept,
        "members": [(one, born(one.birth_date)) for one in _members(household, kept)],
        "members_before": queries.members_before(household) if kept else (),
        "history": [history_words(line) for line in queries.history_of(actor, household)],
        "assign_form": AssignForm(),
        "waiting": [(change, change_words(change)) for change in _waiting(actor, household)],
        "page": looks,
        "looks": [(look, role_name(look.role)) for look in looks],
        "may_manage": actor.may("households.manage", household.path),
        "may_tell": actor.may("households.tell", household.path) and not household.closed_on,
        "may_check": actor.may("households.check", household.path),
    }
    return render(request, "residents/detail.html", context)


@never_cache
def edit(request: PageRequest, household_id: int) -> HttpResponseBase:
    """Put typing errors right; the page shows the record, so it leaves a mark as well."""
    actor = request.actor
    household = get_object_or_404(
        queries.visible_households(actor, "households.manage"), pk=household_id
    )
    own = queries.asked_at(household.place)
    start = HouseholdForm.values_of(household, own) | {"seen": queries.fingerprint(household)}
    form = HouseholdForm(request.POST or None, initial=start, own=own)
    status = 200
    try:
        if done := carried_out(
            form,
            lambda given: services.correct_household(
                actor, household, form.household(), given["seen"], form.own_values()
            ),
        ):
            messages.success(request, _("Saved.") if done.made else _("Nothing was different."))
            return redirect("residents:detail", household.pk)
    except Conflict as error:
        form.add_error(None, say(error.problem))
        form.data = {name: form.data[name] for name in form.data} | {"seen": start["seen"]}
        status = 409
    mark_opened(actor, household)
    if form.errors and status == 200:
        status = 422
    context = {
        "form": form,
        "household": household,
        "own_values": own_words(household),
        "compare": status == 409,
    }
    return render(request, "residents/edit.html", context, status=status)


def add(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Add one household by hand."""
    place = get_object_or_404(
        queries.visible_areas(request.actor, "households.manage"), pk=place_id
    )
    form = HouseholdForm(request.POST or None, own=queries.asked_at(place))
    if done := carried_out(
        form,
        lambda _given: services.add_household(
            request.actor, place, form.household(), form.own_values()
        ),
    ):
        messages.success(
            request, _("The household of %(name)s was added.") % {"name": done.made.head_name}
        )
        return redirect("residents:area", place.pk)
    context: dict[str, Any] = {"form": form, "place": place}
    return render(request, "residents/add.html", context, status=422 if form.errors else 200)


def mark_opened(actor: Actor, household: Household) -> None:
    """Leave the mark of somebody who opened a record."""
    mark_looks(actor, [(household, household.path)], Look.Kind.OPENED, queries.LOOK_OPENED)


def role_name(role: str) -> str:
    """A role as people call it."""
    return str(Role(role).label) if role in Role.values else _("the system")


def _agreed(household: Household) -> dict[str, object]:
    """What the household agreed to or not, purpose by purpose."""
    given = queries.consents_now(household).prefetch_related("contacts")
    by_purpose = {consent.purpose: consent for consent in given}
    return {
        "purposes": [(key, label, by_purpose.get(key)) for key, label in Consent.Purpose.choices],
        "may_add_number": bool(by_purpose.keys() & {Consent.Purpose.CONTACT, Consent.Purpose.ZALO}),
        "contact_form": ContactForm(),
    }


def _members(household: Household, kept: bool) -> Iterable[HouseholdMember]:
    return queries.members_now(household) if kept else ()


def _waiting(actor: Actor, household: Household) -> HouseholdChangeQuerySet:
    return queries.visible_changes(actor).waiting().filter(household=household)

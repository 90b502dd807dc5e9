"""The people of a household: its consent and numbers, its members, who looks after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.residents import queries, services
from tuquan.residents.forms import AssignForm, ConsentForm, ContactForm, MemberForm
from tuquan.residents.models import Consent, Household, HouseholdMember
from tuquan.residents.services import NewMember
from tuquan.residents.views.records import mark_opened
from tuquan.residents.views.wording import consent_words

Purpose = Consent.Purpose


@never_cache
def consent(request: PageRequest, household_id: int, purpose: str) -> HttpResponseBase:
    """Write down that the household agreed; the words are shown in full, nothing is ticked."""
    if purpose not in Purpose.values:
        raise Http404
    household = _household(request, household_id)
    data = request.POST if request.method == "POST" else None
    form = ConsentForm(purpose, data, initial={"given_on": clock.today()})

    def write_down(given: Given) -> None:
        services.give_consent(
            request.actor,
            household,
            purpose,
            given["way"],
            given["given_by"],
            given["given_on"],
            [given["digits"]] if given.get("digits") else [],
            given.get("owner", ""),
        )

    if carried_out(form, write_down):
        messages.success(request, _("The consent is written down."))
        return redirect("residents:detail", household.pk)
    mark_opened(request.actor, household)
    context = {
        "household": household,
        "form": form,
        "purpose": Purpose(purpose).label,
        "words": consent_words(purpose),
    }
    status = 422 if form.errors else 200
    return render(request, "residents/consent.html", context, status=status)


@require_POST
def withdraw(request: PageRequest, consent_id: int) -> HttpResponseBase:
    """The household no longer agrees: the numbers it gave are deleted."""
    given = get_object_or_404(queries.manageable_consents(request.actor), pk=consent_id)
    services.withdraw_consent(request.actor, given)
    messages.success(request, _("The consent is withdrawn; numbers kept with it are deleted."))
    return redirect("residents:detail", given.household_id)


@require_POST
def add_contact(request: PageRequest, household_id: int) -> HttpResponseBase:
    """One more number of a household that agreed."""
    household = _household(request, household_id)
    form = ContactForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["digits"][0]))
        return redirect("residents:detail", household.pk)
    try:
        given = form.cleaned_data
        services.add_contact(request.actor, household, given["digits"], given["owner"])
    except Invalid as refusal:
        messages.warning(request, " ".join(say(problem) for problem in refusal.problems))
    else:
        messages.success(request, _("The number is written down."))
    return redirect("residents:detail", household.pk)


@require_POST
def remove_contact(request: PageRequest, contact_id: int) -> HttpResponseBase:
    """Take out a number that is no longer theirs."""
    contact = get_object_or_404(queries.manageable_contacts(request.actor), pk=contact_id)
    services.remove_contact(request.actor, contact)
    messages.success(request, _("The number is deleted."))
    return redirect("residents:detail", contact.household_id)


@require_POST
def assign(request: PageRequest, household_id: int) -> HttpResponseBase:
    """Let somebody look after the household."""
    household = _household(request, household_id)
    form = AssignForm(request.POST)
    if form.is_valid():
        try:
            services.assign_household(request.actor, household, form.cleaned_data["assignee"])
        except Conflict as conflict:
            messages.warning(request, say(conflict.problem))
        else:
            text = _("%(name)s looks after the household now.")
            messages.success(request, text % {"name": form.cleaned_data["assignee"]})
    else:
        messages.warning(request, str(form.errors["assignee"][0]))
    return redirect("residents:detail", household.pk)


@require_POST
def end_assignment(request: PageRequest, assignment_id: int) -> HttpResponseBase:
    """Somebody no longer looks after the household."""
    assignments = queries.manageable_assignments(request.actor)
    assignment = get_object_or_404(assignments, pk=assignment_id)
    services.end_assignment(request.actor, assignment)
    text = _("%(name)s no longer looks after the household.")
    messages.success(request, text % {"name": assignment.assignee})
    return redirect("residents:detail", assignment.household_id)


@never_cache
def add_member(request: PageRequest, household_id: int) -> HttpResponseBase:
    """Write one person of the household down, where the programme asks for it."""
    household = _household(request, household_id)
    if not queries.members_kept_at(household.place):
        raise Http404
    return _member_page(request, household, None)


@never_cache
def edit_member(request: PageRequest, member_id: int) -> HttpResponseBase:
    """Put right what was typed wrongly about a person, or take the line out."""
    member = get_object_or_404(queries.manageable_members(request.actor), pk=member_id)
    return _member_page(request, member.household, member)


@require_POST
def remove_member(request: PageRequest, member_id: int) -> HttpResponseBase:
    """Take out a line that was written by mistake; who left or died is a change instead."""
    member = get_object_or_404(queries.manageable_members(request.actor), pk=member_id)
    services.remove_member(request.actor, member)
    messages.success(request, _("The line of %(name)s is taken out.") % {"name": member.name})
    return redirect("residents:detail", member.household_id)


def _member_page(
    request: PageRequest, household: Household, member: HouseholdMember | None
) -> HttpResponse:
    start = MemberForm.values_of(member) if member else {}
    form = MemberForm(request.POST or None, initial=start)

    def keep(given: Given) -> None:
        new = NewMember(**given)
        if member:
            services.correct_member(request.actor, member, new)
        else:
            services.add_member(request.actor, household, new)

    if carried_out(form, keep):
        messages.success(request, _("Saved."))
        return redirect("residents:detail", household.pk)
    mark_opened(request.actor, household)
    context = {"household": household, "member": member, "form": form}
    return render(request, "residents/member.html", context, status=422 if form.errors else 200)


def _household(request: PageRequest, household_id: int) -> Household:
    households = queries.visible_households(request.actor, "households.manage")
    return get_object_or_404(households, pk=household_id)

"""Signing before the leader, on the phone; taking a signature back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.formation import queries, services
from tuquan.formation.forms import WithdrawForm
from tuquan.formation.models import PledgeSignature


@require_safe
def my_pledges(request: PageRequest) -> HttpResponse:
    """What the households of the groups somebody leads can sign now."""
    require(request.actor.holds("group_leader"))
    return render(
        request, "formation/pledge_mine.html", {"lists": queries.signing_lists(request.actor)}
    )


@require_safe
def signing(request: PageRequest, registration_id: int, group_id: int) -> HttpResponse:
    """The households of a group, one tap for each that signs."""
    return _show(request, _list(request.actor, registration_id, group_id))


@require_POST
def sign(
    request: PageRequest, registration_id: int, group_id: int, household_id: int
) -> HttpResponseBase:
    """A household signs before its leader; tapped twice, it has signed once."""
    actor = request.actor
    found = _list(actor, registration_id, group_id)
    household = next((o.household for o in found.lines if o.household.pk == household_id), None)
    if household is None:
        raise Http404
    represented_by = request.POST.get("represented_by", "")
    try:
        services.sign_pledge(
            actor, found.registration, household, clock.today(), "phone", represented_by
        )
    except Invalid as refusal:
        errors = [{"field": f"by-{household.pk}", "text": say(p)} for p in refusal.problems]
        return _show(request, found, errors, household.pk, represented_by)
    except Conflict as refusal:
        messages.info(request, say(refusal.problem))
    else:
        messages.success(request, _("%(name)s has signed.") % {"name": household.head_name})
    address = reverse("formation:signing", args=[registration_id, group_id])
    return redirect(f"{address}#ho-{household.pk}")


def withdraw(request: PageRequest, signature_id: int) -> HttpResponseBase:
    """Take a signature back: a page of its own, so that nobody does it by a slip."""
    actor = request.actor
    signatures = queries.visible_signatures(actor).current()
    found: PledgeSignature = get_object_or_404(signatures, pk=signature_id)
    back = _back(actor, found)
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, initial={"on": clock.today()})
    if carried_out(
        form, lambda given: services.withdraw_signature(actor, found, given["on"], given["reason"])
    ):
        messages.success(request, _("The signature was withdrawn; it stays in the history."))
        return redirect(back)
    context = {
        "signature": found,
        "form": form,
        "back": back,
        "base": "base/desk.html" if actor.paths("places.view") else "base/phone.html",
    }
    status = 422 if form.is_bound else 200
    return render(request, "formation/pledge_withdraw.html", context, status=status)


def _list(actor: Actor, registration_id: int, group_id: int) -> queries.SigningList:
    found = queries.signing_list(actor, registration_id, group_id)
    if found is None:
        raise Http404
    return found


def _show(
    request: PageRequest,
    found: queries.SigningList,
    errors: list[dict[str, str]] | None = None,
    refused: int = 0,
    typed: str = "",
) -> HttpResponse:
    shown = ((line.household, found.group.path) for line in found.lines)
    mark_looks(request.actor, shown, Look.Kind.LISTED, "formation.pledge_phone")
    context = {
        "list": found,
        "promise": found.registration.promise,
        "errors": errors,
        "refused": refused,
        "typed": typed,
    }
    status = 422 if errors else 200
    return render(request, "formation/pledge_signing.html", context, status=status)


def _back(actor: Actor, signature: PledgeSignature) -> str:
    """The page the signature stands on: the leader's list, or the registration at the desk."""
    if actor.paths("places.view"):
        return reverse("formation:registration", args=[signature.registration_id])
    for one in queries.signing_lists(actor):
        here = {line.household.pk for line in one.lines}
        if one.registration == signature.registration and signature.household_id in here:
            return reverse("formation:signing", args=[one.registration.pk, one.group.pk])
    return reverse("formation:my_pledges")

"""Cards and phones of the people an officer looks after, and one's own phones."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuquan.accounts import queries, services
from tuquan.accounts.forms import CloseForm, ContactForm
from tuquan.accounts.models import Account
from tuquan.accounts.services import NewCard
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.core.cards import spaced


@require_safe
def card_page(request: PageRequest, account_id: int) -> HttpResponse:
    """How somebody signs in: their card, their phones, where they can be sent a message."""
    return _show(request, _managed(request, account_id))


@require_POST
@never_cache
def make_card(request: PageRequest, account_id: int) -> HttpResponse:
    """Make a card and show it this once, to be printed."""
    account = _managed(request, account_id)
    made = services.make_card(request.actor, account)
    return print_cards(request, [made], reverse("accounts:card", args=[account.pk]))


@require_POST
def revoke_card(request: PageRequest, account_id: int) -> HttpResponseBase:
    """Let the card that waits open nothing any more."""
    account = _managed(request, account_id)
    card = queries.card_of(account)
    if card is None:
        raise Conflict("card_over_already")
    services.revoke_card(request.actor, card)
    messages.success(request, _("The card opens nothing any more."))
    return redirect("accounts:card", account.pk)


@require_safe
def people_for_cards(request: PageRequest) -> HttpResponse:
    """Who could sign in by a card and has no phone yet: tick them, and print their cards."""
    return _people(request)


@require_POST
@never_cache
def make_cards(request: PageRequest) -> HttpResponse:
    """Make cards for everybody ticked, four to a sheet."""
    require(bool(request.actor.paths("accounts.manage")))
    ticked = [int(number) for number in request.POST.getlist("account") if number.isdigit()]
    people = queries.people_without_phone(request.actor).filter(pk__in=ticked)
    try:
        made = services.make_cards(request.actor, people)
    except Invalid as refusal:
        return _people(request, refusal)
    return print_cards(request, made, reverse("accounts:cards"))


@require_POST
def set_contact(request: PageRequest, account_id: int) -> HttpResponseBase:
    """Write down where somebody can be sent a message."""
    account = _managed(request, account_id)
    form = ContactForm(request.POST)
    if carried_out(
        form,
        lambda given: services.set_contact(request.actor, account, given["phone"], given["email"]),
    ):
        messages.success(request, _("It is written down."))
        return redirect("accounts:card", account.pk)
    return _show(request, account, contact_form=form)


@require_POST
def close_device(request: PageRequest, device_id: int) -> HttpResponseBase:
    """Close a phone of somebody, with the reason."""
    device = get_object_or_404(queries.manageable_devices(request.actor), pk=device_id)
    form = CloseForm(request.POST)
    if carried_out(
        form, lambda given: services.close_device(request.actor, device, given["reason"])
    ):
        messages.success(request, _("The phone is closed. It opens nothing any more."))
        return redirect("accounts:card", device.account_id)
    return _show(request, device.account, close_form=form, closing=device.pk)


@require_POST
def close_own_device(request: PageRequest, device_id: int) -> HttpResponseBase:
    """Close a phone of one's own, such as one that was lost."""
    device = get_object_or_404(queries.own_devices(request.actor), pk=device_id)
    services.close_device(request.actor, device, _("closed by its person"))
    messages.success(request, _("The phone is closed. It opens nothing any more."))
    return redirect("accounts:me")


def print_cards(request: HttpRequest, made: Sequence[NewCard], back_url: str) -> HttpResponse:
    """The page on which new cards are printed, one or four to a sheet; shown this once."""
    cards = []
    for one in made:
        address = request.build_absolute_uri(reverse("accounts:enter_by_card", args=[one.token]))
        cards.append(
            {
                "account": one.card.account,
                "duties": queries.duties_of(one.card.account),
                "qr": queries.qr_svg(address),
                "code": spaced(one.code),
                "until": one.card.expires_at,
            }
        )
    context = {
        "cards": cards,
        "typed_at": request.build_absolute_uri(reverse("accounts:enter")),
        "back_url": back_url,
    }
    return render(request, "accounts/print_cards.html", context)


def _managed(request: PageRequest, account_id: int) -> Account:
    return get_object_or_404(queries.manageable_accounts(request.actor), pk=account_id)


def _show(
    request: PageRequest,
    account: Account,
    *,
    contact_form: ContactForm | None = None,
    close_form: CloseForm | None = None,
    closing: int | None = None,
) -> HttpResponse:
    """The page of somebody's card and phones, with whichever form was refused kept."""
    card, refused = queries.card_of(account), contact_form or close_form
    context = {
        "account": account,
        "duties": queries.duties_of(account),
        "may_have_card": queries.signs_in_by_card(account),
        "card": card,
        "state": queries.card_state(card) if card else "",
        "devices": queries.devices_of(account),
        "contact_form": contact_form
        or ContactForm(initial={"phone": account.phone, "email": account.email}),
        "close_form": close_form,
        "closing": closing,
        "refused": refused,
    }
    return render(request, "accounts/card.html", context, status=422 if refused else 200)


def _people(request: PageRequest, refusal: Invalid | None = None) -> HttpResponse:
    require(bool(request.actor.paths("accounts.manage")))
    page = Paginator(queries.people_without_phone(request.actor), 50)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "refusal": refusal,
    }
    return render(request, "accounts/cards.html", context, status=422 if refusal else 200)

"""Signing in by a card or by a code that was sent: pages for people who are nobody yet.

A link alone never signs anybody in: whatever previews links (Zalo does) would use the card up.
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.accounts import queries, services
from tuquan.accounts.carriers import codes_can_be_sent
from tuquan.accounts.forms import CardCodeForm, CodeForm, PhoneForm
from tuquan.accounts.middleware import begin_session, keep_cookie
from tuquan.accounts.models import Account, SignInCard
from tuquan.base.errors import Conflict
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.problems import Problem

PREFIX = 2
"""Wrong tries are counted for the address of the phone, and for the first letters of the code."""


@login_not_required
@never_cache
def enter_by_code(request: PageRequest) -> HttpResponseBase:
    """Type the short code of a card; the next page asks whether one is its person."""
    if request.actor.user_id is not None:
        return _already_in(request, None)
    form = CardCodeForm(request.POST or None)
    if not form.is_valid():
        return _ask_for_code(request, form)
    typed = form.cleaned_data["code"]
    key = typed.strip().upper()[:PREFIX]
    if not ratelimit.consume(request, action="card_code", key=key, dry_run=True):
        form.add_error("code", say(Problem("too_many_codes")))
        return _ask_for_code(request, form, 429)
    card = queries.card_by_code(typed)
    if card is None:
        ratelimit.consume(request, action="card_code", key=key)
        form.add_error("code", say(Problem("card_code_unknown")))
        return _ask_for_code(request, form)
    return _enter(request, card, typed)


@login_not_required
@never_cache
def enter_by_card(request: PageRequest, token: str) -> HttpResponseBase:
    """The address in the QR code of a card: whose it is, and a button to confirm it."""
    card = queries.card_by_token(token)
    if request.actor.user_id is not None:
        return _already_in(request, card)
    if card is None:
        return _refused(request, Problem("card_unknown"))
    return _enter(request, card, "")


def _enter(request: PageRequest, card: SignInCard, code: str) -> HttpResponseBase:
    """Ask whether one is the person of a card; when they said so, bind the phone."""
    again = queries.is_phone_of(card, request.COOKIES)
    try:
        if not again:
            services.require_card_opens(request.actor, card)
        if request.method == "POST" and "confirm" in request.POST:
            return _bind(request, card, again)
    except Conflict as refusal:
        return _refused(request, refusal.problem)
    context = {
        "account": card.account,
        "duties": queries.duties_of(card.account),
        "code": code,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "accounts/confirm.html", context)


def _bind(request: PageRequest, card: SignInCard, again: bool) -> HttpResponseBase:
    if again:
        begin_session(request, services.wake_device(request.actor, card))
        return redirect(_next(request))
    bound = services.use_card(request.actor, card, request.headers.get("User-Agent", ""))
    return _let_in(request, bound)


def _let_in(request: PageRequest, bound: services.Bound) -> HttpResponseBase:
    begin_session(request, bound.device)
    text = _("This phone opens for you from now on, without a password. Keep it with you.")
    messages.success(request, text)
    response = redirect(_next(request))
    keep_cookie(response, bound.token)
    return response


@login_not_required
@never_cache
def ask_for_code(request: PageRequest) -> HttpResponseBase:
    """Ask for a code to be sent to one's telephone; only where a channel can send one."""
    if request.actor.user_id is not None or not codes_can_be_sent():
        return redirect("home" if request.actor.user_id else "accounts:enter")
    form = PhoneForm(request.POST or None)
    if form.is_valid():
        number = queries.read_number(form.cleaned_data["phone"])
        if not ratelimit.consume(request, action="send_code", key=number):
            form.add_error("phone", say(Problem("too_many_codes_sent")))
            return _page(request, "accounts/ask_for_code.html", form, 429)
    if carried_out(form, lambda given: services.ask_for_code(request.actor, given["phone"])):
        sent = CodeForm(initial={"phone": form.cleaned_data["phone"]})
        return _page(request, "accounts/type_code.html", sent)
    return _page(request, "accounts/ask_for_code.html", form)


@login_not_required
@never_cache
def type_code(request: PageRequest) -> HttpResponseBase:
    """Type the code one was sent; whatever is wrong with it, the answer is the same."""
    if request.actor.user_id is not None or not codes_can_be_sent() or request.method != "POST":
        return redirect("home" if request.actor.user_id else "accounts:ask_for_code")
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, "accounts/type_code.html", form)
    number = queries.read_number(form.cleaned_data["phone"])
    if not ratelimit.consume(request, action="one_time_code", key=number):
        form.add_error("code", say(Problem("too_many_codes")))
        return _page(request, "accounts/type_code.html", form, 429)
    agent = request.headers.get("User-Agent", "")
    if done := carried_out(
        form, lambda given: services.use_code(request.actor, number, given["code"], agent)
    ):
        return _let_in(request, done.made)
    return _page(request, "accounts/type_code.html", form)


def _already_in(request: PageRequest, card: SignInCard | None) -> HttpResponseBase:
    """Nobody takes a card while somebody is signed in: an officer who tries it would use it up."""
    own = card is None or (isinstance(request.user, Account) and card.account_id == request.user.pk)
    if own:
        return redirect(_next(request))
    return _refused(request, Problem("card_of_somebody_else", params={"name": request.actor.name}))


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A card that opens nothing: why, and what to do."""
    context = {"sentence": say(problem), "codes_can_be_sent": codes_can_be_sent()}
    return render(request, "accounts/card_refused.html", context, status=409)


def _ask_for_code(request: HttpRequest, form: CardCodeForm, status: int = 422) -> HttpResponse:
    return _page(request, "accounts/enter.html", form, status)


def _page(
    request: HttpRequest, template: str, form: PhoneForm | CardCodeForm, status: int = 422
) -> HttpResponse:
    context = {
        "form": form,
        "codes_can_be_sent": codes_can_be_sent(),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, template, context, status=status if form.errors else 200)


def _next(request: HttpRequest) -> str:
    """Where somebody wanted to go, if that is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours else reverse("home")

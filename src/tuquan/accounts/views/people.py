"""Pages about accounts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.accounts import queries, services
from tuquan.accounts.forms import AccountForm, AddressFormForm, PasswordForm
from tuquan.accounts.middleware import SESSION_KEY
from tuquan.accounts.models import Account
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.places.queries import visible_places


def account_list(request: PageRequest) -> HttpResponse:
    """Who has an account here, and in which role."""
    require(bool(request.actor.paths("accounts.manage")))
    accounts = queries.manageable_accounts(request.actor)
    page = Paginator(accounts, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/index.html", {"page": page})


@never_cache
def add_account(request: PageRequest) -> HttpResponseBase:
    """Make an account; its first password is shown once, on the next page."""
    require(bool(request.actor.paths("accounts.manage")))
    places = visible_places(request.actor, "accounts.manage").order_by("path")
    form = AccountForm(request.actor, places, request.POST or None)
    if done := carried_out(
        form,
        lambda given: services.create_account(
            request.actor, given["name"], given["role"], given["place"], username=given["username"]
        ),
    ):
        return _show_password(request, *done.made)
    return render(request, "accounts/add.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@never_cache
def give_new_password(request: PageRequest, account_id: int) -> HttpResponse:
    """Reset somebody's password and show the new one once."""
    account = get_object_or_404(queries.manageable_accounts(request.actor), pk=account_id)
    return _show_password(request, account, services.reset_password(request.actor, account))


def _show_password(request: PageRequest, account: Account, password: str) -> HttpResponse:
    return render(
        request, "accounts/password_once.html", {"account": account, "password": password}
    )


@require_POST
def take_grant_back(request: PageRequest, grant_id: int) -> HttpResponseBase:
    """End a role from today on."""
    grant = get_object_or_404(queries.visible_grants(request.actor), pk=grant_id)
    services.end_grant(request.actor, grant)
    messages.success(request, _("The role ends today. What they did before stays on record."))
    return redirect("accounts:index")


def me(request: PageRequest) -> HttpResponseBase:
    """A person's own page: how to be addressed, letters, language, phones, password, sign out."""
    account = _own_account(request)
    form = AddressFormForm(request.POST or None, initial={"form": account.address_form})
    if form.is_valid():
        services.set_address_form(request.actor, account, form.cleaned_data["form"])
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    this = request.session.get(SESSION_KEY)
    devices = list(queries.own_devices(request.actor))
    context = {
        "form": form,
        "account": account,
        "devices": devices,
        "this_device": this,
        "waits_for_card": any(one.pk == this and not one.by_password for one in devices),
        "layout": "base/desk.html" if request.actor.paths("places.view") else "base/phone.html",
    }
    return render(request, "accounts/me.html", context)


@never_cache
def own_password(request: PageRequest) -> HttpResponseBase:
    """Change one's own password; forced after a first one."""
    account = _own_account(request)
    form = PasswordForm(request.POST or None)
    if carried_out(
        form,
        lambda given: services.change_own_password(
            request.actor, account, given["old"], given["new"]
        ),
    ):
        update_session_auth_hash(request, account)
        messages.success(request, _("Your new password is saved."))
        return redirect("home")
    context = {"form": form, "forced": account.must_change_password}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


def _own_account(request: PageRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Http404
    return request.user

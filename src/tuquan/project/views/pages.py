"""The first page of everybody, the first hour, and what every page may need."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.accounts.queries import has_administrator, nobody_yet
from tuquan.accounts.services import set_up_administrator
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.reference import current_reference
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.project.first_hour import first_hour_steps
from tuquan.project.forms import SetUpForm
from tuquan.project.navigation import (
    TEXT_SIZE_COOKIE,
    is_above_communes,
    is_leader_only,
    leader_shortcuts,
)
from tuquan.project.set_up import is_setup_code
from tuquan.reports.views import leader_home


@login_not_required
def home(request: PageRequest) -> HttpResponseBase:
    """Everybody's first page: a visitor's, a leader's, or the desk."""
    actor = request.actor
    if actor.user_id is None:
        return redirect("set_up" if nobody_yet() else "about")
    if is_leader_only(actor):
        return leader_home(request, leader_shortcuts(actor))
    if actor.paths("reports.endorse"):
        return redirect("area_desk")
    if is_above_communes(actor):
        return redirect("consolidations:communes")
    return redirect("reports:desk" if actor.paths("totals.view") else "first_hour")


@login_not_required
def about(request: PageRequest) -> HttpResponse:
    """What this is, for somebody who has not signed in."""
    return render(request, "project/about.html")


def first_hour(request: PageRequest) -> HttpResponse:
    """What is set up and what comes next, from an empty installation to the first report."""
    require(bool(request.actor.paths("programmes.manage")))
    return render(request, "project/first_hour.html", {"steps": first_hour_steps(request.actor)})


@login_not_required
@never_cache
def set_up(request: PageRequest) -> HttpResponseBase:
    """Make the first administrator; gone once there is one."""
    if has_administrator():
        return redirect("account_login")
    form = SetUpForm(request.POST or None)
    if form.is_valid() and not is_setup_code(form.cleaned_data["code"]):
        form.add_error("code", _("This is not the code. Look at what the server printed."))
    system = Actor.system("set-up page", via="web")
    if carried_out(
        form,
        lambda given: set_up_administrator(
            system, given["name"], given["username"], given["password"]
        ),
    ):
        messages.success(request, _("The administrator's account is ready. Sign in."))
        return redirect("account_login")
    return render(
        request, "project/set_up.html", {"form": form}, status=422 if form.errors else 200
    )


@login_not_required
def no_sign_up(request: PageRequest) -> HttpResponseBase:
    """Nobody signs up by themselves: the commune office makes accounts."""
    return redirect("account_login")


@login_not_required
def forgotten_password(request: PageRequest) -> HttpResponse:
    """What to do about a forgotten password: somebody at the commune office gives a new one."""
    return render(request, "project/forgotten_password.html")


@login_not_required
@require_POST
def choose_language(request: PageRequest) -> HttpResponse:
    """Remember on this device which language to show."""
    return _remember(request, "language", request.POST.get("language", "vi"))


@login_not_required
@require_POST
def choose_text_size(request: PageRequest) -> HttpResponse:
    """Remember on this device whether letters are large."""
    return _remember(request, TEXT_SIZE_COOKIE, request.POST.get("size", ""))


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        cookie,
        value[:10],
        max_age=60 * 60 * 24 * 365,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


@login_not_required
def health(request: PageRequest) -> JsonResponse:
    """Whether the server answers and its database does too; for whoever watches it."""
    has_administrator()
    return JsonResponse({"ok": True, "today": clock.today().isoformat()})


@login_not_required
def style_page(request: PageRequest) -> HttpResponse:
    """Every component in every state; only while developing."""
    return render(request, "base/style.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 in plain words."""
    return _error_page(request, "base/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long or came from elsewhere; a script is answered in JSON."""
    if "application/json" in request.headers.get("Accept", ""):
        text = say(Problem("phone_csrf"))
        return JsonResponse({"error": "csrf", "text": text}, status=403)
    return _error_page(request, "base/403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for everything outside somebody's scope."""
    return _error_page(request, "base/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the number that stands in the log.

    Made without the context of other pages: that asks the database, which may be what failed.
    """
    page = render_to_string("base/500.html", {"reference": current_reference()})
    return HttpResponse(page, status=500)


def _error_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, {"reference": current_reference()}, status=status)

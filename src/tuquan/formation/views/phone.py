"""The household list of a leader's telephone: find one, tick who signs, call."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.outbox.shells import render_shell


@login_not_required
@require_safe
def households_shell(request: HttpRequest) -> HttpResponse:
    """The list without anybody's household, for the worker to keep."""
    data = {"tell": reverse("household_shells:change"), "texts": _texts()}
    return render_shell(request, "formation/households_shell.html", {"data": data})


def _texts() -> dict[str, str]:
    """What the script says; `{name}` stands where it puts a value."""
    return {
        "members": _("{n} members"),
        "door": _("number {door}"),
        "found": _("{shown} of {total} households"),
        "figure": _("{signed} of {of} households have signed"),
        "waiting": _("{n} on this phone only, not sent yet"),
        "signed": _("signed {on}"),
        "ticked": _("ticked, not sent yet; tap again to take it away"),
        "sending": _("ticked, is being sent"),
        "call": _("Call {name}"),
        "tell": _("Tell what happened in the household of {name}"),
        "title": _("Signatures: {title}"),
    }

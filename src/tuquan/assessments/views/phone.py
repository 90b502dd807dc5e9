"""The sheet on a telephone: filled in with or without network."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.base.texts import TEXTS
from tuquan.outbox.shells import render_shell


@login_not_required
@require_safe
def sheet_shell(request: HttpRequest) -> HttpResponse:
    """The sheet without any unit's marks, for the worker to keep."""
    online = reverse("assessments:sheet", args=[0]).removesuffix("0/")
    data = {"online": online, "texts": _texts()}
    return render_shell(request, "assessments/sheet_shell.html", {"data": data})


def _texts() -> dict[str, str]:
    """What the script says; `{name}` stands where it puts a value."""
    return {
        "yes": _("Yes"),
        "no": _("No"),
        "not_applicable": _("does not apply"),
        "open": _("not marked"),
        "figures": _("By the figures: {box}"),
        "done": _("{done} of {of} rows marked"),
        "again": _("{n} rows to look at again"),
        "unproven": str(TEXTS["evidence_missing"]) % {"number": "{no}"},
        "missing": str(TEXTS["mark_missing"]) % {"number": "{no}"},
        "saved": _("kept on this phone {at}"),
        "waits": _("It is sent by itself as soon as there is a network. You may close this page."),
        "by": _("{by}, {at}"),
        "mine": _("This phone"),
    }

"""The roll of a meeting on a telephone: who came, with or without network."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.outbox.shells import render_shell


@login_not_required
@require_safe
def attendance_shell(request: HttpRequest) -> HttpResponse:
    """The roll without anybody's household, for the worker to keep."""
    online = reverse("meetings:detail", args=[0]).removesuffix("0/")
    data = {"online": online, "texts": _texts()}
    return render_shell(request, "meetings/attendance_shell.html", {"data": data})


def _texts() -> dict[str, str]:
    """What the script says; `{name}` stands where it puts a value."""
    return {
        "door": _("number {door}"),
        "found": _("{shown} of {total} households"),
        "figure": _("{came} of {of} households have come"),
        "need": _("at least {need} are needed"),
        "enough": _("enough: {need} are needed"),
        "waiting": _("{n} on this phone only, not sent yet"),
        "ticked": _("kept on this phone, not sent yet"),
        "sending": _("is being sent"),
        "came": _("came"),
        "absent": _("did not come"),
        "proxy": _("{by} came for it"),
        "somebody": _("somebody else"),
        "rest": _("The other {n} did not come"),
        "by": _("{by}, {at}"),
        "title": _("Who came: {title}"),
    }

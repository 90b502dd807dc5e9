"""The words and settings that a telephone's scripts are given with the page."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def phone_texts() -> dict[str, object]:
    """The sentences for each state of an entry, in the page's language, and two settings.

    A shell is kept with its words, so that it speaks without network; {…} are filled in there.
    """
    return {
        "draft": _("Draft, kept at {time}"),
        "queued": _("Waits for the network"),
        "sending": _("Is being sent"),
        "login": _("Sign in again"),
        "received": _("The commune has it, number {receipt}"),
        "received_plain": _("The commune has it"),
        "received_waits": _("The commune has it; it waits to be checked"),
        "stray": _("Given to the commune officer"),
        "invalid": _("To be corrected: {reason}"),
        "conflict": _("There are two versions"),
        "failed": _("Could not be sent, call the commune officer"),
        "code": _("Code {code} · written at {time}"),
        "copied": _("Copied"),
        "days_left": _("{days} days left"),
        "due_today": _("Due today"),
        "overdue": _("{days} days overdue"),
        "sign_out": reverse("account_logout"),
        "worker": not settings.NO_WORKER,
    }

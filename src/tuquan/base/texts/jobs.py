"""Sentences about work in the background."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, object] = {
    "job_over": _("This work is over already. Nothing was changed."),
    "job_not_failed": _("This work did not fail, so it is not done again."),
    "job_broke": _(
        "The work broke off for a reason that is not in your data. Try again; if it happens once "
        "more, tell the administrator this number: %(reference)s."
    ),
    "job_stopped_often": _(
        "The work was cut off several times, perhaps because the machine ran out of memory. "
        "Try it with a smaller file, or tell the administrator."
    ),
}
KINDS = {
    "residents.read_list": _("reading a household list"),
    "residents.write_list": _("writing a household list into the register"),
    "residents.clean_up": _(
        "deleting the numbers of households that left a year ago, and forgotten lists"
    ),
    "approvals.hand_on": _("handing on what waits for somebody whose post is vacant"),
    "outbox.purge": _("forgetting which entries phones sent more than 90 days ago"),
    "accounts.send_code": _("sending a code to sign in"),
    "notices.alert": _("Tell people of what waits for them"),
    "assessments.open_cycles": _("Open the sheets of the year"),
    "reports.open_periods": _("Open the reports whose time has come"),
    "consolidations.fold": _("Bring totals up to date"),
    "reports.remind": _("Remind of reports that are missing"),
    "documents.issue_batch": _("issuing papers one after the other"),
}
"""What each kind of work does, as the title of its page."""


def say_kind(kind: str) -> str:
    """What the work does, in words."""
    return str(KINDS.get(kind, _("Work in the background")))

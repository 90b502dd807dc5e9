"""Everything the script of the report form says, so that both languages come from one catalogue."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tuquan.base.texts import TEXTS
from tuquan.reports.queries.trends import trend_texts
from tuquan.reports.views.fields import incident_words

CHECKED = (
    "missing_answer",
    "not_a_number",
    "not_whole_number",
    "not_a_day",
    "below_minimum",
    "above_maximum",
    "more_than_fact",
    "answered_and_not_applicable",
    "nil_needs_answer",
    "nil_with_figures",
)
"""The sentences of the server that the script says as well (`base.texts`)."""


def phone_texts() -> dict[str, object]:
    """Sentences by name; `%(name)s` stands where the script puts a value."""
    return {
        **{code: str(TEXTS[code]) for code in CHECKED},
        "trend": trend_texts(),
        "incident": incident_words(),
        "na": _("does not apply"),
        "open": _("not answered"),
        "none_yet": _("none yet"),
        "start": _("Start of the year"),
        "step": _("Step %(step)s of %(total)s: %(title)s"),
        "next": _("Next: %(next_title)s"),
        "returned": _("The commune asks for a correction"),
        "saved": _("Saved %(at)s"),
        "again_one": _("1 thing to look at again"),
        "again": _("%(n)s things to look at again"),
        "rest_met_one": _("The line that is left is met"),
        "rest_met": _("The %(n)s lines that are left are met"),
        "rest_before": _("The others stay as %(before)s"),
        "gone": _("The form changed. These lines are not asked any more:"),
        "to": _("Goes to: %(to)s"),
        "waits": _("It is sent by itself as soon as there is a network. You may close this page."),
        "waits_login": _("Sign in again, then it is sent by itself. Nothing is lost."),
        "received": _("The commune received it at %(at)s."),
        "not_taken": _("It was not taken. Call the officer of the commune and read it out."),
        "told": _("The officer typed in what was told by telephone, and it differs in places."),
        "differ_one": _("1 line differs. Choose the right one. Both versions are kept."),
        "differ": _("%(n)s lines differ. Choose the right ones. Both versions are kept."),
        "differ_none": _("No line contradicts another. Both parts are put together."),
        "decided": _("The commune has accepted that version. To change it, call the officer."),
        "mine": _("Written now"),
        "mine_of": _("Of %(who)s"),
        "theirs": _("On the commune's side"),
    }

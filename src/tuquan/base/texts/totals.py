"""Sentences about totals that are sent up."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "total_line_unknown": _("This line has no figure that can be put right. Choose another one."),
    "total_value_negative": _("A figure cannot be below zero. Enter how many there are."),
    "total_value_same": _("This is the figure that was added up. Nothing has to be put right."),
    "total_not_adjusted": _("Nobody has put this figure right. The one added up already stands."),
    "total_without_reports": _(
        "No report has been accepted yet, so there is nothing to send. Accept the reports first."
    ),
    "total_needs_second_person": _(
        "Here a second person has to say yes first, and to exactly what is sent. "
        "Ask a second person, then send it."
    ),
    "total_sent_meanwhile": _(
        "Somebody else has just sent this total. Open the page again to see what was sent."
    ),
    "total_nobody_asks": _("Nobody asks for a second person here any more. Open the page again."),
    "total_changed_meanwhile": _(
        "The total has changed since you were asked. Whoever prepares it has to ask again."
    ),
    "total_sent_anew": _(
        "Another version was sent up meanwhile. Read it, then decide about that one."
    ),
}

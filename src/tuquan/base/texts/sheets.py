"""Sentences about reports sent from a telephone, and about months in which nothing happened."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "answers_unreadable": _("What came from the telephone cannot be read. Open the report again."),
    "form_changed": _(
        "The form of this report changed while there was no network. Nothing you wrote is lost: "
        "look at what the new form asks."
    ),
    "nil_needs_answer": _("Answer this line first: only you can know it."),
    "nil_with_figures": _("Nothing happened is not true here: this line has a figure above 0."),
}

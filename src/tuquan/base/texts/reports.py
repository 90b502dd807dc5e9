"""Sentences about answers, reports and their review."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    # One line of a form (`core.questions`)
    "missing_answer": _("Please answer this line."),
    "not_a_number": _("“%(text)s” is not a number. Write digits only, for example 12 or 1.250."),
    "not_whole_number": _("“%(text)s” is not a whole number. Count whole ones, for example 12."),
    "wrong_kind": _("This answer does not fit the line. Please choose or write it again."),
    "not_a_choice": _("“%(text)s” is not one of the answers: %(choices)s."),
    "not_a_day": _("“%(text)s” is not a day. Write day, month and year, for example 25/11/2026."),
    "below_minimum": _("%(minimum)s is the least here; %(value)s was given."),
    "above_maximum": _("%(maximum)s is the most here; %(value)s was given."),
    "more_than_fact": _("The group has %(limit)s households; %(value)s was given."),
    "does_not_fit": _(
        "These two do not fit each other: “%(left_label)s” is %(left)s, “%(right_label)s” is "
        "%(right)s. %(label)s."
    ),
    "text_too_long": _("The text is too long. Keep it under %(maximum)s letters."),
    "note_too_long": _("The note is too long. Keep it under %(maximum)s letters."),
    "not_asked_here": _("This line is not asked here. Leave it empty."),
    "not_applicable_not_allowed": _("This line applies to every group. Please answer it."),
    "answered_and_not_applicable": _(
        "There is an answer, and “does not apply” is chosen too. Keep only one of the two."
    ),
    "unknown_question": _("The form has no such line any more. Open the report again."),
    # Writing and sending
    "not_open_yet": _("This report opens at %(opens_at)s. Please come back then."),
    "report_changed_meanwhile": _(
        "%(by)s saved this report at %(at)s. Nothing you wrote is lost: choose below what is right."
    ),
    "report_already_sent": _(
        "%(by)s sent this report at %(at)s. Nothing you wrote is lost: it stands below."
    ),
    "choice_missing": _("Choose one of the two."),
    # Review
    "report_not_waiting": _("This report is no longer waiting: %(by)s dealt with it already."),
    "reason_missing": _("Say in a few words what should be corrected."),
}

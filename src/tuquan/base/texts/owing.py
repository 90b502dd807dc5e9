"""What is wrong with more time, an unforeseen report, a goal, or something pressing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "report_locked": _(
        "The report was due on %(due)s and has been locked since %(since)s. %(who)s can open it"
        " again: call and say why it is late."
    ),
    "report_locked_for_good": _(
        "The report was due on %(due)s and has been locked since %(since)s. Nobody here can open"
        " it; ask the level above."
    ),
    "report_not_locked": _("The report is not locked: it can be written as it is."),
    "deadline_report_sent": _("The report is sent, so it needs no more time."),
    "deadline_changed_meanwhile": _(
        "Somebody changed the last day just now. Look at it and decide again."
    ),
    "deadline_reason_missing": _("Write why: it stays on record."),
    "deadline_reason_long": _("Write the reason in at most %(maximum)s characters."),
    "deadline_in_past": _("This day is over. Write today or a later day."),
    "deadline_too_far": _("Write a day until %(last)s."),
    "deadline_not_later": _("The report is due on %(due)s already. Write a later day."),
    "incident_unknown": _("The programme does not ask for this report any more. Begin again."),
    "incident_begun_meanwhile": _("Somebody began this report just now. Look under your reports."),
    "incident_in_future": _("This day is still to come. Write the day on which it happened."),
    "incident_too_old": _(
        "This was more than %(days)s days ago. Write it in the next report of the month or week."
    ),
    "goal_year_wrong": _("Goals are set for last year, this year and the five years to come."),
    "goal_line_unknown": _("The form does not have this line any more. Open the page again."),
    "goal_out_of_range": _("Write a goal that is not below zero and has at most 13 digits."),
    "goal_not_whole": _("This line counts something whole: write a goal without decimals."),
    "issue_words_missing": _("Write it in a few words."),
    "issue_words_long": _("Write at most %(maximum)s characters."),
    "issue_found_in_future": _("This day is still to come. Write the day on which it was found."),
    "issue_due_before_found": _("This day lies before the day on which it was found."),
    "issue_settled_day_wrong": _("Write a day from %(found)s until today."),
    "issue_settled_already": _("Somebody wrote just now that it is settled."),
}

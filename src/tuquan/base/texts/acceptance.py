"""What acceptances and visits say: what is missing for a decision, why something cannot go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "acceptance_not_checked": _(
        "The joint check is not written down yet. Write it down first, then decide."
    ),
    "acceptance_board_missing": _(
        "No committee is named. Choose which committee of the commune accepts."
    ),
    "acceptance_nobody_present": _(
        "Nobody of the committee is named. Write who was there, as on the minutes."
    ),
    "acceptance_without_figures": _(
        "The year has no figure yet. Without a report of the year there is nothing to accept."
    ),
    "acceptance_day": _(
        "The check of %(year)s cannot have been on %(day)s. It is in that year or later, and not "
        "in the future."
    ),
    "acceptance_board_elsewhere": _(
        "“%(name)s” is not a committee of this commune. Choose one of this commune."
    ),
    "acceptance_present_unnamed": _("A line has no name. Write name, then post, a line each."),
    "acceptance_results_missing": _("Write what was reached, as it will stand on the minutes."),
    "acceptance_too_long": _("This is too long. At most %(most)s characters fit."),
    "acceptance_reason_missing": _("Write the reason; it is shown beside the decision."),
    "acceptance_changed_meanwhile": _(
        "Somebody else changed the acceptance of %(name)s meanwhile. Load the page again."
    ),
    "acceptance_decided_already": _(
        "The model of %(name)s was decided already. It is changed only by a correction."
    ),
    "acceptance_not_decided": _("The model of %(name)s is not decided yet. Decide first."),
    "acceptance_group_dissolved": _(
        "%(name)s was dissolved. Nothing is accepted or visited there any more."
    ),
    "acceptance_ended": _("The acceptance of %(name)s ended with its area or group."),
    "acceptance_has_minutes": _("The minutes of %(name)s are written already. Open them."),
    "acceptance_festival_unknown": _(
        "The day of the Great Unity Festival of %(place)s in %(year)s is not written down yet."
    ),
    "acceptance_told_already": _("It is noted already that the result of %(name)s was told."),
    "reform_undo_acceptances": _(
        "%(count)s acceptances were opened since then. The reform cannot be undone any more."
    ),
    "visit_kind_unknown": _("Choose why somebody came."),
    "visit_who_missing": _("Write who took part, as on the minutes."),
    "visit_seen_missing": _("Write what was seen."),
    "visit_reason_missing": _("Write why it is withdrawn; it is shown beside it."),
    "visit_withdrawn_already": _("This visit was withdrawn. Load the page again and look."),
    "visit_too_long": _("This text is too long. Write at most %(most)s characters."),
    "visit_sheet_mismatch": _(
        "A re-verification looks at one sheet again, and other visits at none. Begin it from the "
        "page of the sheet."
    ),
    "visit_sheet_of_another": _("The sheet is that of %(name)s. Choose the same group or area."),
    "finding_text_missing": _("Write what was found."),
    "finding_due_before": _("The last day is before the visit of %(day)s. Choose a later day."),
    "finding_owner_missing": _("Write which post sees to it, such as the leader."),
    "finding_done_already": _("Somebody noted already that this was done."),
}

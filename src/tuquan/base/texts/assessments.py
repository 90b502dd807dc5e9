"""What the yearly sheet says: what is wrong with a mark, why a sheet or a result cannot go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "mark_on_unknown_row": _("The sheet has no such row. Load the page again."),
    "mark_missing": _("Row %(number)s is not marked yet. Mark “Yes”, “No”, or “does not apply”."),
    "mark_against_figures_yes": _(
        "By the figures row %(number)s is “Yes”. Mark it so, or write why it is not."
    ),
    "mark_against_figures_no": _(
        "By the figures row %(number)s is “No”. Mark it so, or write why it is not."
    ),
    "mark_against_figures_not_applicable": _(
        "Row %(number)s does not apply here. Leave it, or write why it does."
    ),
    "set_aside_needs_reason": _("Write why row %(number)s does not apply here."),
    "set_aside_at_the_figures": _(
        "Row %(number)s follows from figures. Say at the figures, in the report, that they do not "
        "apply."
    ),
    "notice_too_long": _("The number of a notice has at most %(most)s characters."),
    "difference_needs_reason": _("This differs from the sheet's own mark. Write why."),
    "return_reason_missing": _("Write what has to be corrected, so that people know."),
    "sheet_changed_meanwhile": _(
        "Somebody else changed the sheet of %(name)s meanwhile. Load the page again."
    ),
    "sheet_marked_meanwhile": _(
        "Somebody else marked this sheet meanwhile, otherwise than you at: %(rows)s. Your marks "
        "stand here and are not saved yet. Look at these rows, then save."
    ),
    "verifier_is_the_assessor": _(
        "You handed the sheet of %(name)s in yourself. Somebody else has to check it."
    ),
    "sheet_not_checked_yet": _("The sheet of %(name)s is not checked yet. Check it first."),
    "result_not_known_yet": _("There is no result yet. Still missing: %(missing)s."),
    "result_replaced_already": _(
        "The result of %(name)s was corrected already. Open the later one."
    ),
    "correction_reason_missing": _("Write why the result is corrected; it is shown beside it."),
    "reform_undo_assessed": _(
        "%(count)s sheets were opened since then. The reform cannot be undone any more."
    ),
}

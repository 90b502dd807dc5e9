"""What the yearly sheet says: what is wrong with a mark, why a sheet or a result cannot go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "mark_on_unknown_row": _("The sheet has no such row. Load the page again."),
    "mark_missing": _("Row %(number)s is not marked yet. Mark “Yes”, “No”, or “does not apply”."),
    "evidence_missing": _(
        "The programme asks for evidence at row %(number)s: add a file, or write the number of the "
        "paper."
    ),
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
    "sheet_closed_meanwhile": _(
        "The sheet of %(name)s was handed in or ended before this arrived, so it takes no more "
        "marks. If something has to be put right, ask whoever checks it to give it back."
    ),
    "sheet_marked_elsewhere": _(
        "Somebody else marked this sheet meanwhile, otherwise than you at: %(rows)s."
    ),
    "verifier_is_the_assessor": _(
        "You handed the sheet of %(name)s in yourself. Somebody else has to check it."
    ),
    "sheet_not_checked_yet": _("The sheet of %(name)s is not checked yet. Check it first."),
    "result_not_known_yet": _("There is no result of %(name)s yet. Still missing: %(missing)s."),
    "nothing_to_return": _("No sheet waits for the check or its result."),
    "nothing_checked_to_decide": _("No sheet waits for its result. Check the sheets first."),
    "quota_is_decided_together": _(
        "A class of this programme has a quota. Give all results at once, on the page of the year."
    ),
    "quota_needs_everybody": _(
        "A class of this programme has a quota, and %(count)s sheets are not checked yet. Check "
        "them first, or whoever comes later would find the places taken."
    ),
    "posting_still_runs": _(
        "What was found is posted until %(until)s. Give results after that day."
    ),
    "posting_missing": _(
        "This programme has what was found posted for %(days)s days before results are given. "
        "Note the posting first."
    ),
    "posting_where_missing": _("Write where it is posted."),
    "posting_too_short": _("It is posted for at least %(least)s days."),
    "posting_day_wrong": _("The day lies in %(year)s or later, and not after today."),
    "posting_nothing_checked": _("No sheet is checked yet, so there is nothing to post."),
    "step_unknown": _("The programme has no such step. Load the page again."),
    "step_due_before_it_opens": _("The last day lies before the first one."),
    "limits_impossible": _(
        "Give working days from 1 to %(most)s; who complains is told before being answered."
    ),
    "sample_share_impossible": _("Give a share from 1 to 100 %%."),
    "sample_of_nothing": _("No sheet waits for the check. Draw once sheets were handed in."),
    "sample_drawn_already": _("The sheets were drawn already; nobody draws twice."),
    "sample_not_checked_yet": _("Check every sheet that was drawn first."),
    "publishing_nothing_decided": _("No result was given yet, so there is nothing to publish."),
    "cycle_published_already": _("The results are public already."),
    "cycle_not_published": _("The results are not public."),
    "cluster_name_too_long": _("The name of a cluster has at most %(most)s characters."),
    "zone_unknown": _("This programme knows the zones %(zones)s."),
    "clusters_after_results": _(
        "Results were given already. Clusters stay as they were when they were given."
    ),
    "appraisal_of_somebody_else": _(
        "That vote is not one of this group or area in this year, or was not counted yet."
    ),
    "sheet_is_over": _("The sheet of %(name)s has its result already."),
    "benchmark_not_asked": _(
        "No row of this programme is compared with that. Load the page again."
    ),
    "benchmark_impossible": _("Give a figure from 0 up, of at most fourteen digits."),
    "benchmark_without_figure": _("Write the figure, or empty where it is taken from."),
    "benchmark_without_source": _("Write which paper the figure is taken from, with its number."),
    "benchmark_source_long": _("At most %(most)s characters."),
    "title_unknown": _("No criterion of this programme counts years of that."),
    "title_year_impossible": _("Give a year from %(from)s to %(until)s."),
    "title_needs_its_decision": _("Write the number and day of the decision that gave the title."),
    "title_gone": _("Somebody else took this title out meanwhile."),
    "complaint_before_anything_was_found": _(
        "Nothing was found yet about %(name)s. Objections come once the sheet is checked."
    ),
    "complaint_text_missing": _("Write what is objected to."),
    "complaint_too_long": _("At most %(most)s characters."),
    "complaint_day_wrong": _("The day lies after the check (%(since)s) and not after today."),
    "complaint_answer_missing": _("Write the answer and its reason."),
    "complaint_answered_already": _("This complaint was dealt with already. Load the page again."),
    "result_replaced_already": _(
        "The result of %(name)s was corrected already. Open the later one."
    ),
    "correction_reason_missing": _("Write why the result is corrected; it is shown beside it."),
    "reform_undo_assessed": _(
        "%(count)s sheets were opened since then. The reform cannot be undone any more."
    ),
}

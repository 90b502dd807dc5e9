"""What dossiers say: what is missing in one, why it cannot go on, what its steps are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "dossier_no_households": _(
        "%(group)s has no household yet. Put households into it on the page of the area."
    ),
    "dossier_below_minimum": _(
        "%(count)s households, the programme wants at least %(minimum)s. Shown, not refused."
    ),
    "dossier_above_maximum": _(
        "%(count)s households, the programme wants at most %(maximum)s. Shown, not refused."
    ),
    "dossier_no_meeting": _("No closed meeting is chosen that elected leader and deputy."),
    "dossier_no_leader": _("Nobody is named as “%(post)s” yet."),
    "dossier_few_people": _("%(count)s people are named, the programme wants at least %(needed)s."),
    "dossier_nobody_new": _("Everybody named holds the post already: there is nothing to decide."),
    "dossier_no_request": _("The request is not written yet."),
    "dossier_no_request_issued": _("The request is a draft: look at it, then issue it."),
    "dossier_no_request_withdrawn": _(
        "The request %(number)s was withdrawn. Write another one, and issue it."
    ),
    "dossier_no_decision": _("The decision is not written yet."),
    "dossier_no_decision_issued": _(
        "The decision is a draft: look at it, then give it its number."
    ),
    "dossier_no_decision_withdrawn": _(
        "The decision %(number)s was withdrawn. Open another dossier for what is to be decided now."
    ),
    "dossier_lacks": _("%(group)s, %(place)s: %(why)s"),
    "dossier_open_already": _("%(group)s has a dossier already. Go on with that one."),
    "dossier_over": _(
        "The dossier of %(group)s was decided or given up meanwhile. Load the page again."
    ),
    "dossier_list_changed": _(
        "The households of the group changed since the decision was written. Throw the draft away "
        "and write the decision again, so that the list is right."
    ),
    "dossier_has_paper": _("The paper for %(group)s is written already. Open it in the dossier."),
    "dossier_decision_written": _(
        "The decision for %(group)s is written with these people. Throw its draft away first, then "
        "change the dossier and write it anew."
    ),
    "dossier_dropped_in_paper": _(
        "The dossier of %(group)s was given up, but this decision still names the group. Throw the "
        "draft away and write the decision anew."
    ),
    "dossier_groups_missing": _("No group is chosen. Tick at least one."),
    "dossiers_missing": _("No dossier is chosen. Tick at least one."),
    "dossiers_differ": _(
        "One decision is about one programme and one kind: establish, reconstitute, recognise or "
        "dissolve. Choose dossiers that are alike."
    ),
    "dossiers_of_plan_missing": _(
        "The plan for %(place)s changes %(count)s more groups. Tick all of its dossiers: the plan "
        "is carried out as a whole."
    ),
    "dossier_plan_changes_nothing": _("The plan changes no group. Adjust it first."),
    "dossier_kind_unknown": _("“%(kind)s” is no kind of decision. Choose one from the list."),
    "dossier_group_not_for_establish": _(
        "%(group)s is not a proposed group: it cannot be founded."
    ),
    "dossier_group_not_for_reconstitute": _(
        "%(group)s does not work: only a formed group can be reconstituted."
    ),
    "dossier_group_not_for_recognise_head": _(
        "%(group)s does not work: only a formed group can get a new leader."
    ),
    "dossier_group_not_for_dissolve": _(
        "%(group)s does not work: only a formed group can be dissolved."
    ),
    "dossier_other_programme": _("%(group)s belongs to another programme."),
    "dossier_other_place": _("%(group)s is in another commune."),
    "dossier_reason_missing": _("Write the reason: it stands in the paper and in the history."),
    "dossier_other_meeting": _(
        "“%(name)s” is no closed meeting of this group or its area. Close it first, or choose "
        "another."
    ),
    "dossier_position_unknown": _("The programme has no such post here. Choose one from the list."),
    "dossier_post_is_elected": _(
        "“%(post)s” is elected by the households. Hold the election in a meeting, then choose the "
        "meeting here."
    ),
    "dossier_name_missing": _("Write the full name."),
    "dossier_person_twice": _("%(name)s is named in this dossier already."),
    "dossier_no_paper": _(
        "The programme brings no paper for this step. Write it outside and enter its number in "
        "the number book."
    ),
    "dossier_no_paper_for_many": _(
        "The programme has only a decision for one group. Write one for each dossier."
    ),
}

STEPS = {
    "list": _("List of households"),
    "meeting": _("Meeting of the households"),
    "people": _("Leader and deputy"),
    "request": _("Written request"),
    "decision": _("Decision on paper"),
}
"""What the steps of a dossier are called."""

STATES = {
    "done": _("done"),
    "now": _("to be done now"),
    "later": _("later"),
    "not_needed": _("not needed"),
}
"""How a step stands."""

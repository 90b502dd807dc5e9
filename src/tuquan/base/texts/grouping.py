"""Sentences about barriers, wishes and plans to reconstitute the groups of an area."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "area_has_groups": _(
        "%(place)s has groups already. One group for the whole area can only be proposed where "
        "there are none."
    ),
    "area_is_one_group": _(
        "%(place)s is one group as a whole. Let households without a group join it by rearranging "
        "the groups."
    ),
    "barrier_name_missing": _("Write what the river, railway or road is called."),
    "barrier_name_long": _("A name may have %(maximum)s letters at most. Write a shorter one."),
    "barrier_kind_unknown": _("Choose whether it is a river, a railway or a main road."),
    "barrier_price_missing": _("Write how many metres crossing it counts."),
    "barrier_price_wrong": _(
        "Write between 1 and %(maximum)s metres, or say that nobody gets across."
    ),
    "barrier_too_short": _(
        "A line needs two different points at least. Choose two pairs of households, or write two "
        "lines of coordinates."
    ),
    "barrier_too_long": _(
        "That is %(count)s points; a line may have %(maximum)s at most. Leave some out."
    ),
    "barrier_without_points": _(
        "No household of %(place)s has a point on the map yet, so nobody can say on which side of "
        "the line it lives. Write down the points of the households first."
    ),
    "barrier_far_away": _(
        "Point %(number)s lies %(kilometres)s km from %(place)s. Latitude comes first, longitude "
        "second; please check."
    ),
    "barrier_line_unreadable": _(
        "Line %(number)s is no pair of latitude and longitude: “%(text)s”. Write it as in "
        "21.028500, 105.804800."
    ),
    "barrier_pair_half": _("Pair %(number)s names one household only. Choose the other one too."),
    "barrier_pair_unknown": _(
        "Pair %(number)s names a household that is not in the list: “%(text)s”. Choose one of "
        "those offered."
    ),
    "barrier_pair_without_point": _(
        "The household “%(text)s” of pair %(number)s has no point on the map. Choose a neighbour "
        "of it."
    ),
    "wish_kind_unknown": _("Choose whether they are to be together or apart."),
    "wish_too_few": _("Tick two households at least."),
    "regrouping_changes_nothing": _(
        "With this every household stays where it is, so there is nothing to plan."
    ),
    "regrouping_without_groups": _(
        "%(place)s has no formed group to rearrange. Propose groups and form them first."
    ),
    "regrouping_group_unknown": _(
        "This group is not one of the area or of the plan. Open the page again and choose anew."
    ),
    "regrouping_new_group_empty": _(
        "Nobody goes into the new group %(name)s. Let households join it, or leave it out."
    ),
    "group_name_long": _("A name may have %(maximum)s letters at most. Write a shorter one."),
    "regrouping_planned_already": _(
        "There is a plan for %(place)s already. Open it, or drop it before making another one."
    ),
    "regrouping_over": _(
        "The plan for %(place)s was carried out or dropped meanwhile. Open the page of the area "
        "and look before you go on."
    ),
    "regrouping_household_gone": _(
        "Households that were to move no longer live here (%(count)s): %(names)s. "
        "Bring the plan up to date."
    ),
    "regrouping_moved": _(
        "Since the plan was made households changed their group (%(count)s): %(names)s. "
        "Bring the plan up to date."
    ),
    "regrouping_group_gone": _(
        "A group that households were to join has been dissolved. Bring the plan up to date."
    ),
    "regrouping_day_ahead": _(
        "The day is still to come. Groups change on the day of the decision or after it."
    ),
    "regrouping_day_early": _(
        "Some of the households joined their group only on %(since)s. Choose that day or a later "
        "one."
    ),
    "dissolving_reason_missing": _("Write why the group is dissolved."),
    "dissolving_reason_long": _(
        "The reason may have %(maximum)s letters at most. Write a shorter one."
    ),
    "proposal_in_the_way": _(
        "There is a proposal for %(place)s that is not decided yet. Confirm it or throw it away "
        "before you rearrange the groups."
    ),
}

"""Sentences about what happens to households: events, members, consent, duplicates."""

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, object] = {
    # What a household's record may not hold.
    "household_door_wrong": _("The order of the door must lie between 0 and %(last)s."),
    "household_point_half": _("A point needs both numbers, north and east."),
    "household_point_outside": _("In Vietnam this lies between %(first)s and %(last)s degrees."),
    "household_choice_unknown": _("Choose one of the answers given."),
    # Changes.
    "change_kind_unknown": _("Choose what happened."),
    "change_day_future": _("The day must not lie after today, %(today)s."),
    "change_day_too_early": _("The day must not lie before the year %(first)s."),
    "change_until_before": _("The last day must lie after %(day)s, the day on which it began."),
    "change_birth_date_wrong": _(
        "Write the day of birth such as 21/8/1990, 8/1990 or 1990, and not in the future."
    ),
    "change_persons_wrong": _("Write how many people, from 1 to %(maximum)s."),
    "change_count_out": _(
        "The household counts %(now)s members; it would no longer have 1 to %(maximum)s."
    ),
    "change_empties_household": _(
        "Nobody would be left in this household. Write down that the whole household left instead."
    ),
    "change_count_unknown": _(
        "Nobody has written down how many members the household has, so the number stays unknown."
    ),
    "change_after_leaving": _(
        "Something was written down for %(last)s. The household cannot have left before that day."
    ),
    "change_before_last": _(
        "Something later was written down already, for %(last)s. Check the day."
    ),
    "change_before_list": _(
        "The household was written into the list on %(opened)s, after this day. Check whether its "
        "number of members holds this change already."
    ),
    "change_told_already": _("Somebody told the same for this day; it waits to be checked."),
    "change_member_unnamed": _("Without a name nobody is added to the list of members."),
    "change_member_unknown": _("Choose somebody who lives in this household."),
    "change_member_not_there": _("This person is in the household only since %(joined)s."),
    "members_not_kept": _("No programme here asks for the members of each household."),
    "change_head_left": _("This is the head of the household. Write down who is the head now."),
    "change_head_missing": _("Write the full name of the new head of the household."),
    "change_head_same": _("This is the head of the household already."),
    "change_split_count_missing": _("Write how many people are in the new household."),
    "change_split_count_differs": _(
        "You chose %(chosen)s members to go, but wrote another number."
    ),
    "change_split_too_many": _(
        "At least one person stays: the household has only %(now)s members."
    ),
    "change_other_missing": _("Choose another household."),
    "change_nothing": _("Nothing was changed."),
    "change_no_longer_fits": _(
        "The household has changed since this was told, so it can no longer be written down like "
        "this. Refuse it with a word to whoever told it, or write it down anew."
    ),
    "change_not_waiting": _("Somebody has decided about this already."),
    "change_not_done": _("This was taken back already, or never counted."),
    "change_is_your_own": _("Somebody else has to check what you told."),
    "change_reason_missing": _("Write why, for whoever told it."),
    "change_overtaken": _(
        "Something that came later stands on this, so it cannot be taken back. Take back the later "
        "change first, or correct the record."
    ),
    "change_kind_stays": _(
        "A household that was added is not taken back. Write down that it left, or merge it with "
        "the right one."
    ),
    # Leaving and coming back.
    "household_closed": _("The household of %(name)s is no longer in the list."),
    "household_open": _("The household of %(name)s is in the list already."),
    "household_erased": _("What was kept of this household was deleted for good."),
    "household_merged": _("This household became part of another one; take that back instead."),
    "household_return_day": _("The day must lie between %(first)s and %(last)s."),
    "erase_reason_missing": _("Write why it is deleted, for the record."),
    "erase_reason_names": _("Leave the name out of the reason: the reason is kept."),
    # Members, consent, numbers, who looks after a household.
    "member_name_missing": _("Write the full name."),
    "member_gone": _("This person is no longer in the list of members."),
    "consent_way_missing": _("Choose how the household said so."),
    "consent_giver_missing": _("Write who agreed. Silence is not consent."),
    "consent_given_already": _("The household has agreed to this already."),
    "consent_withdrawn_already": _("This was withdrawn already."),
    "consent_withdrawal_day": _("The day must lie between %(first)s and %(last)s."),
    "contact_needs_consent": _(
        "A number is kept only with consent to be called or to be in the Zalo group."
    ),
    "contact_number_wrong": _("A telephone number has ten digits and begins with 0."),
    "assignee_missing": _("Write who looks after the household."),
    "assigned_already": _("%(name)s looks after this household already."),
    "assignment_ended_already": _("Somebody has ended this already."),
    # Why two households may be one.
    "duplicate_same_name": _("Same head: %(name)s; a year of birth is missing."),
    "duplicate_same_year": _("Same head, same year of birth: %(name)s, %(year)s."),
    "duplicate_other_lane": _(
        "Same head, same year of birth: %(name)s, %(year)s; lanes %(first)s and %(second)s."
    ),
    "duplicate_near_year": _("Same head: %(name)s; years of birth %(first)s and %(second)s."),
    "duplicate_tone_style": _("One name spelt in two ways: %(first)s, %(second)s."),
    "duplicate_same_door": _("Same door: %(lane)s, number %(house_number)s."),
    "duplicate_same_number": _("Same house number: %(house_number)s."),
    "duplicate_same_phone": _("Same telephone number, ending in %(last)s."),
    # Lines of a household's history.
    "history_birth": _("A child was born"),
    "history_death": _("Somebody died"),
    "history_moved_in": _("Somebody moved in"),
    "history_moved_out": _("Somebody moved out"),
    "history_temporary_stay": _("Somebody stays here for a time"),
    "history_temporary_absence": _("Somebody is away for a time"),
    "history_head_changed": _("The household has another head"),
    "history_split": _("The household split; the other part: %(other)s (%(other_code)s)"),
    "history_split_waiting": _("The household split"),
    "history_merged": _("Two households became one; the other one: %(other)s (%(other_code)s)"),
    "history_merged_waiting": _("Two households became one"),
    "history_corrected": _("The record was corrected"),
    "history_added": _("The household was added to the list"),
    "history_came_back": _("The household came back"),
    "history_closed": _("The household left"),
    "history_imported": _("Read from the workbook %(file)s"),
    "history_listed": _("Written into the list"),
    "history_consent_given": _("%(who)s agreed: %(purpose)s"),
    "history_consent_withdrawn": _("%(who)s no longer agrees: %(purpose)s"),
    "history_assigned": _("%(who)s looks after the household from this day"),
    "history_assignment_ended": _("%(who)s no longer looks after the household"),
    "history_group_joined": _("In the group %(group)s from this day"),
    "history_group_left": _("No longer in the group %(group)s"),
    # Taking a list out.
    "export_purpose_missing": _("Say what the list is for: it stands in the record."),
    "export_kind_missing": _("Choose the kind of file."),
    "export_empty": _("No household is in this list."),
}

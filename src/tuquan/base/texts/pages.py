"""Sentences about what people do on pages and with commands."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    # Permission and state
    "not_allowed": _("You may not do this here."),
    "role_not_yours_to_give": _("You may not give this role. Ask the administrator."),
    "grant_outside_place": _("The role must lie within the place it is given for."),
    "not_your_account": _("This account is not yours to look after."),
    "already_set_up": _(
        "There is an administrator already. Sign in, or have the password reset by them."
    ),
    "place_unknown": _("There is no place “%(reference)s” that you may see. Check the code."),
    "date_wrong": _("“%(text)s” is not a date. Write day/month/year, for example 05/03/2026."),
    "confirm_needed": _("Nothing was written. Add --yes to write without being asked."),
    # Accounts
    "account_name_missing": _("Write the person's full name."),
    "username_taken": _("Somebody already signs in as “%(username)s”. Choose another name."),
    "password_wrong": _("The present password is not right."),
    "password_weak": _("The new password is too easy to guess. %(why)s"),
    "password_unchanged": _("The new password is the same as the present one. Choose another."),
    # Places
    "place_name_missing": _("Write the name of the place."),
    "place_name_taken": _("%(parent)s already has “%(name)s”. Check the list before adding it."),
    "place_parent_wrong": _("A place of this kind cannot stand here. Choose another parent."),
    "short_code_taken": _("The short code “%(code)s” is in use. Choose another."),
    # Programmes
    "edition_changed": _(
        "Edition %(edition)s of “%(programme)s” is installed already with other content. "
        "An issued edition never changes, only its forms may be renewed: give the correction a "
        "new edition number."
    ),
    "programme_unknown": _("No programme “%(programme)s” is installed. Install its pack first."),
    "adopted_already": _("%(place)s runs this edition already, since %(since)s."),
    "adoption_ends_before_it_begins": _("The last day must come after the first day."),
    "calendar_unknown": _("The programme has no calendar “%(calendar)s”."),
    "due_day_after_total": _(
        "%(title)s is due here on day %(day)s of the next month, but the total of the commune on "
        "day %(total)s already. Choose an earlier day, or ask the level above for a later one."
    ),
    "due_day_wrong": _("The due day must be a day from 1 to 28; %(day)s was given."),
    # Groups
    "household_grouped_already": _("The household of %(name)s is in a group of this programme."),
    "group_of_other_area": _("A household can only move to a group of its own area."),
    "group_name_missing": _("Write the name of the group."),
    "group_name_taken": _("%(place)s already has a group called “%(name)s”."),
    "group_not_formed": _("%(name)s is not formed yet. Confirm the proposal first."),
    "group_empty": _("%(name)s has no household. Move one in, or remove the group."),
    "position_unknown": _("The programme knows no position “%(position)s”."),
    "holder_name_missing": _("Write the full name of the person."),
    "term_ends_before_it_begins": _("The term must end after it begins."),
}

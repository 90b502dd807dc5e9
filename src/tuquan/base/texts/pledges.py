"""Sentences about pledges that are registered and signed, and about models of areas and groups."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "pledge_unknown": _("The programme has no such pledge here. Open the list of pledges again."),
    "pledge_place_wrong": _(
        "%(place)s is not a residential area under this programme. Choose another area."
    ),
    "pledge_group_wrong": _("%(group)s is not a formed group of %(place)s. Choose another."),
    "pledge_year_wrong": _("Choose a year from %(first)s to %(last)s."),
    "pledge_day_ahead": _("This day is still to come. Write today or an earlier day."),
    "pledge_before_programme": _("The programme runs since %(since)s. Write that day or a later."),
    "pledge_programme_over": _("The programme ended on %(until)s. Write an earlier day."),
    "pledge_name_missing": _("Write who registers: name and post."),
    "pledge_text_too_long": _("This is too long; keep it under %(maximum)s letters."),
    "pledge_denominator_needed": _(
        "Write how many there are to sign: %(words)s. The share is counted over this number."
    ),
    "pledge_denominator_wrong": _("Write a number from 1 to %(maximum)s."),
    "pledge_denominator_below": _(
        "%(signed)s have signed already, so the number cannot be smaller. Withdraw what was "
        "entered by mistake first."
    ),
    "pledge_denominator_same": _("The number is %(number)s already. Write the right one."),
    "pledge_no_households": _(
        "The household list is still empty, so there is nothing to count over. Import the list "
        "first, or write the number."
    ),
    "pledge_reason_missing": _("Write why the number changes; it stays on record."),
    "pledge_registered_already": _(
        "%(place)s has registered this pledge for %(year)s already. Open the list of pledges again."
    ),
    "pledge_made_once": _("This pledge is made once and not every year."),
    "pledge_changed_meanwhile": _(
        "Somebody else changed this pledge at the same moment. Open the page again and look "
        "before you go on."
    ),
    "pledge_closed": _("This pledge is closed: nobody can sign it any more."),
    "pledge_by_area_only": _("The area promises this by itself; households do not sign it."),
    "pledge_by_households_only": _("Only households sign this pledge."),
    "pledge_tick_withdrawn": _(
        "This household took its signature back on %(on)s. If it signed again since, write it down "
        "on the page of the pledge, with a network."
    ),
    "pledge_household_elsewhere": _(
        "A household is not, or no longer, among those who sign here. Open the page again."
    ),
    "pledge_nobody_ticked": _("Tick the households that signed first."),
    "pledge_signer_missing": _("Write the name of the office or unit that signed."),
    "pledge_signed_too_early": _(
        "It was registered on %(since)s only. Write that day or a later one."
    ),
    "pledge_signed_already": _("This signature is on the list already. Nothing was changed."),
    "pledge_withdrawn_already": _("This signature was withdrawn already. Open the page again."),
    "pledge_withdrawn_too_early": _(
        "The signature is of %(on)s. It can be withdrawn on that day or later."
    ),
    "model_place_wrong": _(
        "%(place)s is not a residential area under this programme. Choose another area."
    ),
    "model_group_wrong": _("%(group)s is not a formed group of %(place)s. Choose another."),
    "model_theme_unknown": _("Choose one of the themes of the programme."),
    "model_name_missing": _("Write the name of the model."),
    "model_content_missing": _("Write what is to be done."),
    "model_text_too_long": _("This is too long; keep it under %(maximum)s letters."),
    "model_day_ahead": _("This day is still to come. Write today or an earlier day."),
    "model_chosen_before_last": _(
        "“%(name)s” was chosen on %(on)s. Write that day or a later one."
    ),
    "model_chooser_missing": _("Write who chose it: the commune Front, or the Front committee."),
    "model_ends_too_early": _("The model was chosen on %(on)s. Write that day or a later one."),
    "model_reason_missing": _("Write why the model ends."),
    "model_changed_meanwhile": _(
        "Somebody else changed the model of %(place)s at the same moment. Open the page again and "
        "look before you go on."
    ),
    "reform_undo_pledged": _(
        "%(count)s pledges or models were written down since, so this change of places cannot be "
        "taken back."
    ),
}

"""Sentences about the fields an office adds to its household list."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "field_label_missing": _("Write what is asked, in a few words."),
    "field_label_taken": _("There is already a field of this name."),
    "field_kind_missing": _("Choose what is written into the field."),
    "field_kind_stays": _(
        "What is written into a field cannot be changed. End this field and add a new one."
    ),
    "field_too_many": _(
        "A list has at most %(maximum)s own fields. End one that is no longer needed."
    ),
    "field_position_wrong": _("Write a number from 0 to %(maximum)s."),
    "field_choices_count": _("Write %(least)s to %(maximum)s choices, one on each line."),
    "field_choice_twice": _("The same choice stands there twice."),
    "field_choice_used": _(
        "“%(choice)s” stands with some households, so this choice cannot be taken away."
    ),
    "field_never_kept": _(
        "“%(words)s”: the household list asks nobody for religion, belief, ethnicity, opinions, "
        "health, offences or poverty, and for no names or identity numbers of persons."
    ),
    "field_ended": _("“%(label)s” is no longer asked."),
    "field_not_asked": _("This field is no longer asked of the household."),
    "field_number_wrong": _("Write a whole number, in digits only."),
    "field_yes_no": _("Choose yes or no."),
    "field_day_wrong": _("Write a day like 21/08/2026."),
}

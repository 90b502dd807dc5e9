"""Sentences about the household list and its import."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "household_name_missing": _("Write the full name of the head of the household."),
    "household_birth_year_wrong": _("The year of birth must lie between %(first)s and %(last)s."),
    "household_members_wrong": _("A household has 1 to %(maximum)s members here."),
    "household_text_too_long": _("This is too long; keep it under %(maximum)s letters."),
    "household_changed_meanwhile": _(
        "Somebody else corrected this household meanwhile. What you typed is still here: compare "
        "it with what is kept now, then save again."
    ),
    "import_place_kind": _(
        "A household list belongs to a commune or a residential area; %(place)s is neither."
    ),
    "import_area_needed": _(
        "%(count)s households name no residential area (%(sheets)s). Choose the area they "
        "belong to."
    ),
    "import_area_outside": _("%(area)s is not a residential area of the place you chose."),
}

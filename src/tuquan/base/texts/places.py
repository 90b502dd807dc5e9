"""Sentences about places that change: reforms, their plans, and taking them back."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "reform_undo_in_use": _(
        "Something was written since that stands on this change of places, so it cannot be taken "
        "back. Record a new change instead."
    ),
    "reform_undo_changed": _(
        "Something this change of places moved was changed again since, so it cannot be taken "
        "back. Record a new change instead."
    ),
    "province_code_unknown": _("The national file has no province with the code %(codes)s."),
    "map_is_of_today": _(
        "This province already stands on the map since 01/07/2025; the map before that day cannot "
        "be loaded over it."
    ),
    "map_is_of_before": _(
        "This province still stands on the map before 01/07/2025, with districts. Carry out its "
        "arrangement instead: groups, households and reports then follow."
    ),
    "former_units_missing": _(
        "These former units are not in the tree: %(names)s. Load the map before 01/07/2025 of the "
        "province first."
    ),
}

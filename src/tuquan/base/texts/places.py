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
}

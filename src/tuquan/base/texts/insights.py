"""Sentences about totals."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "place_not_on_map": _("%(place)s did not exist on %(day)s. Choose a day on which it did."),
    "no_round": _(
        "%(place)s owes no report that fits: calendar %(calendar)s, period %(period)s. "
        "See the periods on the page of figures, or open them first with: tuquan periods open"
    ),
}

"""Sentences about totals."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "place_not_on_map": _("%(place)s did not exist on %(day)s. Choose a day on which it did."),
    "no_round": _(
        "%(place)s owes no report that fits: calendar %(calendar)s, period %(period)s. "
        "See the periods on the page of figures, or open them first with: tuquan periods open"
    ),
    "review_ends_before_it_begins": _("The last day lies before the first day."),
    "review_day_ahead": _(
        "A review tells what has happened: its last day cannot be after %(today)s."
    ),
    "review_unknown": _("The programme has no such review. Choose one of the list."),
    "review_body_of_another": _("This body does not issue papers about %(place)s."),
    "review_drafted_already": _(
        "The paper of this review is begun already: it is among the official papers. "
        "Go on with it there, or throw it away first."
    ),
}

"""Sentences about remarks, several decisions at once and reports told by telephone."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "remark_missing": _("Write in a few words what you ask or answer."),
    "remarks_settled_already": _("Somebody settled this already. Nothing was changed."),
    "nothing_chosen": _("No report is chosen. Tick at least one in the list."),
    "teller_missing": _("Write who told it, for example the leader's name."),
    "code_unreadable": _(
        "The code has six letters or digits, for example CJ4 FN8. Ask for it once more, or leave "
        "it empty when the telephone shows none."
    ),
    # Why a report is left out when several are accepted at once
    "left_out_odd": _("There is something to ask about: %(what)s."),
    "left_out_not_waiting": _("It does not wait for a decision."),
    "left_out_not_yours": _(
        "It is not your turn, or you wrote it yourself. Open it to see who can accept it."
    ),
    "left_out_asked": _("A question about it is not settled yet."),
}

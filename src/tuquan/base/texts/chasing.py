"""Sentences about asking for missing reports."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "contact_channel_missing": _("Say how you reached them: by telephone, Zalo or a visit."),
    "contact_outcome_missing": _("Say what came of it."),
    "nobody_chosen": _("Tick at least one reporter."),
}

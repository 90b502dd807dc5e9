"""Sentences a telephone shows about what it sent, and an officer about what came astray."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, object] = {
    "phone_login": _("Sign in again; what waits on this phone is then sent by itself."),
    "phone_csrf": _("The page was open too long. The phone tries again by itself."),
    "phone_other_user": _("Somebody else is signed in on this phone now. Nothing was sent."),
    "phone_malformed": _("The phone sent something that cannot be read. Open the page again."),
    "phone_too_large": _("This is too much to send at once. Shorten the texts, then send again."),
    "phone_post_only": _("This address only takes what a phone sends."),
    "entry_malformed": _("This entry cannot be read. Call the commune office and read it out."),
    "entry_invalid": _("Some lines have to be corrected. Tap to see which."),
    "entry_kind_unknown": _(
        "This version does not take such an entry any more. Call the commune office and read it "
        "out; it stays on this phone until then."
    ),
    "entry_subject_gone": _(
        "What this was written for is not yours any more or was taken away. Call the commune "
        "office; the entry stays on this phone."
    ),
    "entry_broke": _("The commune's machine could not take this now. The phone tries again."),
    "key_used_differently": _(
        "The same entry was sent before with other values. Open it and send it again."
    ),
    "stray_needs_reason": _("Write why it is not entered, so that its writer can be told."),
    "stray_settled_already": _("Somebody has decided about this already. Nothing was changed."),
}

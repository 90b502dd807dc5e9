"""The words in which households are asked to agree, kept by version: a consent names its own.

Whoever changes a sentence here gives it a new version, and keeps nobody's old consent for it.
"""

from django.utils.translation import gettext_lazy as _

WORDING = "2026-11"
"""The version of the words below; it stands on every consent given in them."""

ASKED = {
    "contact": _(
        "I agree that my telephone number is kept to call or write to me about the programme of my "
        "area, by the people who look after it there. I can withdraw this at any time; the number "
        "is then deleted at once. It is deleted 12 months after my household moves away."
    ),
    "zalo": _(
        "I agree to be in the Zalo group of my area with my telephone number, where the neighbours "
        "of the group can see it. I can withdraw this at any time; the number is then deleted here "
        "at once."
    ),
    "publication": _(
        "I agree that the name of the head of my household may stand on public pages about the "
        "programme of my area. I can withdraw this at any time."
    ),
}
"""What a household agrees to, by purpose; nothing is agreed by silence (domain d9)."""

"""Sentences about cards, phones and codes: what does not open, and what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "card_not_for_desks": _(
        "%(name)s works at an officer's desk too, or has no duty now. Cards are for leaders of "
        "groups and heads of areas; whoever sees more signs in with a password."
    ),
    "no_card_chosen": _("Tick the people whose cards are to be printed."),
    "card_over_already": _("This card opens nothing already. Make a new one if it is needed."),
    "card_used": _(
        "This card was used on another phone already, and it opens only one. If this is your new "
        "phone, ask the commune office for a new card."
    ),
    "card_revoked": _(
        "The commune office has replaced or revoked this card. Use the newer card, or ask the "
        "office for one."
    ),
    "card_expired": _(
        "This card was not used in time and has expired. Ask the commune office for a new one."
    ),
    "card_unknown": _(
        "No card belongs to this address. Hold the camera to the card once more, or type the code "
        "that is printed below the square."
    ),
    "card_code_unknown": _(
        "No card has this code. Compare it with the card letter by letter; there is no letter O, "
        "I or L and no digit 0 or 1 in it."
    ),
    "card_of_no_duty": _(
        "The person of this card leads no group or area now, or signs in with a password. Ask the "
        "commune office."
    ),
    "card_of_somebody_else": _(
        "%(name)s is signed in on this device. The card is for the phone of its own person. If "
        "this is that phone, sign out first and hold the camera to the card again."
    ),
    "too_many_codes": _("Too many wrong tries. Wait five minutes, then try again."),
    "too_many_codes_sent": _(
        "A code was asked for several times already. Wait a quarter of an hour, or ask the commune "
        "office for a card."
    ),
    "one_time_code_wrong": _(
        "The code is not right, or too old, or was tried too often. Type it again or ask for "
        "another one."
    ),
    "phone_number_wrong": _("This is no telephone number. Write ten digits, such as 0912 345 678."),
    "phone_number_taken": _(
        "Another account has this number, and a code could not tell the two apart. Leave it empty "
        "or write another one."
    ),
    "email_wrong": _("This is no address of e-mail. Correct it or leave it empty."),
    "closing_reason_missing": _("Write why the phone is closed."),
    "closing_reason_long": _("Write the reason in at most %(most)s letters."),
    "device_closed_already": _("This phone is closed already."),
    "leader_change_reason_missing": _("Write why the leader changes."),
    "group_without_leader": _("The programme names nobody who leads %(name)s."),
}

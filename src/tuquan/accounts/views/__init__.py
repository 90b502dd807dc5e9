"""Pages about accounts: people and roles, one's own page, cards and phones, signing in by them."""

from __future__ import annotations

from tuquan.accounts.views.cards import (
    card_page,
    close_device,
    close_own_device,
    make_card,
    make_cards,
    people_for_cards,
    print_cards,
    revoke_card,
    set_contact,
)
from tuquan.accounts.views.entering import ask_for_code, enter_by_card, enter_by_code, type_code
from tuquan.accounts.views.people import (
    account_list,
    add_account,
    give_new_password,
    me,
    own_password,
    take_grant_back,
)

__all__ = [
    "account_list",
    "add_account",
    "ask_for_code",
    "card_page",
    "close_device",
    "close_own_device",
    "enter_by_card",
    "enter_by_code",
    "give_new_password",
    "make_card",
    "make_cards",
    "me",
    "own_password",
    "people_for_cards",
    "print_cards",
    "revoke_card",
    "set_contact",
    "take_grant_back",
    "type_code",
]

"""Accounts and grants: making, giving, ending them, and following the map."""

from tuquan.accounts.services.keeping import (
    change_own_password,
    create_account,
    end_grant,
    first_password,
    free_username,
    give_grant,
    reset_password,
    set_address_form,
    set_up_administrator,
)

__all__ = [
    "change_own_password",
    "create_account",
    "end_grant",
    "first_password",
    "free_username",
    "give_grant",
    "reset_password",
    "set_address_form",
    "set_up_administrator",
]

"""The rows of cards, phones and codes by which people sign in, and of the change of a leader."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row, everybody
from tests.access.scene import Scene
from tuquan.accounts.models import Account, Role
from tuquan.accounts.services import make_card
from tuquan.accounts.services.cards import bind_device
from tuquan.base.actor import Actor

ROWS: dict[str, Row] = {
    "accounts:cards": Row((OK, OK, GONE, GONE)),
    "accounts:make_cards": Row((WRONG, WRONG, GONE, GONE), post=True),
    "accounts:card": Row((OK, OK, GONE, GONE), "account_id", using="card_account"),
    "accounts:make_card": Row((OK, OK, GONE, GONE), "account_id", post=True, using="card_account"),
    "accounts:revoke_card": Row(
        (MOVED, MOVED, GONE, GONE), "account_id", post=True, using="card_account"
    ),
    "accounts:set_contact": Row(
        (MOVED, MOVED, GONE, GONE), "account_id", post=True, using="card_account"
    ),
    "accounts:close_device": Row(
        (MOVED, MOVED, GONE, GONE),
        "device_id",
        post=True,
        using="device",
        data={"reason": "Mất máy"},
    ),
    # One's own phone only; the one of the scene is somebody else's.
    "accounts:close_own_device": Row(everybody(GONE), "device_id", post=True, using="device"),
    # Whoever is signed in goes on where they are; a card that nobody knows is refused to visitors.
    "accounts:enter": Row(everybody(MOVED), public=True),
    "accounts:ask_for_code": Row(everybody(MOVED), public=True),
    "accounts:type_code": Row(everybody(MOVED), public=True),
    "accounts:enter_by_card": Row(everybody(409), "token", public=True, using="card_token"),
    "groups:change_leader": Row((GONE, OK, GONE, GONE), "group_id"),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """Somebody with a phone bound and another card that waits."""
    account = make.account(Role.AREA_HEAD, scene.world.area, "Hồ Văn Phú")
    device = bind_device(Actor.anonymous(), account, "").device
    card = make_card(make.SYSTEM, Account.objects.get(pk=account.pk))
    return {"card_account": account.pk, "device": device.pk, "card_token": card.token}

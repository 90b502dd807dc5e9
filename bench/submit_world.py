"""A commune whose leaders owe many weekly reports, for `bench/submit.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from submit_bare import KEYS
from world import INSTANT, adopted_counts, formed_group, owed_by

from tuquan.base.scoping import path_step
from tuquan.core.time import Period

if TYPE_CHECKING:
    from tuquan.reports.models import Obligation

SENDERS = 16
FIRST = date(2022, 1, 3)


@dataclass(frozen=True, slots=True)
class Sender:
    """A leader at a telephone: a session, and the obligations still to be written."""

    account: int
    session: str
    version: str
    obligations: Sequence[int]


def build(reports: int) -> list[Sender]:
    """A commune whose groups owe enough weekly reports; their leaders are signed in."""
    from tuquan.accounts.models import Account, Grant, Role
    from tuquan.places.models import Place, PlaceKind
    from tuquan.reports.models import Obligation

    commune = Place.objects.create(
        pk=1, path=path_step(1), name="Xã đo", kind=PlaceKind.COMMUNE, short_code="do"
    )
    area = Place.objects.create(
        pk=2, parent=commune, path=path_step(1) + path_step(2), name="Thôn đo", kind=PlaceKind.AREA
    )
    adoption = adopted_counts(commune, "week", KEYS, FIRST)
    weeks = [
        Period("week", FIRST + timedelta(weeks=n), FIRST + timedelta(weeks=n + 1))
        for n in range(-(-reports // SENDERS))
    ]
    senders = []
    for number in range(1, SENDERS + 1):
        group = formed_group(adoption, area, number)
        group.save()
        account = Account.objects.create(username=f"to{number}", name="Đo", created_at=INSTANT)
        Grant.objects.create(
            account=account,
            role=Role.GROUP_LEADER,
            place=area,
            path=group.path,
            effective_from=FIRST,
        )
        owed = Obligation.objects.bulk_create(
            owed_by(adoption, group, week, commune) for week in weeks
        )
        senders.append(
            Sender(account.pk, _session(account), _version(owed[0]), [one.pk for one in owed])
        )
    return senders


def _session(account: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _version(obligation: Obligation) -> str:
    from tuquan.reports.queries.form_versions import version_of

    return version_of(obligation)

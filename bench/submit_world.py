"""A commune whose leaders owe many weekly reports, for `bench/submit.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from submit_bare import KEYS

from tuquan.base.scoping import path_step
from tuquan.core.packs import canonical_json, sha256
from tuquan.core.programme import Calendar, Edition, Form, Question, Section
from tuquan.core.time import DueRule, Period

if TYPE_CHECKING:
    from tuquan.programmes.models import Adoption
    from tuquan.reports.models import Obligation

SENDERS = 16
FIRST = date(2022, 1, 3)
INSTANT = datetime(2022, 1, 1, tzinfo=UTC)


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
    from tuquan.groups.models import ResidentGroup
    from tuquan.places.models import Place, PlaceKind
    from tuquan.reports.models import Obligation

    commune = Place.objects.create(
        pk=1, path=path_step(1), name="Xã đo", kind=PlaceKind.COMMUNE, short_code="do"
    )
    area = Place.objects.create(
        pk=2, parent=commune, path=path_step(1) + path_step(2), name="Thôn đo", kind=PlaceKind.AREA
    )
    adoption = _adoption(commune)
    weeks = [
        Period("week", FIRST + timedelta(weeks=n), FIRST + timedelta(weeks=n + 1))
        for n in range(-(-reports // SENDERS))
    ]
    senders = []
    for number in range(1, SENDERS + 1):
        group = ResidentGroup.objects.create(
            pk=number,
            programme=adoption.edition.programme,
            place=area,
            path=ResidentGroup.path_of(area, number),
            name=f"Tổ {number}",
            number=number,
            state=ResidentGroup.State.FORMED,
        )
        account = Account.objects.create(username=f"to{number}", name="Đo", created_at=INSTANT)
        Grant.objects.create(
            account=account,
            role=Role.GROUP_LEADER,
            place=area,
            path=group.path,
            effective_from=FIRST,
        )
        owed = Obligation.objects.bulk_create(
            Obligation(
                adoption=adoption,
                edition=adoption.edition,
                calendar="weekly",
                form_key="weekly",
                reporter=f"group:{number}",
                group=group,
                place=area,
                commune=commune,
                path=group.path,
                period_key=week.key,
                period_start=week.start,
                period_until=week.until,
                opens_at=INSTANT,
                cut_off_at=INSTANT,
                due_at=INSTANT,
            )
            for week in weeks
        )
        senders.append(
            Sender(account.pk, _session(account), _version(owed[0]), [one.pk for one in owed])
        )
    return senders


def _adoption(place: Any) -> Adoption:
    from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition

    questions = tuple(Question(key, key, "count", aggregation="sum") for key in KEYS)
    form = Form("weekly", "Báo cáo", "periodic", (Section("all", "Câu hỏi", questions),))
    edition = Edition(
        "bench",
        "1",
        *("Bench",) * 3,
        FIRST,
        sources=(),
        checked_on=FIRST,
        forms=(form,),
        calendars=(Calendar("weekly", "Báo cáo", "week", "group", DueRule(5), form="weekly"),),
    )
    installed = ProgrammeEdition.objects.create(
        programme=Programme.objects.create(key="bench", name="Bench"),
        key="1",
        definition=canonical_json(edition),
        sha256=sha256(edition),
        installed_at=INSTANT,
    )
    return Adoption.objects.create(edition=installed, place=place, effective_from=FIRST)


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

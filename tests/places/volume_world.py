"""A real province of before July 2025 with the volume of a real one, written table by table.

The only maker that writes tables directly: through the services it would take an hour.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count, islice

import pytest

from tests import make
from tests.reports.worlds import filled
from tuquan.accounts.models import Account, Grant, Role
from tuquan.base import clock
from tuquan.base.scoping import path_step
from tuquan.core.vietnamese import search_key, sort_key
from tuquan.groups.models import Membership, ResidentGroup, Tenure
from tuquan.places.models import Place, PlaceKind, PlaceVersion
from tuquan.places.services.national import load_map
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import open_periods, submit_report
from tuquan.residents.models import Household
from tuquan.residents.services.bulk import NewRows, insert_households

ADOPTED, ASKED, ARRANGED = date(2025, 4, 1), "2025-06-20", "2025-07-02"
IN_A_GROUP = 20
BATCH = 2000


@dataclass
class Clocked:
    """How long each part took, in seconds, and the most memory the process ever had, in MB."""

    seconds: dict[str, float] = field(default_factory=dict)
    busy: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time one part."""
        began, busy = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = time.perf_counter() - began
        self.busy[name] = time.process_time() - busy

    def __str__(self) -> str:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        parts = ", ".join(
            f"{name} {seconds:.1f} s ({self.busy[name]:.1f} s of it working)"
            for name, seconds in self.seconds.items()
        )
        return f"{parts}; {most} MB"


def full_province(
    province: str, monkeypatch: pytest.MonkeyPatch, *, areas: int, households: int
) -> None:
    """The former map with areas in every commune, one or two groups in each, and households.

    Every other commune runs a programme; its groups owe reports since April, of which half are
    handed in. One group in three has a leader with an account.
    """
    load_map(make.SYSTEM, [province], before=True)
    communes = [*Place.objects.standing().communes().order_by("pk")]
    for commune in communes[::2]:
        make.adoption(commune, make.S1, ADOPTED)
    standing = _areas(communes, areas)
    insert_households(
        NewRows(area, [_household(number) for number in range(households)]) for area in standing
    )
    groups = _groups(standing)
    _members(groups)
    _leaders(groups[::3])
    monkeypatch.setenv("TUQUAN_TODAY", ASKED)
    open_periods(make.SYSTEM)
    _hand_in()
    monkeypatch.setenv("TUQUAN_TODAY", ARRANGED)


def _areas(communes: Sequence[Place], each: int) -> list[Place]:
    names = [f"Thôn {number + 1}" for number in range(each)]
    made = [
        Place(
            path=f"new {commune.pk} {name}",
            name=name,
            kind=PlaceKind.AREA,
            parent=commune,
            search_key=search_key(name),
            sort_key=sort_key(name),
        )
        for commune in communes
        for name in names
    ]
    Place.objects.bulk_create(made, batch_size=BATCH)
    for area in made:
        assert area.parent is not None
        area.path = area.parent.path + path_step(area.pk)
    Place.objects.bulk_update(made, ["path"], batch_size=500)
    versions = [
        PlaceVersion(
            place=area,
            name=area.name,
            kind=area.kind,
            parent=area.parent,
            effective_from=date(2020, 1, 1),
        )
        for area in made
    ]
    PlaceVersion.objects.bulk_create(versions, batch_size=BATCH)
    return made


def _household(number: int) -> dict[str, object]:
    name = f"{make.NAMES[number % len(make.NAMES)]} {number}"
    return {
        "head_name": name,
        "search_text": search_key(name),
        "sort_key": sort_key(name),
        "member_count": 1 + number % 5,
        "lane": "Ngõ Đình",
        "house_number": str(number),
    }


def _groups(areas: Sequence[Place]) -> list[ResidentGroup]:
    programme = make.edition(make.S0).programme
    made = [
        ResidentGroup(
            programme=programme,
            place=area,
            path=f"new {area.pk} {number}",
            name=f"Tổ {number}",
            number=number,
            state=ResidentGroup.State.FORMED,
            formed_on=ADOPTED,
        )
        for order, area in enumerate(areas)
        for number in range(1, 2 + order % 2)
    ]
    ResidentGroup.objects.bulk_create(made, batch_size=BATCH)
    for group in made:
        group.path = ResidentGroup.path_of(group.place, group.pk)
    ResidentGroup.objects.bulk_update(made, ["path"], batch_size=500)
    return made


def _members(groups: Sequence[ResidentGroup]) -> None:
    living: dict[int, Iterator[int]] = {}
    rows = Household.objects.order_by("place_id", "list_order").values_list("place_id", "pk")
    by_area: dict[int, list[int]] = {}
    for area, household in rows.iterator():
        by_area.setdefault(area, []).append(household)
    made = []
    for group in groups:
        left = living.setdefault(group.place_id, iter(by_area[group.place_id]))
        made += [
            Membership(
                group=group,
                programme_id=group.programme_id,
                household_id=household,
                effective_from=ADOPTED,
            )
            for household in islice(left, IN_A_GROUP)
        ]
    Membership.objects.bulk_create(made, batch_size=BATCH)


def _leaders(groups: Sequence[ResidentGroup]) -> None:
    numbers = count(1)
    accounts = [
        Account(
            username=f"totruong{next(numbers)}",
            name="Trần Đình Bảy",
            sort_key=sort_key("Trần Đình Bảy"),
            password="!",  # noqa: S106 - nobody signs in
            created_at=clock.now(),
        )
        for _ in groups
    ]
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    pairs = list(zip(groups, accounts, strict=True))
    Tenure.objects.bulk_create(
        (
            Tenure(
                group=group,
                position="leader",
                holder_name=account.name,
                account=account,
                term_from=ADOPTED,
            )
            for group, account in pairs
        ),
        batch_size=BATCH,
    )
    Grant.objects.bulk_create(
        (
            Grant(
                account=account,
                role=Role.GROUP_LEADER,
                place=group.place,
                path=group.path,
                effective_from=ADOPTED,
            )
            for group, account in pairs
        ),
        batch_size=BATCH,
    )


def _hand_in() -> None:
    """Every other report is handed in, all with the figures of the first of their form."""
    owed = Obligation.objects.filter(report=None, kind="form").order_by("pk")[::2]
    first: dict[str, Report] = {}
    made = []
    for one in owed:
        if one.form_key not in first:
            first[one.form_key] = submit_report(make.SYSTEM, one, filled(one.form), 0)
            continue
        like = first[one.form_key]
        made.append(
            Report(
                obligation=one,
                edition_id=one.edition_id,
                path=one.path,
                commune_id=one.commune_id,
                state=like.state,
                answers=like.answers,
                facts=like.facts,
                version=1,
                saved_at=like.saved_at,
                first_submitted_at=like.submitted_at,
                submitted_at=like.submitted_at,
            )
        )
    Report.objects.bulk_create(made, batch_size=BATCH)

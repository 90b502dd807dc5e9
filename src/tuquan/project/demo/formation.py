"""The second commune of the demonstration: how groups come about, from bodies to decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tuquan.accounts.models import Account, Role
from tuquan.accounts.queries import actor_for
from tuquan.accounts.services import create_account
from tuquan.base import clock
from tuquan.core.localising import proposed_terms
from tuquan.core.programme import Board
from tuquan.groups.services import NewBarrier, add_barrier
from tuquan.notices.queries.alerts import alerts_on
from tuquan.notices.services import send_alert
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import AdoptionTerms, adopt_programme
from tuquan.project.demo.bodies import build_area_front, build_offices
from tuquan.project.demo.election import Hosts, found_by_election
from tuquan.project.demo.points import degrees_at
from tuquan.project.demo.stage import ACTOR, PASSWORD, Days, rename_leader, then
from tuquan.project.demo.teams import (
    found_by_front,
    found_by_party,
    promise_by_area,
    promise_by_households,
)
from tuquan.project.demo.villages import (
    CODE,
    EAST,
    NORTH,
    SOUTH,
    VILLAGES,
    WEST,
    build_villages,
)
from tuquan.reports.services import open_periods

ELECTING, APPOINTING, ASSIGNING = "quynh-vinh-2019", "tuyen-quang-2018", "luc-ngan-2021"
FORMATION_USERS = ("canbo2", "truongthon2", "totruong3")
OFFICER, AREA_HEAD = "Đặng Thu Hằng", "Phan Hữu Tùng"
FRONT_HEADS = {EAST: "Cao Thị Nga", WEST: "Lương Văn An", SOUTH: "Vi Thị Hoà"}
BEGUN = 75
"""So many days ago the commune was there and took the programmes on."""

RIVER = ((-260, 5), (-90, -8), (80, 4), (260, -6))
"""A river through the middle of the western area: metres east and north of it."""

BRIDGE = 350
"""Metres of detour over the only bridge."""


def formation_commune() -> Place | None:
    """The commune where groups come about, if it is here."""
    return Place.objects.filter(short_code=CODE).first()


def build_formation(province: Place, editions: Mapping[str, ProgrammeEdition]) -> Place:
    """Make the commune with everything that leads to its groups, as its officer and heads do it."""
    days = Days(clock.today())
    begun = days.ago(BEGUN)
    with then(begun):
        areas = build_villages(ACTOR, province, begun)
        commune = areas[EAST].parent
        assert commune is not None  # noqa: S101 - tells the type checker
        adoptions = {key: _adopt(commune, editions[key], begun) for key in _PROGRAMMES}
        officer_account = _account("canbo2", OFFICER, Role.COMMUNE_OFFICER, commune)
        head_account = _account("truongthon2", AREA_HEAD, Role.AREA_HEAD, areas[EAST])
    officer = actor_for(officer_account, "command")
    hosts = Hosts(actor_for(head_account, "command"), head_account, FRONT_HEADS[EAST], days)
    since = days.ago(BEGUN - 5)
    with then(since):
        board = _board(adoptions[ASSIGNING])
        offices = build_offices(days, officer, commune, areas, board, since)
        fronts = {
            name: build_area_front(days, officer, areas[name], head, since)
            for name, head in FRONT_HEADS.items()
        }
        _add_river(areas[WEST])
    first = found_by_election(
        hosts, officer, adoptions[ELECTING], areas[EAST], fronts[EAST], offices.committee
    )
    rename_leader(first, "totruong3")
    found_by_front(days, officer, adoptions[APPOINTING], areas[SOUTH], offices.front)
    found_by_party(days, officer, adoptions[ASSIGNING], areas[NORTH], offices.party)
    promise_by_households(days, officer, adoptions[APPOINTING], areas[SOUTH], FRONT_HEADS[SOUTH])
    promise_by_area(days, officer, adoptions[ELECTING], first, AREA_HEAD)
    open_periods(ACTOR, commune)
    _send_alerts(commune)
    return commune


_PROGRAMMES = (ELECTING, APPOINTING, ASSIGNING)


def _adopt(commune: Place, edition: ProgrammeEdition, since: date) -> Adoption:
    """Each programme with groups of its own."""
    terms = AdoptionTerms(since, local=proposed_terms(edition.content, since))
    return adopt_programme(ACTOR, commune, edition, terms)


def _account(username: str, name: str, role: str, place: Place) -> Account:
    account, _ = create_account(ACTOR, name, role, place, username=username, password=PASSWORD)
    return account


def _board(adoption: Adoption) -> Board:
    """The steering committee of a commune, as the programme composes it."""
    return next(one for one in adoption.content.boards if one.level == "commune")


def _add_river(area: Place) -> None:
    corners = []
    for east, north in RIVER:
        latitude, longitude = degrees_at(VILLAGES[area.name], east, north)
        corners.append((Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")))
    add_barrier(ACTOR, area, NewBarrier("Sông Con", "river", tuple(corners), BRIDGE))


def _send_alerts(commune: Place) -> None:
    """Tell the people of this commune what waits for them today, and nobody else."""
    for alert in alerts_on(clock.today()):
        if alert.path.startswith(commune.path):
            send_alert(ACTOR, alert)

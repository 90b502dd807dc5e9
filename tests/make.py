"""Plain makers of what tests need. Two communes always exist, so each test can ask: and next door?

Everything goes through the services, as the product does; nothing here writes a table directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import count

from django.test import Client

from tuquan.accounts.models import Account, Role
from tuquan.accounts.queries import actor_for
from tuquan.accounts.services import create_account
from tuquan.base.actor import Actor
from tuquan.core.programme import Pack
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import form_groups, name_holder, propose_area_groups
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import NewPlace, add_place
from tuquan.programmes.models import Adoption, EditionText, ProgrammeEdition
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    install_pack,
    read_pack,
    shipped_packs,
)
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods
from tuquan.residents.models import Household
from tuquan.residents.services import NewHousehold, add_households

SYSTEM = Actor.system("tests")
PASSWORD = "ba con gà mái 1975"
SINCE = date(2026, 1, 1)
NAMES = (
    "Nguyễn Văn Đức",
    "Trần Thị Hoà",
    "H'Hen Niê",
    "Đặng Đình Ước",
    "Lò Thị Ánh",
    "Phạm Quý Ổn",
)
_numbers = count(1)


def place(name: str, kind: str, parent: Place | None = None, short_code: str = "") -> Place:
    """A place since the beginning of 2026."""
    return add_place(SYSTEM, parent, NewPlace(name, kind, SINCE, short_code=short_code or None))


@dataclass
class World:
    """A province with two communes: ours with two areas, and the one next door with one."""

    province: Place
    commune: Place
    area: Place
    other_area: Place
    neighbour: Place
    neighbour_area: Place


def world() -> World:
    """Two communes with their areas."""
    province = place("Tỉnh Mẫu", PlaceKind.PROVINCE)
    commune = place("Xã Minh Sơn", PlaceKind.COMMUNE, province, "minh-son")
    neighbour = place("Xã Yên Hạ", PlaceKind.COMMUNE, province, "yen-ha")
    return World(
        province,
        commune,
        place("Thôn 2", PlaceKind.AREA, commune),
        place("Thôn 10", PlaceKind.AREA, commune),
        neighbour,
        place("Thôn 1", PlaceKind.AREA, neighbour),
    )


def account(role: str, where: Place | None, name: str = "Đỗ Thị Nga") -> Account:
    """Somebody with a role on a place; the password is `PASSWORD` and need not be changed."""
    made, _ = create_account(
        SYSTEM, name, role, where, username=f"{role}{next(_numbers)}", password=PASSWORD
    )
    return made


def officer(where: Place) -> Account:
    """An officer of a commune."""
    return account(Role.COMMUNE_OFFICER, where)


def actor(of: Account) -> Actor:
    """The account as an actor."""
    return actor_for(of)


def client(of: Account) -> Client:
    """A browser in which the account is signed in."""
    browser = Client()
    browser.force_login(of, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def households(area: Place, count: int, lane: str = "Ngõ Đình", first: int = 1) -> list[Household]:
    """Households at the doors `first`, `first + 1` … of a lane."""
    return add_households(
        SYSTEM,
        area,
        [
            NewHousehold(
                head_name=f"{NAMES[number % len(NAMES)]} {number}",
                birth_year=1950 + number % 40,
                member_count=1 + number % 5,
                lane=lane,
                house_number=str(number),
            )
            for number in range(first, first + count)
        ],
    )


@cache
def _pack(key: str) -> Pack:
    folder = next(folder for folder in shipped_packs() if folder.name == key)
    pack, problems = read_pack(folder)
    assert pack is not None, problems
    return pack


def edition(programme: str) -> ProgrammeEdition:
    """The shipped edition of a programme, installed."""
    installed = ProgrammeEdition.objects.filter(programme__key=programme)
    return installed.first() or install_pack(SYSTEM, _pack(programme)).new[0]


def another_edition(like: ProgrammeEdition, key: str, definition: str) -> ProgrammeEdition:
    """Another edition of the same programme, with this text."""
    made = ProgrammeEdition.objects.create(
        programme=like.programme,
        parent=like.parent,
        key=key,
        sha256=hash_of(definition),
        installed_at=like.installed_at,
    )
    EditionText.objects.create(edition=made, definition=definition)
    return made


def rewritten(edition: ProgrammeEdition, definition: str) -> ProgrammeEdition:
    """The edition as if this text had been installed."""
    ProgrammeEdition.objects.filter(pk=edition.pk).update(sha256=hash_of(definition))
    EditionText.objects.filter(edition=edition).update(definition=definition)
    return ProgrammeEdition.objects.get(pk=edition.pk)


def hash_of(text: str) -> str:
    """What a text is known by."""
    return sha256(text.encode()).hexdigest()


S0 = "quynh-vinh-2019"
S1 = "tuyen-quang-2018"


def adoption(commune: Place, programme: str = S0, since: date = SINCE) -> Adoption:
    """A commune runs a shipped programme; S1's reports are filed by the groups of S0."""
    content = edition(programme)
    groups_of = edition(S0).programme if programme == S1 else None
    return adopt_programme(
        SYSTEM, commune, content, AdoptionTerms(effective_from=since, groups_of=groups_of)
    )


def groups(area: Place, households_count: int = 20) -> list[ResidentGroup]:
    """Formed S0 groups of an area with so many households (20 make one group)."""
    households(area, households_count)
    programme = edition(S0)
    rules = programme.content.group_rules
    assert rules is not None
    propose_area_groups(SYSTEM, programme.programme, rules, area)
    return form_groups(SYSTEM, programme.programme, area)


def leader(group: ResidentGroup, name: str = "Trần Đình Bảy") -> Account:
    """The named leader of a group, ready to sign in with `PASSWORD`."""
    holder = name_holder(SYSTEM, group, "leader", name, SINCE, date(2028, 7, 1))
    holder.account.set_password(PASSWORD)
    holder.account.must_change_password = False
    holder.account.save()
    return holder.account


def obligation(group: ResidentGroup, calendar: str = "monthly", **more: object) -> Obligation:
    """The latest open obligation of a group for a calendar of the adopted programmes."""
    open_periods(SYSTEM)
    return opened(group, calendar, **more)


def opened(group: ResidentGroup, calendar: str = "monthly", **more: object) -> Obligation:
    """The same among those opened before."""
    return Obligation.objects.filter(group=group, calendar=calendar, **more).latest("period_start")

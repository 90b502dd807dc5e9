"""Shipped programmes at work in a commune, for tests of who is asked for what."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests import make
from tuquan.bodies.models import Body
from tuquan.core.programme.local import LocalTerms
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import form_groups, propose_area_groups
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.programmes.services import AdoptionTerms, adopt_programme
from tuquan.reports.models import Obligation

S2 = "luc-ngan-2021"
S3 = "tan-phong-2021"
S4 = "tam-ky-2025"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def adopted(
    place: Place, programme: str, since: date = date(2026, 11, 1), local: LocalTerms | None = None
) -> Adoption:
    """A place runs a shipped programme from a day on."""
    terms = AdoptionTerms(since, local=local or LocalTerms())
    return adopt_programme(make.SYSTEM, place, make.edition(programme), terms)


def groups_of(programme: str, area: Place, households: int = 40) -> list[ResidentGroup]:
    """Formed groups of a programme in an area."""
    make.households(area, households)
    edition = make.edition(programme)
    rules = edition.content.group_rules
    assert rules is not None
    propose_area_groups(make.SYSTEM, edition.programme, rules, area)
    return form_groups(make.SYSTEM, edition.programme, area)


def body(place: Place, name: str, kind: str, programme: str = "", board: str = "") -> Body:
    """A standing body of a place."""
    return Body.objects.create(
        place=place,
        name=name,
        kind=kind,
        programme=programme,
        board=board,
        founded_on=date(2026, 1, 1),
    )


def at(text: str) -> datetime:
    """An instant where the commune is: `2026-11-14 23:59:59`."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def owed(**fields: object) -> Obligation:
    """The one obligation with these values."""
    return Obligation.objects.select_related("edition__parent", "body", "place").get(**fields)

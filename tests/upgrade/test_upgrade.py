"""A database of the first release, of the second or of the third becomes one of today.

The fixtures are the demonstration as those releases made it on SQLite (commits ade61ce, 5788af3
and 2951f84), as compressed SQL; everybody in them is invented. In the first, the commune chose the
12th as the day on which its monthly reports are due.
"""

from __future__ import annotations

import hashlib
import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Own, own_installation

RELEASES = {"first-release": 2, "second-release": 5, "third-release": 5}
LOOK = """
import hashlib, json
from django.test import Client
from django.conf import settings
from django.urls import reverse
settings.ALLOWED_HOSTS = ["testserver"]
from tuquan.base.actor import Actor
from tuquan.core.packs import canonical_json
from tuquan.accounts.models import Account
from tuquan.accounts.queries import actor_for
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.residents.models import Household
from tuquan.residents.queries.finding import find_households
officer = actor_for(Account.objects.get(username="canbo"))
commune = Place.objects.get(short_code="demo")
def browser(name):
    found = Client()
    found.force_login(Account.objects.get(username=name),
        backend="allauth.account.auth_backends.AuthenticationBackend")
    return found
desk, phone, chief = browser("canbo"), browser("totruong"), browser("quantri")
area = Place.objects.get(parent=commune, name="Thôn 6")
house = Household.objects.filter(place=area).first()
edition = ProgrammeEdition.objects.order_by("pk").first()
report = Report.objects.filter(state="accepted", path__startswith=area.path).first()
pages = {
    "desk": [reverse("reports:desk"), reverse("groups:index"), reverse("residents:index"),
        reverse("groups:area", args=[area.pk]), reverse("residents:area", args=[area.pk]),
        reverse("residents:detail", args=[house.pk]), reverse("programmes:index"),
        reverse("insights:totals") + f"?noi={commune.pk}", reverse("audit:index"),
        reverse("programmes:detail", args=[edition.pk]),
        reverse("reports:detail", args=[report.pk])],
    "phone": ["/", reverse("reports:mine")],
    "chief": [reverse("places:index"), reverse("accounts:index"), reverse("jobs")],
}
people = {"desk": desk, "phone": phone, "chief": chief}
answers = {
    path: people[who].get(path).status_code for who, paths in pages.items() for path in paths
}
names = sorted(Household.objects.values_list("head_name", flat=True))
some = list(Household.objects.filter(path__startswith=commune.path).order_by("pk")[::97])
found = [find_households(officer, h.head_name).filter(pk=h.pk).exists() for h in some]
print(json.dumps({
    "commune": [commune.name, commune.path, Place.objects.below(commune.path).areas().count()],
    "names": hashlib.sha256("|".join(names).encode()).hexdigest(),
    "found": found,
    "counts": [rows.count() for rows in (Household.objects, ResidentGroup.objects,
        Membership.objects, Obligation.objects.filter(kind="form", reporter_kind="group"),
        Report.objects, Revision.objects, Account.objects)],
    "reporters": sorted(set(Obligation.objects.filter(group=None).values_list("kind", flat=True))),
    "readable": [canonical_json(e._meta.model.objects.get(pk=e.pk).content) != ""
        for e in ProgrammeEdition.objects.all()],
    "hashes": all(hashlib.sha256(e.text.definition.encode()).hexdigest() == e.sha256
        for e in ProgrammeEdition.objects.all()),
    "due_days": [[d.calendar, d.day] for a in Adoption.objects.order_by("pk")
        for d in a.terms.due_days],
    "pages": answers,
}))
"""


@pytest.fixture
def sqlite_only(tmp_path: Path) -> Iterator[Own]:
    """An installation on SQLite, whatever the run is on."""
    with own_installation(tmp_path / "data", "") as made:
        made.more["TUQUAN_JOBS_INLINE"] = "1"
        yield made


def hash_of(names: list[str]) -> str:
    """One short text for a list of names in any order."""
    return hashlib.sha256("|".join(sorted(names)).encode()).hexdigest()


def load(own: Own, release: str) -> dict[str, Any]:
    """Put the old database there; what it holds, read with SQL alone."""
    packed = Path(__file__).with_name(f"{release}.sql.xz").read_bytes()
    with closing(sqlite3.connect(own.data / "tuquan.sqlite3")) as database:
        database.executescript(lzma.decompress(packed).decode())
        tables = "residents_household groups_residentgroup groups_membership reports_obligation"
        tables += " reports_report reports_revision accounts_account"
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables.split()
        ]
        names = [row[0] for row in database.execute("SELECT head_name FROM residents_household")]
    return {"counts": counts, "names": names}


@pytest.mark.long
@pytest.mark.parametrize("release", RELEASES)
def test_an_old_database_becomes_one_of_today_and_loses_nothing(
    sqlite_only: Own, release: str
) -> None:
    before = load(sqlite_only, release)
    sqlite_only.run("demo")  # brings the tables to this version; the commune is there already
    now = sqlite_only.python(LOOK)
    assert now["commune"][0] == "Xã Minh Sơn (minh họa)"
    assert now["commune"][2] == 6
    assert now["names"] == hash_of(before["names"])
    assert now["counts"] == before["counts"]  # what groups owe; what others owe is new
    assert set(now["reporters"]) <= {"form", "total", "meeting"}
    assert now["found"] == [True] * len(now["found"])
    assert now["readable"] == [True] * RELEASES[release]
    assert now["hashes"]
    assert {path: status for path, status in now["pages"].items() if status != 200} == {}
    if release == "first-release":
        assert now["due_days"] == [["monthly", 12]]
    code = "tuquan-copy-after-an-upgrade"
    sqlite_only.more["TUQUAN_BACKUP_KEY"] = code
    sqlite_only.run("backup", str(sqlite_only.data / "after.backup"))

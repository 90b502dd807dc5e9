"""The opening job catches up after any stop: any split of runs opens the same (F-39)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.reports import programmes_here as here
from tests.reports.programmes_here import S2, S4, at
from tuquan.base import clock
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods

DAYS = [date(2026, 11, 1) + timedelta(days=step) for step in range(0, 75)]


def everything() -> list[dict[str, object]]:
    rows = Obligation.objects.order_by("calendar", "reporter", "period_key", "kind").values()
    return [{key: value for key, value in row.items() if key != "id"} for row in rows]


@pytest.mark.django_db
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stops=st.sets(st.sampled_from(DAYS), max_size=4))
def test_any_split_of_runs_opens_the_same(world: make.World, stops: set[date]) -> None:
    """However often the job ran or stood still in between, the same is owed at the end."""

    def opened(days: list[date]) -> list[dict[str, object]]:
        with transaction.atomic():
            with clock.pretending(at("2026-11-01 08:00:00")):
                here.adopted(world.commune, S2)
                here.adopted(world.commune, S4, date(2026, 11, 1))
                here.groups_of(S2, world.area)
            for day in days:
                with clock.pretending(at(f"{day} 08:00:00")):
                    open_periods(make.SYSTEM)
            found = everything()
            transaction.set_rollback(True)
        return found

    def plain(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
        names = ("calendar", "reporter_kind", "period_key", "kind", "due_at", "opens_at")
        return sorted(tuple(str(row[name]) for name in names) for row in rows)

    last = date(2027, 1, 14)
    assert plain(opened([*sorted(stops), last])) == plain(opened([last]))

"""F-17, domain h-4: each day, what is not needed any more is deleted."""

from __future__ import annotations

from datetime import date, timedelta

from tests import make
from tests.residents.register import Kind, actions, change, household
from tuquan.base import clock
from tuquan.base.jobs import run_now
from tuquan.base.models import Job
from tuquan.project.commands.worker import Round
from tuquan.residents.jobs import CLEAN_UP, ask_to_clean_up
from tuquan.residents.models import Contact
from tuquan.residents.services import give_consent, record_change


def test_numbers_of_households_that_left_a_year_ago_are_deleted(world: make.World) -> None:
    gone, here = household(world.area, "Lê Ba"), household(world.area, "Lê Tư")
    for one in (gone, here):
        day = date(2026, 1, 5)
        give_consent(make.SYSTEM, one, "contact", "paper", one.head_name, day, ["0912345678"])
    record_change(make.SYSTEM, gone, change(Kind.CLOSED, date(2026, 2, 1)))
    with clock.pretending(clock.now() + timedelta(days=73)):  # 1 February 2027
        asked = ask_to_clean_up()
        assert ask_to_clean_up() == asked
        assert run_now(asked).outcome == {"households": 1, "imports": 0}
    assert list(Contact.objects.values_list("household_id", flat=True)) == [here.pk]
    assert actions(gone)[-1] == "residents.contacts_purged"


def test_a_worker_asks_for_it_when_a_day_begins(world: make.World) -> None:
    Round().look_around()
    assert Job.objects.filter(kind=CLEAN_UP).count() == 1

"""Open, unwritten reports take over what was decided since only by a step with a preview."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import NotAllowed
from tuquan.core.answers import Answers
from tuquan.core.programme import Pack
from tuquan.core.programme.local import DueDay, LocalTerms
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import change_edition, change_local_terms, install_pack
from tuquan.reports.models import Obligation
from tuquan.reports.queries import reevaluation
from tuquan.reports.services import open_periods, reevaluate_open_reports, save_draft


@pytest.fixture
def group(world: make.World) -> ResidentGroup:
    make.adoption(world.commune)
    [group] = make.groups(world.area)
    return group


@pytest.fixture
def adoption(world: make.World, group: ResidentGroup) -> Adoption:
    made = make.adoption(world.commune, make.S1, date(2026, 11, 1))
    open_periods(make.SYSTEM)
    return made


def month() -> Obligation:
    return Obligation.objects.get(kind="form", calendar="monthly", period_key="2026-11")


def day(obligation: Obligation) -> str:
    return str(obligation.due_at)[:10]


def test_nothing_is_taken_over_where_nothing_was_decided(adoption: Adoption) -> None:
    assert reevaluation(make.SYSTEM) == []
    assert reevaluate_open_reports(make.SYSTEM) == 0
    assert not Change.objects.filter(action="reports.reevaluated").exists()


def test_a_new_due_day_reaches_open_reports_only_when_it_is_taken_over(
    world: make.World, adoption: Adoption
) -> None:
    change_local_terms(make.SYSTEM, adoption, LocalTerms(due_days=(DueDay("monthly", 12),)))
    open_periods(make.SYSTEM)
    assert day(month()) == "2026-12-05"
    [move] = reevaluation(make.SYSTEM)
    assert (str(move.due_at)[:10], move.changes_edition) == ("2026-12-12", False)
    assert reevaluate_open_reports(make.actor(make.officer(world.commune))) == 1
    assert day(month()) == "2026-12-12"
    change = Change.objects.get(action="reports.reevaluated")
    assert (change.path, change.data) == (world.commune.path, {"obligations": 1})


def test_what_somebody_began_to_write_stays_as_it_was_opened(adoption: Adoption) -> None:
    save_draft(make.SYSTEM, month(), Answers({"trees_planted": 3}), 0)
    change_local_terms(make.SYSTEM, adoption, LocalTerms(due_days=(DueDay("monthly", 12),)))
    assert reevaluation(make.SYSTEM) == []
    assert reevaluate_open_reports(make.SYSTEM) == 0
    assert day(month()) == "2026-12-05"


def test_an_open_month_moves_to_the_edition_that_holds_now_when_somebody_says_so(
    adoption: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = adoption.edition.content
    monthly = replace(first.calendar("monthly"), due=replace(first.calendar("monthly").due))
    second = replace(first, key="2027", calendars=(first.calendar("baseline"), monthly))
    install_pack(make.SYSTEM, Pack(make.S1, "S1", editions=(second,)))
    edition = ProgrammeEdition.objects.get(key="2027")
    change_edition(make.SYSTEM, adoption, edition, date(2026, 12, 1))
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-02")
    [move] = [one for one in reevaluation(make.SYSTEM) if one.obligation == month()]
    assert move.changes_edition
    reevaluate_open_reports(make.SYSTEM)
    assert month().edition == edition
    assert month().adoption.continues == adoption


def test_the_page_shows_every_change_and_then_does_it(
    world: make.World, adoption: Adoption
) -> None:
    change_local_terms(make.SYSTEM, adoption, LocalTerms(due_days=(DueDay("monthly", 12),)))
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("reports:reevaluation")).content.decode()
    assert "05/12/2026" in page
    assert "12/12/2026" in page
    answer = officer.post(reverse("reports:reevaluate"))
    assert answer["Location"] == reverse("reports:desk")
    assert day(month()) == "2026-12-12"
    empty = officer.get(reverse("reports:reevaluation"))
    assert empty.context["lines"] == []


def test_the_officer_next_door_sees_and_changes_nothing_of_ours(
    world: make.World, adoption: Adoption
) -> None:
    change_local_terms(make.SYSTEM, adoption, LocalTerms(due_days=(DueDay("monthly", 12),)))
    theirs = make.actor(make.officer(world.neighbour))
    assert reevaluation(theirs) == []
    assert reevaluate_open_reports(theirs) == 0
    assert day(month()) == "2026-12-05"
    with pytest.raises(NotAllowed):
        reevaluate_open_reports(make.actor(make.account("area_head", world.area)))

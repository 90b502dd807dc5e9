"""S0-09, S3-11, F-26: every group or area has its sheet once a year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import make
from tests.assessments.worlds import S3, assessed, checked
from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.queries import unit_kind
from tuquan.assessments.services import decide, open_cycles
from tuquan.base.errors import NotAllowed
from tuquan.core.packs import canonical_json
from tuquan.programmes.models import Adoption

pytestmark = pytest.mark.django_db


def test_s0_09_every_formed_group_of_the_commune_gets_a_sheet(world: make.World) -> None:
    make.adoption(world.commune)
    here = make.groups(world.area, 60)
    assert open_cycles(make.SYSTEM) == len(here) == 2
    sheets = AssessmentSheet.objects.all()
    assert [(one.group, one.path, one.state) for one in sheets] == [
        (group, group.path, "open") for group in here
    ]
    assert AssessmentCycle.objects.get().year == 2026


def test_s3_11_every_area_of_the_ward_gets_a_sheet(world: make.World) -> None:
    make.adoption(world.commune, S3)
    assert open_cycles(make.SYSTEM) == 2
    sheets = AssessmentSheet.objects.order_by("place__path")
    assert [(one.place, one.group) for one in sheets] == [
        (world.area, None),
        (world.other_area, None),
    ]


def test_what_a_sheet_is_about_is_what_the_criteria_are_about() -> None:
    assert unit_kind(make.edition(make.S0).content) == "group"
    assert unit_kind(make.edition(S3).content) == "area"
    assert unit_kind(make.edition(make.S1).content) == "group"


def test_opening_twice_makes_nothing_new_and_a_new_group_gets_its_sheet(world: make.World) -> None:
    make.adoption(world.commune)
    make.groups(world.area)
    assert open_cycles(make.SYSTEM) == 1
    assert open_cycles(make.SYSTEM) == 0
    make.groups(world.other_area)
    assert open_cycles(make.SYSTEM) == 1
    assert AssessmentCycle.objects.count() == 1


def test_the_next_year_has_a_cycle_of_its_own(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = assessed(world)
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-04")
    assert open_cycles(make.SYSTEM) == 1
    years = list(known.adoption.assessment_cycles.values_list("year", flat=True))
    assert years == [2027, 2026]


def test_a_programme_without_criteria_opens_none(world: make.World) -> None:
    make.edition(make.S0)
    make.adoption(world.commune, make.S1)
    assert open_cycles(make.SYSTEM) == 0


def test_nobody_but_the_system_opens_everything(world: make.World) -> None:
    with pytest.raises(NotAllowed):
        open_cycles(make.actor(make.officer(world.commune)))


def test_a_criterion_taken_out_in_the_middle_of_a_year_is_still_judged_in_it(
    world: make.World,
) -> None:
    known = assessed(world)
    before = make.edition(make.S0)
    fewer = replace(before.content, criteria=before.content.criteria[1:])
    after = make.another_edition(before, "2026", canonical_json(fewer))
    Adoption.objects.filter(pk=known.adoption.pk).update(edition=after)
    assert open_cycles(make.SYSTEM) == 0
    sheet = checked(known)
    assert AssessmentCycle.objects.get().edition == before
    result = decide(known.as_officer, sheet, sheet.version)
    assert len(result.came_out["rows"]) == len(before.content.criteria) == 9

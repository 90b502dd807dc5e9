"""Communes assessed by their province: the cascade over areas, zones, clusters, quotas (F-58)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.assessments.worlds import S3, Assessed, assessed, checked, marks
from tests.packs.test_sixth_programme import pack, plan
from tuquan.assessments.models import AssessmentResult, AssessmentSheet
from tuquan.assessments.queries import figures_of, ranking_of, unit_kind, zones_in
from tuquan.assessments.queries.asking import has_cascade
from tuquan.assessments.queries.children import children_of
from tuquan.assessments.services import (
    Standing,
    correct,
    decide,
    decide_cycle,
    open_cycles,
    set_standings,
)
from tuquan.base.errors import Conflict, Invalid
from tuquan.core.assessing import Mark
from tuquan.core.packs import canonical_json
from tuquan.core.programme import Edition, Quota
from tuquan.core.rules import Child
from tuquan.programmes.services import AdoptionTerms, adopt_programme, install_pack

pytestmark = pytest.mark.django_db

DIRTY = Mark("no", "Rác còn đổ đầu ngõ.", "07/BB")


def with_quota(edition: Edition, quota: Quota) -> Edition:
    """The same programme where only so many may have its class."""
    assert edition.scoring is not None
    best = replace(edition.scoring.classes[0], quota=quota)
    return replace(edition, scoring=replace(edition.scoring, classes=(best,)))


def two_groups(world: make.World, quota: Quota) -> tuple[Assessed, AssessmentSheet]:
    """S0 with a quota in our commune: a group in each area, both checked and all kept."""
    content = with_quota(make.edition(make.S0).content, quota)
    make.rewritten(make.edition(make.S0), canonical_json(content))
    known = assessed(world)
    make.leader(make.groups(world.other_area)[0])
    open_cycles(make.SYSTEM)
    second = AssessmentSheet.objects.get(place=world.other_area)
    checked(known)
    other = replace(known, sheet=second, leader=make.officer(world.commune))
    other.head = make.account("area_head", world.other_area)
    return known, checked(other)


def test_a_province_assesses_its_communes_with_what_came_out_for_their_areas(
    world: make.World,
) -> None:
    (edition,) = install_pack(make.SYSTEM, pack()).new
    terms = AdoptionTerms(effective_from=date(2026, 1, 1))
    adopt_programme(make.SYSTEM, world.province, edition, terms)
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    assert (unit_kind(plan()), has_cascade(plan())) == ("commune", True)
    ours = AssessmentSheet.objects.get(place=world.commune)
    assert AssessmentSheet.objects.filter(cycle=ours.cycle).count() == 2
    assert figures_of(ours).children == (Child("area", "unknown"), Child("area", "unknown"))
    area = AssessmentSheet.objects.get(place=world.area, group=None)
    AssessmentResult.objects.create(
        sheet=area,
        version=1,
        class_key="dat",
        known={},
        came_out={"rows": {}},
        sha256="0" * 64,
        decided_at=area.cycle.opened_at,
        decided_by_name="Đỗ Thị Nga",
    )
    theirs = AssessmentSheet.objects.get(place=world.neighbour)
    children = children_of(ours.cycle, [ours, theirs])
    assert {one.state for one in children[ours.pk]} == {"passed", "unknown"}
    assert len(children[ours.pk]) == 2
    assert children[theirs.pk] == (Child("area", "unknown"),)


def test_pass_marks_by_zone_take_the_zone_that_was_set(world: make.World) -> None:
    (edition,) = install_pack(make.SYSTEM, pack()).new
    terms = AdoptionTerms(effective_from=date(2026, 1, 1))
    adopt_programme(make.SYSTEM, world.province, edition, terms)
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(place=world.commune)
    assert zones_in(plan()) == ("mountain", "delta", "coast")
    with pytest.raises(Invalid) as refusal:
        set_standings(make.SYSTEM, sheet.cycle, {sheet.pk: Standing("", "moon")})
    assert [one.code for one in refusal.value.problems] == ["zone_unknown"]
    set_standings(make.SYSTEM, sheet.cycle, {sheet.pk: Standing("Cụm 1", "coast")})
    sheet.refresh_from_db()
    assert figures_of(sheet).zone == "coast"


def test_a_class_with_a_quota_is_given_to_everybody_at_once(world: make.World) -> None:
    known, _second = two_groups(world, Quota(count=1, ties="out"))
    with pytest.raises(Conflict) as alone:
        decide(known.as_officer, known.sheet, known.sheet.version)
    assert alone.value.problem.code == "quota_is_decided_together"
    results = decide_cycle(known.as_officer, known.sheet.cycle)
    # Both keep all nine criteria: equals at the edge all stay out.
    assert [one.class_key for one in results] == ["", ""]
    kept = results[0].came_out["quota"]
    assert kept["pushed_from"] == ["all_kept"]
    assert kept["quotas"] == [["failed", {"class": "all_kept", "ahead": 1, "limit": 1, "whole": 2}]]


def test_a_quota_waits_until_everybody_is_checked(world: make.World) -> None:
    known, second = two_groups(world, Quota(count=1))
    AssessmentSheet.objects.filter(pk=second.pk).update(state="handed_in")
    with pytest.raises(Conflict) as refusal:
        decide_cycle(known.as_officer, known.sheet.cycle)
    assert refusal.value.problem.params == {"count": 1}
    assert not AssessmentResult.objects.exists()


def test_a_quota_inside_clusters_counts_each_of_them(world: make.World) -> None:
    known, second = two_groups(world, Quota(count=1, within="cluster", ties="out"))
    standings = {known.sheet.pk: Standing("Cụm A"), second.pk: Standing("Cụm B")}
    assert set_standings(known.as_officer, known.sheet.cycle, standings) == 2
    results = decide_cycle(known.as_officer, known.sheet.cycle)
    assert [one.class_key for one in results] == ["all_kept", "all_kept"]
    with pytest.raises(Conflict) as late:
        set_standings(known.as_officer, known.sheet.cycle, {second.pk: Standing("Cụm A")})
    assert late.value.problem.code == "clusters_after_results"


def test_a_correction_is_weighed_against_the_results_that_stand(world: make.World) -> None:
    known, _second = two_groups(world, Quota(count=1, ties="out"))
    [first, other] = decide_cycle(known.as_officer, known.sheet.cycle)
    found = marks(known.sheet, no_pollution=DIRTY)
    later = correct(known.as_officer, first, "Đã đi xem lại.", found)
    assert later.class_key == ""
    # The other one would have the class now; it is not given silently.
    again = correct(known.as_officer, other, "Tổ kia không còn đạt.")
    assert again.class_key == "all_kept"


def test_f_58_groups_are_ranked_by_what_they_kept(world: make.World) -> None:
    known, second = two_groups(world, Quota(count=5))
    AssessmentSheet.objects.filter(pk=second.pk).update(
        found={**second.found, "no_pollution": {"box": "no", "note": "Rác."}}
    )
    sheets = AssessmentSheet.objects.select_related("cycle")
    [cluster] = ranking_of(known.sheet.cycle, sheets)
    assert [(one.sheet.place_id, one.place) for one in cluster.lines] == [
        (world.area.pk, 1),
        (world.other_area.pk, 2),
    ]
    assert [one.words for one in cluster.lines] == ["Đạt", "Chưa đạt"]

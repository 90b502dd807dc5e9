"""Going on with another edition: periods keep the edition they began with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme import Inheritance, Pack
from tuquan.core.programme.local import DueDay, LocalTerms
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.queries import facts_at, followed_milestones, followed_pilots
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    change_edition,
    choose_pilot,
    install_pack,
    mark_milestone,
)
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods

TODAY = date(2026, 11, 20)
JANUARY = date(2027, 1, 1)


def newer(programme: str = make.S1) -> ProgrammeEdition:
    """A second edition of a shipped programme: without its yearly report, due on the 9th."""
    first = make.edition(programme).content
    monthly = first.calendar("monthly")
    second = replace(
        first,
        key="2027",
        effective_from=JANUARY,
        calendars=(
            first.calendar("baseline"),
            replace(monthly, due=replace(monthly.due, day_of_next_month=9)),
        ),
    )
    first = replace(first, effective_until=JANUARY)
    install_pack(make.SYSTEM, Pack(programme, "S1", editions=(second,)))
    return ProgrammeEdition.objects.get(programme__key=programme, key="2027")


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    make.groups(world.area)
    made = make.adoption(world.commune, make.S1)
    make.adoption(world.commune)
    return made


def test_a_place_goes_on_from_a_day_to_come_with_what_still_fits_of_its_terms(
    adoption: Adoption,
) -> None:
    adoption.local_terms = (
        '{"due_days":[{"calendar":"monthly","day":"12"},{"calendar":"quarterly","day":"20"}]}'
    )
    adoption.save()
    following = change_edition(make.SYSTEM, adoption, newer(), JANUARY)
    adoption.refresh_from_db()
    assert adoption.effective_until == JANUARY
    assert (following.effective_from, following.effective_until) == (JANUARY, None)
    assert following.continues == adoption
    assert following.groups_of == adoption.groups_of
    assert following.terms == LocalTerms(due_days=(DueDay("monthly", 12),))


@pytest.mark.parametrize("starts", [TODAY, date(2025, 1, 1)])
def test_an_edition_is_never_changed_backwards(adoption: Adoption, starts: date) -> None:
    with pytest.raises(Invalid) as refusal:
        change_edition(make.SYSTEM, adoption, newer(), starts)
    assert [problem.code for problem in refusal.value.problems] == ["edition_starts_too_early"]
    assert Adoption.objects.get(pk=adoption.pk).effective_until is None


def test_nothing_follows_an_adoption_that_has_ended_by_then(world: make.World) -> None:
    terms = AdoptionTerms(make.SINCE, date(2026, 12, 15))
    ended = adopt_programme(make.SYSTEM, world.commune, make.edition(make.S1), terms)
    with pytest.raises(Invalid) as refusal:
        change_edition(make.SYSTEM, ended, newer(), JANUARY)
    assert [problem.code for problem in refusal.value.problems] == ["edition_starts_after_end"]


def test_two_people_change_the_edition_once(adoption: Adoption) -> None:
    stale = Adoption.objects.get(pk=adoption.pk)
    edition = newer()
    change_edition(make.SYSTEM, adoption, edition, JANUARY)
    with pytest.raises(Conflict):
        change_edition(make.SYSTEM, stale, edition, JANUARY)
    assert Adoption.objects.filter(edition=edition).count() == 1


def test_an_edition_of_another_programme_and_a_neighbour_are_refused(
    world: make.World, adoption: Adoption
) -> None:
    with pytest.raises(NotAllowed):
        change_edition(make.SYSTEM, adoption, make.edition(make.S0), JANUARY)
    with pytest.raises(NotAllowed):
        change_edition(make.actor(make.officer(world.neighbour)), adoption, newer(), JANUARY)


def opened(on: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The edition of each opened month and survey, on a day."""
    monkeypatch.setenv("TUQUAN_TODAY", on)
    open_periods(make.SYSTEM)
    rows = Obligation.objects.filter(edition__programme__key=make.S1, kind="form")
    return {row.period_key: row.edition.key for row in rows.select_related("edition")}


def test_a_period_belongs_to_the_edition_it_began_with(
    adoption: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_edition(make.SYSTEM, adoption, newer(), date(2026, 12, 10))
    found = opened("2027-02-01", monkeypatch)
    months = {key: edition for key, edition in found.items() if len(key) == 7}
    assert months == {"2026-11": "2018", "2026-12": "2018", "2027-01": "2027", "2027-02": "2027"}
    due = Obligation.objects.get(period_key="2027-01", edition__key="2027", kind="form").due_at
    assert str(due)[:10] == "2027-02-09"


def test_the_survey_is_not_asked_again_by_a_new_edition(
    adoption: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_edition(make.SYSTEM, adoption, newer(), JANUARY)
    surveys = {k: e for k, e in opened("2027-02-01", monkeypatch).items() if "_" in k}
    assert list(surveys.values()) == ["2018"]


def test_a_month_of_the_old_edition_opens_even_after_it_ended(
    adoption: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_edition(make.SYSTEM, adoption, newer(), JANUARY)
    assert opened("2027-03-05", monkeypatch)["2026-12"] == "2018"


def test_the_page_shows_what_would_be_different_and_then_does_it(
    world: make.World, adoption: Adoption
) -> None:
    edition = newer()
    officer: Client = make.client(make.officer(world.commune))
    address = reverse("programmes:change_edition", args=[adoption.pk, edition.pk])
    answer = officer.get(address)
    assert any("9" in sentence for sentence in answer.context["differences"])
    assert officer.post(address, {"starts": "20/11/2026"}).status_code == 422
    assert officer.post(address, {"starts": "01/01/2027"}).status_code == 302
    assert Adoption.objects.get(edition=edition).continues == adoption
    assert make.client(make.officer(world.neighbour)).get(address).status_code == 404


def heir(parent: str) -> Pack:
    content = make.edition(make.S1).content
    child = replace(
        content,
        programme="ward",
        key="2022",
        criteria=content.criteria[:0],
        scoring=None,
        inherits=Inheritance(parent, "2019"),
    )
    return Pack("ward", "Phường", editions=(child,))


def test_s3_03_a_plan_inherits_the_criteria_of_the_level_above(db: None) -> None:
    above = make.edition(make.S0)
    [row] = install_pack(make.SYSTEM, heir(make.S0)).new
    assert row.parent == above
    assert row.content.criteria == above.content.criteria
    assert row.content.scoring == above.content.scoring


def test_a_plan_cannot_inherit_from_what_is_not_installed(db: None) -> None:
    with pytest.raises(Invalid) as refusal:
        install_pack(make.SYSTEM, heir("lai-chau-2021"))
    [problem] = refusal.value.problems
    assert (problem.code, problem.params["programme"]) == ("parent_not_installed", "lai-chau-2021")
    assert not ProgrammeEdition.objects.filter(programme__key="ward").exists()


def test_pilots_and_marks_go_along_to_the_newer_edition(
    world: make.World, adoption: Adoption
) -> None:
    officer = make.SYSTEM
    first = make.adoption(world.neighbour)
    choose_pilot(officer, first, "pilot_villages", world.neighbour_area, "Mặt trận xã")
    mark_milestone(officer, first, "dossier_sent", TODAY, "Tờ trình 12")
    content = replace(first.edition.content, key="2027", effective_from=JANUARY)
    [row] = install_pack(make.SYSTEM, Pack(make.S0, "S0", editions=(content,))).new
    following = change_edition(make.SYSTEM, first, row, JANUARY)
    assert facts_at(following, [following.place])[following.place_id]["pilots"] == 1
    [rule] = followed_pilots(following)
    assert [pilot.place for pilot in rule.current] == [world.neighbour_area]
    marks = {one.milestone.key: one.mark for one in followed_milestones(following)}
    sent = marks["dossier_sent"]
    assert sent is not None
    assert sent.evidence == "Tờ trình 12"

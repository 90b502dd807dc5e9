"""The terms of a place: chosen, re-dated, added to and tightened on its own page, on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts.local_terms import local_words
from tuquan.core.programme import (
    Bound,
    CompareRule,
    Criterion,
    Duty,
    Pack,
    Parameter,
)
from tuquan.core.programme.local import (
    ChosenGap,
    DueDay,
    HeldDuty,
    LevelMapping,
    LocalParameter,
    LocalTerms,
    ReDated,
    Tightened,
)
from tuquan.programmes.forms import TermsForm
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    change_local_terms,
    install_pack,
)

MODELS = Criterion(
    "models", "2.3", "Mô hình", rule=CompareRule("compare", "models", "at_least", Bound(Decimal(2)))
)
CLEAN = Criterion("clean", "3.1", "Sạch")


def plan() -> ProgrammeEdition:
    """S1 with a criterion that has a bound, a duty and a parameter of its own."""
    content = replace(
        make.edition(make.S1).content,
        programme="plan",
        criteria=(MODELS, CLEAN),
        duties=(Duty("lead", "Chủ trì", "Mặt trận xã", "leads"),),
        parameters=(Parameter("poverty_line", "Chuẩn nghèo", "nghìn đồng"),),
    )
    install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(content,)))
    return ProgrammeEdition.objects.get(programme__key="plan")


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    return adopt_programme(
        make.SYSTEM, world.commune, plan(), AdoptionTerms(effective_from=date(2026, 1, 1))
    )


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def page(adoption: Adoption) -> str:
    return reverse("programmes:terms", args=[adoption.pk])


def stored(adoption: Adoption) -> LocalTerms:
    return Adoption.objects.get(pk=adoption.pk).terms


def test_everything_a_place_decides_is_kept_from_one_page(
    adoption: Adoption, officer: Client
) -> None:
    note = adoption.edition.content.notes[0].key
    answer = officer.post(
        page(adoption),
        {
            "due_day_monthly": "12",
            "remind_days_before": "7, 3; 3",
            "remind_days_after": "",
            "escalate_after_days": "",
            "lock_after_days": "30",
            "area_checks": "on",
            "second_totals": "on",
            "day_milestones/two_areas_per_commune": "31/12/2027",
            "level_district": "province",
            "duty_lead": "Ủy ban MTTQ  phường",
            "bound_models": "3",
            "bound_reason": "Nghị quyết phường",
            "added": "Ngõ nào cũng có đèn\n\nCó đường hoa\nCó đường hoa",
            "value_poverty_line": "2.500,5",
            "since_poverty_line": "01/07/2026",
            f"choice_{note}": "Ngày 10",
        },
    )
    assert answer.status_code == 302
    assert stored(adoption) == LocalTerms(
        due_days=(DueDay("monthly", 12),),
        re_dated=(ReDated("milestones/two_areas_per_commune", date(2027, 12, 31)),),
        parameters=(LocalParameter("poverty_line", Decimal("2500.5"), date(2026, 7, 1)),),
        tightened=(Tightened("models", Decimal(3), "Nghị quyết phường"),),
        added=(
            Criterion("local_1", "+1", "Ngõ nào cũng có đèn"),
            Criterion("local_2", "+2", "Có đường hoa"),
        ),
        duties=(HeldDuty("lead", "Ủy ban MTTQ phường"),),
        levels=(LevelMapping("district", "province"),),
        choices=(ChosenGap(note, "Ngày 10"),),
        lock_after_days=30,
        remind_days_before=(3, 7),
        remind_days_after=(),
        escalate_after_days=0,
        second_person=("totals",),
        area_checks=True,
    )
    change = Change.objects.get(action="programmes.terms_changed")
    assert (change.subject, change.data["before"]) == (f"programmes.adoption:{adoption.pk}", "{}")


def test_what_was_decided_stands_in_the_fields_and_is_kept_when_sent_again(
    adoption: Adoption, officer: Client
) -> None:
    terms = LocalTerms(
        due_days=(DueDay("monthly", 12),),
        tightened=(Tightened("models", Decimal(3), "Nghị quyết phường"),),
        added=(Criterion("local_1", "+1", "Ngõ nào cũng có đèn"),),
        duties=(HeldDuty("lead", "Mặt trận phường"),),
        levels=(LevelMapping("district", "province"),),
    )
    change_local_terms(make.SYSTEM, adoption, terms)
    form = officer.get(page(adoption)).context["terms_form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value()}
    data = {name: str(value) for name, value in shown.items() if not name.startswith("day_")}
    officer.post(page(adoption), data)
    assert stored(adoption) == terms


def test_the_terms_change_what_runs_here_and_nothing_next_door(
    world: make.World, adoption: Adoption
) -> None:
    theirs = adopt_programme(
        make.SYSTEM, world.neighbour, adoption.edition, AdoptionTerms(date(2026, 1, 1))
    )
    change_local_terms(make.SYSTEM, adoption, LocalTerms(due_days=(DueDay("monthly", 12),)))
    assert adoption.content.calendar("monthly").due.day_of_next_month == 12
    assert theirs.content.calendar("monthly").due.day_of_next_month == 5
    assert adoption.edition.content.calendar("monthly").due.day_of_next_month == 5


def test_a_bound_is_not_loosened_below_the_document(adoption: Adoption, officer: Client) -> None:
    answer = officer.post(page(adoption), {"bound_models": "1"})
    assert answer.status_code == 422
    assert list(answer.context["terms_form"].errors) == ["bound_models"]
    assert stored(adoption) == LocalTerms()


def test_what_was_added_or_tightened_cannot_be_taken_back(
    adoption: Adoption, officer: Client
) -> None:
    terms = LocalTerms(
        tightened=(Tightened("models", Decimal(3), "NQ"),),
        added=(Criterion("local_1", "+1", "Ngõ nào cũng có đèn"),),
    )
    change_local_terms(make.SYSTEM, adoption, terms)
    answer = officer.post(page(adoption), {"added": ""})
    assert answer.status_code == 422
    assert "bound_models" in answer.context["terms_form"].errors
    assert "Ngõ nào cũng có đèn" in answer.content.decode()
    assert stored(adoption) == terms


def test_two_officers_changing_the_terms_do_not_overwrite_each_other(adoption: Adoption) -> None:
    stale = Adoption.objects.get(pk=adoption.pk)
    change_local_terms(make.SYSTEM, adoption, LocalTerms(due_days=(DueDay("monthly", 12),)))
    with pytest.raises(Conflict) as conflict:
        change_local_terms(make.SYSTEM, stale, LocalTerms(due_days=(DueDay("monthly", 20),)))
    assert conflict.value.problem.code == "terms_changed_meanwhile"
    assert stored(adoption).due_days == (DueDay("monthly", 12),)


def test_the_officer_next_door_and_the_head_of_an_area_change_nothing(
    world: make.World, adoption: Adoption
) -> None:
    for account in (make.officer(world.neighbour), make.account("area_head", world.area)):
        assert make.client(account).post(page(adoption), {}).status_code == 404
        with pytest.raises(NotAllowed):
            change_local_terms(make.actor(account), adoption, LocalTerms())
    assert not Change.objects.filter(action="programmes.terms_changed").exists()


def test_the_days_of_the_document_are_proposed_for_the_first_day_typed(
    world: make.World, officer: Client
) -> None:
    edition = plan()
    address = reverse("programmes:adopt", args=[edition.pk])
    data = {
        "place": str(world.commune.pk),
        "effective_from": "01/03/2027",
        "days_for": "2026-11-01",
        "due_day_monthly": "7",
    }
    answer = officer.post(address, data)
    assert answer.status_code == 200
    form = answer.context["adoption_form"]
    name = "day_milestones/two_areas_per_commune"
    assert form[name].value() == date(2028, 12, 31)
    assert form["due_day_monthly"].value() == "7"
    assert not Adoption.objects.exists()
    data |= {"days_for": "2027-03-01", name: "30/11/2028"}
    assert officer.post(address, data).status_code == 302
    adoption = Adoption.objects.get()
    assert adoption.terms.re_dated == (
        ReDated("milestones/two_areas_per_commune", date(2028, 11, 30)),
    )
    assert adoption.terms.due_days == (DueDay("monthly", 7),)


def test_a_mistake_elsewhere_keeps_the_days_that_were_typed(
    world: make.World, officer: Client
) -> None:
    address = reverse("programmes:adopt", args=[plan().pk])
    name = "day_milestones/two_areas_per_commune"
    data = {
        "place": str(world.commune.pk),
        "effective_from": "01/03/2027",
        "days_for": "2027-03-01",
        "due_day_monthly": "31",
        name: "30/11/2028",
    }
    answer = officer.post(address, data)
    assert answer.status_code == 422
    assert 'name="days_for" value="2027-03-01"' in answer.content.decode()
    assert answer.context["adoption_form"][name].value() == "30/11/2028"
    assert officer.post(address, data | {"due_day_monthly": "7"}).status_code == 302
    [moved] = Adoption.objects.get().terms.re_dated
    assert moved.on == date(2028, 11, 30)


def test_working_the_days_out_again_with_a_wrong_day_says_so(
    world: make.World, officer: Client
) -> None:
    address = reverse("programmes:adopt", args=[plan().pk])
    data = {"place": str(world.commune.pk), "effective_from": "31/02/2027", "again": "yes"}
    answer = officer.post(address, data)
    assert answer.status_code == 422
    assert list(answer.context["adoption_form"].errors) == ["effective_from"]


def test_unknown_parts_of_terms_are_refused_by_the_service(adoption: Adoption) -> None:
    with pytest.raises(Invalid) as refusal:
        change_local_terms(make.SYSTEM, adoption, LocalTerms(duties=(HeldDuty("chase", "ai"),)))
    assert [problem.code for problem in refusal.value.problems] == ["duty_unknown"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("remind_days_before", "ba ngày"),
        ("remind_days_before", "1,2,3,4,5,6,7"),
        ("remind_days_after", "61"),
        ("escalate_after_days", "91"),
        ("lock_after_days", "367"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(
    adoption: Adoption, officer: Client, field: str, typed: str
) -> None:
    """F-40, F-41."""
    answer = officer.post(page(adoption), {field: typed})
    assert answer.status_code == 422
    assert list(answer.context["terms_form"].errors) == [field]
    assert stored(adoption) == LocalTerms()


def test_the_area_is_offered_to_look_first_only_where_the_chain_has_one(
    adoption: Adoption, officer: Client
) -> None:
    """F-59, S0-19."""
    assert "area_checks" in officer.get(page(adoption)).context["terms_form"].fields
    content = replace(adoption.edition.content, reporting_chain=())
    form = TermsForm(content, LocalTerms(), date(2026, 1, 1))
    assert "area_checks" not in form.fields


def test_whoever_reads_the_plan_sees_who_says_yes_here(adoption: Adoption) -> None:
    terms = LocalTerms(lock_after_days=30, second_person=("totals",), area_checks=True)
    with translation.override("en"):
        said = dict(local_words(adoption.edition.content, terms))
    assert said["reporting_chain/area"] == "its head looks at every group's report first"
    assert said["reporting_chain/commune"] == "a second person says yes before a total goes up"
    assert said["calendars/monthly"] == "locked 30 days after the day due"

"""What a new edition changes, part by part, as the page shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.core.programme import Bound, CompareRule, Criterion, Edition, Pack, Source
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import install_pack


def criterion(bound: int) -> Criterion:
    """Row 2.3 with its bound."""
    rule = CompareRule("compare", "models", "at_least", Bound(Decimal(bound)))
    return Criterion("models", "2.3", "Mô hình kinh tế", rule=rule)


def plan(key: str, **fields: object) -> ProgrammeEdition:
    """An edition of a plan of our own."""
    content: Edition = replace(
        make.edition(make.S0).content,
        programme="plan",
        key=key,
        effective_from=date(int(key), 1, 1),
        **fields,  # type: ignore[arg-type]
    )
    [edition] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(content,))).new
    return edition


@pytest.fixture
def editions(db: None) -> tuple[ProgrammeEdition, ProgrammeEdition]:
    """A bound goes from 70 to 75, an award goes, a pledge stays, a source is put right."""
    first = make.edition(make.S0).content
    sourced = replace(first.pledges[0], source=Source("Kế hoạch", "dòng 1"))
    old = plan("2026", criteria=(criterion(70),))
    new = plan(
        "2027",
        criteria=(criterion(75), Criterion("new", "2.4", "Dòng mới")),
        awards=first.awards[1:],
        pledges=(sourced, *first.pledges[1:]),
    )
    return old, new


@pytest.fixture
def officer(world: make.World) -> Client:
    browser = make.client(make.officer(world.commune))
    browser.cookies["language"] = "en"
    return browser


def url(old: ProgrammeEdition, new: ProgrammeEdition) -> str:
    return reverse("programmes:differences", args=[old.pk, new.pk])


def test_differences_stand_under_their_part_with_the_old_and_the_new_value(
    officer: Client, editions: tuple[ProgrammeEdition, ProgrammeEdition]
) -> None:
    answer = officer.get(url(*editions))
    found = {
        part.title: [(change.kind, sentence) for change, sentence in part.changes]
        for part in answer.context["parts"]
    }
    award = editions[0].content.awards[0].label_en
    assert found == {
        "Edition": [("changed", "In force from 01/01/2026 → 01/01/2027")],
        "Criterion": [
            ("changed", "Criterion 2.3: threshold 70 → 75"),
            ("added", "Added: criterion 2.4 “Dòng mới”"),
        ],
        "Award": [("removed", f"Dropped: award “{award}”")],
    }
    text = answer.content.decode()
    assert "Criterion 2.3: threshold 70 → 75" in text


def test_what_alters_nothing_is_folded_away(
    officer: Client, editions: tuple[ProgrammeEdition, ProgrammeEdition]
) -> None:
    answer = officer.get(url(*editions))
    [sentence] = answer.context["minor"]
    assert "dòng 1" in sentence
    [folded] = re.findall("<details>(.*?)</details>", answer.content.decode(), re.DOTALL)
    assert "1 change that alters nothing anybody has to do" in folded
    assert "dòng 1" in folded


def test_editions_that_say_the_same_have_no_difference(officer: Client) -> None:
    first = plan("2026")
    content = replace(first.content, key="2026-1")
    [second] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(content,))).new
    answer = officer.get(url(first, second))
    assert answer.context["parts"] == answer.context["minor"] == []
    assert "There is no difference." in answer.content.decode()


def test_editions_of_two_programmes_are_not_compared(officer: Client) -> None:
    other = url(make.edition(make.S0), make.edition(make.S1))
    assert officer.get(other).status_code == 404


def test_a_leader_has_no_such_page(
    world: make.World, editions: tuple[ProgrammeEdition, ProgrammeEdition]
) -> None:
    leader = make.client(make.leader(make.groups(world.area)[0]))
    assert leader.get(url(*editions)).status_code == 404

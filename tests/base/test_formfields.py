"""Carrying out what a form asks for, the one way all pages do it: what was typed is kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

import tuquan
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.formfields import Given, carried_out
from tuquan.base.texts import say
from tuquan.core.problems import Problem

GONE = Problem("card_code_unknown")

APPS = Path(tuquan.__path__[0])

BY_HAND = re.compile(r"except Invalid as (\w+):\n\s+add_problems\(\w+, \1\)")
"""What `carried_out` does, written out once more."""


class CardForm(forms.Form):
    """A code of a card, and how many people use it."""

    code = forms.CharField()
    people = forms.IntegerField()


def filled_in(**typed: str) -> CardForm:
    """The form as somebody sent it."""
    return CardForm({"code": "AB12", "people": "3"} | typed)


def test_the_work_is_done_once_with_what_was_given() -> None:
    seen: list[Given] = []
    form = filled_in()
    assert carried_out(form, seen.append) is not None
    assert seen == [{"code": "AB12", "people": 3}]
    assert form.errors == {}


def test_what_the_work_made_is_handed_back() -> None:
    done = carried_out(filled_in(), lambda given: given["people"] + 1)
    assert done is not None
    assert done.made == 4


@pytest.mark.parametrize("nothing", [None, 0, "", [], False])
def test_work_that_makes_nothing_is_done_all_the_same(nothing: object) -> None:
    done = carried_out(filled_in(), lambda _given: nothing)
    assert done
    assert done.made == nothing


def test_a_form_filled_in_wrongly_never_begins_the_work() -> None:
    seen: list[Given] = []
    form = filled_in(people="many")
    assert carried_out(form, seen.append) is None
    assert seen == []
    assert list(form.errors) == ["people"]


def test_a_form_that_nobody_sent_never_begins_the_work_and_says_nothing() -> None:
    seen: list[Given] = []
    form = CardForm()
    assert carried_out(form, seen.append) is None
    assert seen == []
    assert form.errors == {}


def test_problems_stand_beside_their_fields_and_the_others_above_with_the_input_kept() -> None:
    def refuse(_given: Given) -> NoReturn:
        raise Invalid([Problem(GONE.code, "code"), Problem(GONE.code, "elsewhere"), GONE])

    form = filled_in()
    assert carried_out(form, refuse) is None
    assert form.errors == {"code": [say(GONE)], NON_FIELD_ERRORS: [say(GONE)] * 2}
    assert form["code"].value() == "AB12"
    assert form["people"].value() == "3"


@pytest.mark.parametrize("refusal", [Conflict("card_over_already"), NotAllowed("not_allowed")])
def test_any_other_refusal_passes_and_leaves_the_form_as_it_was(refusal: Exception) -> None:
    def refuse(_given: Given) -> NoReturn:
        raise refusal

    form = filled_in()
    with pytest.raises(type(refusal)):
        carried_out(form, refuse)
    assert form.errors == {}


@pytest.mark.parametrize(("where", "beside"), [("code", "code"), ("card/code", "people")])
def test_a_problem_stands_beside_the_field_that_a_form_calls_otherwise(
    where: str, beside: str
) -> None:
    def refuse(_given: Given) -> NoReturn:
        raise Invalid([Problem(GONE.code, where)])

    form = filled_in()
    assert carried_out(form, refuse, lambda _where: "people") is None
    assert form.errors == {beside: [say(GONE)]}


def test_no_page_writes_out_once_more_what_this_does() -> None:
    pages = [path for path in APPS.rglob("*.py") if "views" in path.relative_to(APPS).as_posix()]
    found = [path.name for path in pages if BY_HAND.search(path.read_text(encoding="utf-8"))]
    assert len(pages) > 50
    assert found == []

"""Two readers of a result come to the same by hand: its page names every input (F-68, S3-21)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests import make
from tests.assessments.worlds import S3
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import read_sheet, try_sheet
from tuquan.assessments.queries.asking import keys_asked
from tuquan.assessments.services import open_cycles
from tuquan.assessments.views.frames import lines_of
from tuquan.core.answers import Value
from tuquan.core.programme import Edition
from tuquan.core.vietnamese import format_number

pytestmark = pytest.mark.django_db


def figures(edition: Edition) -> dict[str, Value]:
    """A different number for every figure, so that each is found in the words by itself."""
    asked = keys_asked(edition)
    questions = [one for form in edition.forms for one in form.questions if one.key in asked]
    return {
        one.key: True if one.kind == "yes_no" else 1000 + 7 * number
        for number, one in enumerate(questions)
    }


def test_every_figure_that_decided_a_row_stands_in_its_reasons(world: make.World) -> None:
    make.households(world.area, 30)
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(place=world.area)
    edition = sheet.cycle.content
    given = figures(edition)
    lines = lines_of(make.SYSTEM, try_sheet(read_sheet(sheet), given, {}), None)
    decided = {one.row.criterion.key: one for one in lines if one.row.figures in ("yes", "no")}
    assert len(decided) >= 9
    for form in edition.forms:
        for question in form.questions:
            line = decided.get(question.criterion)
            value = given.get(question.key)
            if line is None or isinstance(value, bool) or value is None:
                continue
            assert isinstance(value, int)
            words = " ".join(text for _depth, text in line.reasons)
            assert format_number(Decimal(value)) in words, (question.key, words)

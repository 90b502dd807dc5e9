"""Two readers of a result come to the same by hand: its page names every input (F-68, S3-21)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3
from tests.packs.test_sixth_programme import pack
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import read_sheet, try_sheet
from tuquan.assessments.queries.asking import keys_asked
from tuquan.assessments.services import open_cycles
from tuquan.assessments.views.frames import lines_of
from tuquan.core.answers import Value
from tuquan.core.programme import Edition
from tuquan.core.vietnamese import format_number
from tuquan.programmes.services import AdoptionTerms, adopt_programme, install_pack

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


def test_f_68_points_stand_beside_each_row_with_the_figures_they_were_counted_by(
    world: make.World,
) -> None:
    make.households(world.area, 40)
    (edition,) = install_pack(make.SYSTEM, pack()).new
    terms = AdoptionTerms(effective_from=date(2026, 1, 1))
    adopt_programme(make.SYSTEM, world.province, edition, terms)
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(place=world.commune)
    given: dict[str, Value | None] = {
        "sorting_households": 30,
        "has_beach": True,
        "beach_clean_ups": 5,
    }
    lines = lines_of(make.SYSTEM, try_sheet(read_sheet(sheet), given, {}), None)
    by_key = {one.row.criterion.key: one for one in lines}
    assert by_key["beach_days"].points == "2,5 trên 6 điểm"
    assert [words for _depth, words in by_key["beach_days"].reasons] == [
        "2,5 trên 6 điểm: không đạt",
        "Áp dụng cho nơi này, vì:",
        "Có bãi biển – có: đạt",
        "Buổi dọn bãi biển – 5 buổi × 0,5 điểm",
    ]
    assert by_key["waste_sorted"].points == "8 trên 12 điểm"
    assert [words for _depth, words in by_key["waste_sorted"].reasons[1:]] == [
        "12 điểm, nếu đúng: không đạt",
        "Hộ phân loại rác – 30 / 40 (số hộ) = 75 % < 90 %: không đạt",
        "8 điểm, nếu đúng: đạt",
        "Hộ phân loại rác – 30 / 40 (số hộ) = 75 % ≥ 70 %: đạt",
    ]
    standard = next(one for one in lines if one.row.is_standard)
    assert standard.points == "từ 10,5 đến 22,5 trên 30 điểm"
    page = reverse("assessments:sheet", args=[sheet.pk])
    shown = make.client(make.account("province_officer", world.province)).get(page)
    assert "(từ 0 đến 30 trên 30 điểm)" in shown.content.decode()

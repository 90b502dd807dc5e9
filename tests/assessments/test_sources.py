"""What the system knows of a row, with a link to where it was taken from (F-65, S3-14)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3, assessed
from tuquan.assessments.forms import SheetForm
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import read_sheet
from tuquan.assessments.queries.knowing import Told
from tuquan.assessments.queries.telling import NEWEST
from tuquan.assessments.services import open_cycles
from tuquan.assessments.views.frames import Line, lines_of
from tuquan.assessments.views.sources import Source, sources_of
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers
from tuquan.core.assessing import rows_of
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import open_periods, submit_report

pytestmark = pytest.mark.django_db


def lines(actor: Actor, sheet: AssessmentSheet, *, to_fill_in: bool = True) -> dict[str, Line]:
    form = SheetForm(rows_of(sheet.cycle.content.criteria), {}, 0) if to_fill_in else None
    found = lines_of(actor, read_sheet(sheet), form)
    return {one.row.criterion.key: one for one in found}


@pytest.fixture
def sheet(world: make.World, monkeypatch: pytest.MonkeyPatch) -> AssessmentSheet:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-20")
    make.households(world.area, 30)
    make.adoption(world.commune, S3)
    open_periods(make.SYSTEM)
    open_cycles(make.SYSTEM)
    return AssessmentSheet.objects.get(place=world.area, group=None)


def test_a_report_is_named_once_with_every_line_that_bears_on_the_row(
    sheet: AssessmentSheet,
) -> None:
    owed = Obligation.objects.get(place=sheet.place, calendar="self_assessment")
    said = {
        one.key: one.key != "farming_village" if one.kind == "yes_no" else 3
        for one in owed.form.questions
    }
    submit_report(make.SYSTEM, owed, Answers(said), 0)
    url = reverse("reports:detail", args=[Report.objects.get().pk])
    found = lines(make.SYSTEM, sheet)
    assert found["c2_3"].sources == [
        Source(
            "Báo cáo năm 2026",
            url,
            "Số mô hình phát triển kinh tế điển hình: 3 mô hình; "
            "Có quan tâm các hộ được phân công giúp đỡ: có",
        )
    ]
    assert found["c2_9"].sources[0].said.endswith("Là bản sản xuất nông nghiệp: không")
    read_only = lines(make.SYSTEM, sheet, to_fill_in=False)
    assert read_only["c2_3"].sources == [Source("Báo cáo năm 2026", url)]
    assert read_only["c2_4"].row.result.outcome.state == "unknown"
    assert read_only["c2_4"].sources[0].said.endswith("3 nghìn đồng/người/năm")


def test_the_register_titles_and_figures_of_the_commune_are_linked_to_whoever_may_open_them(
    sheet: AssessmentSheet,
) -> None:
    head = make.actor(make.account("area_head", sheet.place, "Lê Thị Mai"))
    titles = reverse("assessments:titles", args=[sheet.cycle_id])
    above = reverse("assessments:benchmarks", args=[sheet.cycle_id])
    register = reverse("residents:area", args=[sheet.place_id])
    found = lines(head, sheet)
    assert found["c2_6"].sources == [Source("Sổ hộ", register, "30")]
    assert found["c3_19"].sources == [Source("Danh hiệu các năm trước", titles)]
    assert found["c2_4"].sources == [Source("Mức bình quân chung", above)]
    assert found["c2_1"].sources == []
    client = make.client(make.account("area_head", sheet.place, "Lê Thị Hoa"))
    assert [client.get(one).status_code for one in (titles, above, register)] == [200, 200, 200]
    nobody = replace(head, grants=())
    found = lines(nobody, sheet)
    assert found["c2_6"].sources == []
    assert found["c3_19"].sources == [Source("Danh hiệu các năm trước")]


def test_of_many_reports_the_latest_are_named_and_the_others_counted(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-20")
    known = assessed(world)
    open_periods(make.SYSTEM)
    owed = Obligation.objects.filter(group=known.group, kind=Obligation.Kind.FORM).first()
    assert owed is not None
    question = owed.form.question("no_pollution")
    row = next(one for one in read_sheet(known.sheet).rows if one.criterion.key == "no_pollution")
    told = tuple(
        Told(Report(pk=number, obligation=owed), question, number != 6) for number in range(1, 7)
    )
    found = sources_of(known.as_leader, read_sheet(known.sheet), replace(row, told=told))
    assert [one.said for one in found] == ["Chưa đạt", "Đạt", "Đạt", "Đạt", ""]
    assert [one.url for one in found[:NEWEST]] == [
        reverse("reports:detail", args=[number]) for number in (6, 5, 4, 3)
    ]
    assert (found[-1].title, found[-1].url) == ("và 2 báo cáo trước đó", "")

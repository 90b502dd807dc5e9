"""Choices, days and highest figures in totals, behind them and in the workbook; named windows."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.kinds import HEAD, PLAIN_FORM, SAFE_FORM, install, october
from tests.reports.worlds import Village, village
from tuquan.consolidations.queries.lines import Chosen, lines_of
from tuquan.consolidations.queries.plans import Reporter, plan_of
from tuquan.core.answers import Answers, Value
from tuquan.core.packs import load_pack
from tuquan.core.programme import AskedWhen, Choice, Form, Question, Section, Target
from tuquan.core.rollup import Figure, Submission
from tuquan.groups.models import ResidentGroup
from tuquan.insights import queries
from tuquan.insights.exports import round_name, totals_workbook
from tuquan.insights.queries import Line, Round
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import AdoptionTerms, adopt_programme, install_pack
from tuquan.project.commands import rollup
from tuquan.reports.models import Obligation
from tuquan.reports.queries import background_of, report_title
from tuquan.reports.services import open_periods, submit_report

MOODS = (Choice("poor", "Còn khó"), Choice("good", "Tốt"))
MOOD = Question("mood", "Tình hình", "choice", aggregation="count_choices", choices=MOODS)
LAST_MOOD = replace(MOOD, key="last_mood", aggregation="latest", stock=True)
HELD = Question("held", "Ngày họp", "date", aggregation="max")
LONGEST = Question("longest", "Ngõ dài nhất", "count", aggregation="max", unit="m")
SEEN = Question("seen", "Ngày đi kiểm tra", "date")
GATE = Question("gate", "Có ngõ", "yes_no", aggregation="count_yes")
LANES = Question("lanes", "Số ngõ", "count", aggregation="sum", asked_when=AskedWhen("gate"))
ALL = (MOOD, LAST_MOOD, HELD, LONGEST, SEEN, GATE, LANES)


def form(*questions: Question) -> Form:
    return Form("f", "F", "periodic", (Section("all", "", questions),), compare_with_baseline=True)


def said(**values: object) -> Submission:
    return {"values": values, "not_applicable": [], "facts": {"households": 20}}


def lines(
    *reports: Submission | None, asked: tuple[Question, ...] = ALL, before: Submission | None = None
) -> dict[str, Line]:
    """The lines of reporters who all said the same in the survey, which asks the same questions."""
    own = tuple(replace(q, baseline=q.key) for q in asked) if before else asked
    plan = plan_of(form(*own), form(*asked))
    everybody = [
        Reporter(0, "", plan.beside(sent, before) if sent else None, before) for sent in reports
    ]
    return {line.key: line for line in lines_of(form(*own), plan, plan.total(everybody))}


def test_every_choice_is_counted_also_one_that_nobody_made() -> None:
    line = lines(said(mood="good"), said(mood="good"), said(), None)["mood"]
    assert (line.kind, line.value, line.figure.reported, line.figure.not_reported) == (
        "choice",
        None,
        2,
        2,
    )
    assert line.choices == [Chosen("poor", "Còn khó", 0, 0), Chosen("good", "Tốt", 2, 0)]


def test_what_each_chose_last_is_counted_over_places() -> None:
    line = lines(said(last_mood="good"), said(last_mood="poor"))["last_mood"]
    assert [one.reporters for one in line.choices] == [1, 1]


def test_of_days_the_last_one_counts_and_of_highest_figures_the_highest() -> None:
    found = lines(said(held="2026-10-05", longest=40), said(held="2026-10-20", longest=0))
    assert found["held"].figure.last_day == date(2026, 10, 20)
    assert (found["held"].kind, found["held"].value) == ("day", None)
    assert (found["longest"].kind, found["longest"].value) == ("number", 40)


def test_a_plain_fact_is_counted_as_a_choice_of_two() -> None:
    fact = replace(GATE, polarity="either")
    survey = said(gate=False)
    line = lines(said(gate=True), said(gate=False), None, asked=(fact,), before=survey)["gate"]
    assert (line.kind, line.value, line.figure.reported) == ("choice", None, 2)
    assert line.choices == [Chosen("yes", "Có", 1, 0), Chosen("no", "Không", 1, 3)]
    alone = replace(fact, aggregation="none")
    assert lines(said(gate=True), asked=(alone,))["gate"].kind == "text"


def test_days_that_do_not_come_together_are_only_counted() -> None:
    line = lines(said(seen="2026-10-05"), None)["seen"]
    assert (line.kind, line.figure.reported) == ("text", 1)


def test_to_whom_a_line_was_not_asked_it_does_not_apply() -> None:
    figure = lines(said(gate=False), said(gate=True, lanes=2), None)["lanes"].figure
    assert figure == Figure(2, 1, not_applicable=1, not_reported=1)


def test_choices_days_and_highest_figures_stand_beside_their_baseline_without_a_sum() -> None:
    survey = said(mood="poor", held="2026-01-05", longest=50, lanes=1, gate=True)
    sent = said(mood="good", held="2026-10-05", longest=40, lanes=3, gate=True)
    found = lines(sent, None, before=survey)
    assert found["mood"].choices == [Chosen("poor", "Còn khó", 0, 2), Chosen("good", "Tốt", 1, 0)]
    assert found["held"].was.last_day == date(2026, 1, 5)
    assert (found["longest"].baseline, found["longest"].change) == (50, None)
    assert (found["lanes"].baseline, found["lanes"].change) == (2, 2)


def test_a_highest_figure_is_not_compared_with_a_sum() -> None:
    added = replace(LONGEST, aggregation="sum")
    plan = plan_of(form(replace(LONGEST, baseline="longest")), form(added))
    assert plan.baselines == {}


@pytest.mark.parametrize(("kind", "target"), [("value", Decimal(30)), ("percent_of", None)])
def test_the_target_of_a_highest_figure_is_not_added_up(kind: str, target: Decimal | None) -> None:
    goal = Target("value" if kind == "value" else "percent_of", Decimal(30), of="households")
    asked = replace(LONGEST, target=goal, direction="up")
    line = lines(said(longest=40), said(longest=10), asked=(asked,))["longest"]
    assert (line.value, line.target) == (40, target)


@dataclass
class Month:
    """An October in which two of three groups reported every kind of answer."""

    place: Village
    groups: list[ResidentGroup]
    chosen: Round


FIRST: dict[str, Value] = {
    "has_lanes": True,
    "lanes": 3,
    "mood": "good",
    "held_on": date(2026, 10, 20),
    "attended": 9,
    "signed": 12,
    "unlit": 1,
    "words": "Thêm đèn",
}
SECOND: dict[str, Value] = {
    "has_lanes": False,
    "mood": "poor",
    "held_on": date(2026, 10, 5),
    "attended": 7,
    "signed": 10,
}


@pytest.fixture
def month(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Month:
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-09-15")
        others = make.groups(world.other_area, 40)
    here = village(world, monkeypatch)
    edition = install("an-toan", "Ngõ an toàn", "Safe lanes", SAFE_FORM)
    october(here, edition)
    groups = [here.group, *others]
    for group, values in zip(groups, (FIRST, SECOND), strict=False):
        owed = Obligation.objects.get(group=group, edition=edition, period_key="2026-10")
        submit_report(make.SYSTEM, owed, Answers(values), 0)
    return Month(here, groups, chosen(here, edition, "monthly:2026-10"))


def chosen(here: Village, edition: ProgrammeEdition, key: str) -> Round:
    rounds = [
        one
        for one in queries.rounds_below(here.reviewer, here.world.commune)
        if one.edition == edition
    ]
    found = queries.find_round(rounds, key)
    assert found is not None
    return found


def test_the_page_of_a_place_counts_choices_and_shows_days(month: Month) -> None:
    desk = make.client(month.place.officer)
    query = {"noi": str(month.place.world.commune.pk), "ky": month.chosen.key}
    html = desk.get(reverse("insights:totals"), query).content.decode()
    assert '<span class="under">Còn khó khăn: <b class="figure">1</b></span>' in html
    assert '<span class="under">Khá: <b class="figure">0</b></span>' in html
    assert "20/10/2026" in html
    for key, words in (("mood", "Tốt"), ("held_on", "05/10/2026"), ("words", "Thêm đèn")):
        page = desk.get(reverse("insights:submissions"), {**query, "muc": key})
        assert words in page.content.decode()
    below = desk.get(reverse("insights:totals"), {**query, "muc": "mood"})
    assert below.status_code == 200


def test_above_the_commune_texts_are_only_counted(month: Month) -> None:
    actor = make.SYSTEM
    world = month.place.world
    near = queries.overview_of(actor, world.commune, month.chosen)
    far = queries.overview_of(actor, world.province, month.chosen)
    entries = [shown.totals.now.figures["words"] for shown in (near, far)]
    assert [(one.reported, dict(one.entries)) for one in entries] == [(1, {"Thêm đèn": 1}), (1, {})]


def test_the_command_says_choices_days_and_who_wrote(
    month: Month, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    rollup.add_arguments(parser)
    place = str(month.place.world.commune.pk)
    asked = ["--place", place, "--calendar", "monthly", "--period", "2026-10"]
    assert rollup.run(parser.parse_args(asked)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3:11] == [
        "  Tổ có ngõ riêng: Có: 1; Không: 1",
        "  Số ngõ: 3 ngõ",
        "  Tình hình chung: Còn khó khăn: 1; Khá: 0; Tốt: 1",
        "  Ngày họp tổ: 20/10/2026",
        "  Hộ dự họp: 9 hộ",
        "  Hộ ký cam kết: 22 hộ",
        "  Số ngõ chưa có đèn: 1 ngõ",
        "  Kiến nghị: 1 tổ có ghi",
    ]


def test_the_workbook_says_choices_and_days_in_words(month: Month) -> None:
    actor, commune = month.place.reviewer, month.place.world.commune
    content = totals_workbook(actor, commune, month.chosen)
    totals, groups = openpyxl.load_workbook(BytesIO(content)).worksheets
    by_label = {row[0]: row for row in totals.iter_rows(min_row=10, values_only=True)}
    assert by_label["Tình hình chung"][2] == "Còn khó khăn: 1\nKhá: 0\nTốt: 1"
    assert by_label["Tổ có ngõ riêng"][2] == "Có: 1\nKhông: 1"
    assert by_label["Hộ dự họp"][2] == 9
    assert _day(by_label["Ngày họp tổ"][2]) == date(2026, 10, 20)
    headings, *rows = groups.iter_rows(min_row=9, values_only=True)
    said = [dict(zip(headings, row, strict=True)) for row in rows]
    assert {one["Tình hình chung"] for one in said[:-1]} == {"Tốt", "Còn khó khăn", None}
    assert {one["Tổ có ngõ riêng"] for one in said[:-1]} == {"Có", "Không", None}
    assert {_day(one["Ngày họp tổ"]) for one in said[:-1]} == {
        date(2026, 10, 20),
        date(2026, 10, 5),
        None,
    }


FEE_FORM = """\
  - key: monthly
    title: Báo cáo phí
    purpose: periodic
    sections:
      - key: figures
        title: Con số
        questions:
          - key: fee
            label: Mức phí một hộ
            kind: amount
            unit: nghìn đồng
            source: {default: thử}
          - key: paved
            label: Ngõ đã đổ bê tông
            kind: yes_no
            polarity: either
            source: {default: thử}
"""


def test_answers_that_do_not_come_together_make_no_sum_and_stand_one_by_one(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = village(world, monkeypatch)
    edition = install("phi", "Phí", "Fees", FEE_FORM)
    owed = october(here, edition)
    answers = Answers({"fee": Decimal("12.5"), "paved": False})
    submit_report(make.SYSTEM, owed, answers, 0)
    month = chosen(here, edition, "monthly:2026-10")
    overview = queries.overview_of(here.reviewer, world.commune, month)
    assert [(one.kind, one.value, one.figure.reported) for one in overview.lines] == [
        ("text", None, 1),
        ("text", None, 1),
    ]
    desk = make.client(here.officer)
    query = {"noi": str(world.commune.pk), "ky": month.key}
    totals = desk.get(reverse("insights:totals"), {**query, "muc": "fee"}).content.decode()
    assert "0 nghìn đồng" not in totals
    assert "1 tổ có ghi" in totals
    for key, words in (("fee", "12,5 nghìn đồng"), ("paved", "Không")):
        page = desk.get(reverse("insights:submissions"), {**query, "muc": key})
        assert words in page.content.decode()
    book = openpyxl.load_workbook(BytesIO(totals_workbook(here.reviewer, world.commune, month)))
    headings, row, *_ = book.worksheets[1].iter_rows(min_row=9, values_only=True)
    said = dict(zip(headings, row, strict=True))
    assert (said["Mức phí một hộ (nghìn đồng)"], said["Ngõ đã đổ bê tông"]) == (12.5, "Không")


def _day(cell: object) -> object:
    return getattr(cell, "date", lambda: cell)()


WINDOWS = """\
    windows:
      - {key: first, label: Sơ kết đợt 1, start: 2026-09-20, until: 2026-10-20}
      - {key: second_one, label: Sơ kết đợt 2, start: 2026-10-25, until: 2026-11-10}
"""


def windowed(here: Village) -> ProgrammeEdition:
    """A programme that reports on named windows, run by the commune."""
    text = HEAD.format(key="so-ket", name="Sơ kết", name_en="Reviews") + PLAIN_FORM
    text = text.replace("period: month", "period: window").replace(
        "due: {day_of_next_month: 5}", "due: {days_after_end: 3}"
    )
    text = text.replace("forms:\n", f"{WINDOWS}forms:\n", 1)
    pack, problems = load_pack(
        {"so-ket/pack.yaml": "key: so-ket\nname: Sơ kết\n", "so-ket/2026/edition.yaml": text}
    )
    assert pack is not None, problems
    install_pack(make.SYSTEM, pack)
    edition = ProgrammeEdition.objects.get(programme__key="so-ket")
    terms = AdoptionTerms(effective_from=make.SINCE, groups_of=make.edition(make.S0).programme)
    adopt_programme(make.SYSTEM, here.world.commune, edition, terms)
    open_periods(make.SYSTEM)
    return edition


def owed_for(edition: ProgrammeEdition) -> Mapping[str, Obligation]:
    owed = Obligation.objects.select_related("edition__programme", "edition__parent")
    return {one.period_key: one for one in owed.filter(edition=edition)}


def test_rounds_of_named_windows_are_found_and_titled(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = village(world, monkeypatch)
    edition = windowed(here)
    owed = owed_for(edition)
    assert sorted(owed) == ["first_2026-09-20", "second_one_2026-10-25"]
    submit_report(make.SYSTEM, owed["first_2026-09-20"], Answers({"meetings": 4}), 0)
    found = chosen(here, edition, "monthly:first_2026-09-20")
    assert (found.period.name, found.period.key) == ("first", "first_2026-09-20")
    assert round_name(found) == "Báo cáo tháng: Sơ kết đợt 1"
    shown = queries.overview_of(here.reviewer, world.commune, found)
    assert (shown.received, shown.expected) == (1, 1)


def test_a_window_is_read_beside_the_window_before_it(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = village(world, monkeypatch)
    owed = owed_for(windowed(here))
    submit_report(make.SYSTEM, owed["first_2026-09-20"], Answers({"meetings": 4}), 0)
    second = owed["second_one_2026-10-25"]
    assert report_title(second) == "Báo cáo tháng: Sơ kết đợt 2"
    previous = background_of(second).previous
    assert previous is not None
    assert previous.values == {"meetings": 4}


def test_pages_of_windows_open(world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = village(world, monkeypatch)
    owed = owed_for(windowed(here))
    phone: Client = make.client(here.leader)
    address = reverse("reports:write", args=[owed["first_2026-09-20"].pk])
    assert "Sơ kết đợt 1" in phone.get(address).content.decode()
    assert "Sơ kết đợt 1" in phone.get(reverse("home")).content.decode()
    desk = make.client(here.officer)
    assert "Sơ kết đợt 2" in desk.get(reverse("reports:desk")).content.decode()

"""A programme read as a document: nothing of it is left out, and how a place runs it stands by."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tuquan.core.localising import proposed_days
from tuquan.core.programme import (
    Bound,
    CompareRule,
    Criterion,
    Edition,
    Pack,
    Paper,
    Points,
    PointStep,
    Question,
    Quota,
    ResultClass,
    Scoring,
    Section,
    Source,
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
from tuquan.core.programme.process import Parameter, ParameterValue
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import read_document
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    install_pack,
    shipped_packs,
)

SHIPPED = [folder.name for folder in shipped_packs()]
S2 = "luc-ngan-2021"
S3 = "tan-phong-2021"
S4 = "tam-ky-2025"

NOT_READ = {
    Edition: {"programme", "key", "re_dated_by"},
    Question: {"help", "definition", "criterion", "theme", "baseline", "at_most"},
    Section: {"intro"},
    Paper: {"letterhead", "motto", "number", "bases", "body", "columns", "rows", "recipients"},
}
"""What stands elsewhere: on the form, on the paper's own page, or only in the machine."""

MACHINE_WORDS = {
    "key",
    "kind",
    "form",
    "fed_by",
    "theme",
    "level",
    "style",
    "rule",
    "rules",
    "annexes",
    "signature",
    "condition",
    "applies_when",
    "programme",
}


def said(item: object) -> Iterator[str]:
    """Every text of a document in Vietnamese, with the place in the source of everything."""
    for field in dataclasses.fields(item):  # type: ignore[arg-type]
        value = getattr(item, field.name)
        machine = field.name in MACHINE_WORDS or field.name.endswith("_en")
        if machine or field.name in NOT_READ.get(type(item), ()):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(one):
                yield from said(one)
            elif isinstance(one, str) and re.search("[^a-z_]", one):
                yield one


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def page(browser: Client, edition: ProgrammeEdition, language: str = "vi") -> str:
    browser.cookies["language"] = language
    return browser.get(reverse("programmes:detail", args=[edition.pk])).content.decode()


def words(text: str) -> str:
    """What a reader sees of a page, without its tags."""
    main = text[text.index("<main") : text.index("</main>")]
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", "", main)))


@pytest.mark.parametrize("programme", SHIPPED)
def test_everything_a_plan_says_is_on_its_page_word_for_word(
    officer: Client, programme: str
) -> None:
    edition = make.edition(programme)
    text = words(page(officer, edition))
    missing = {one for one in said(edition.content) if re.sub(r"\s+", " ", one) not in text}
    assert missing == set()


@pytest.mark.parametrize("programme", SHIPPED)
def test_the_parts_come_in_the_order_an_official_thinks(officer: Client, programme: str) -> None:
    edition = make.edition(programme)
    text = page(officer, edition)
    keys = [part.key for part in read_document(edition).parts]
    linked = re.findall('<li><a href="#([a-z]+)"', text)
    shown = re.findall('<section class="panel" id="([a-z]+)"', text)
    assert linked == shown == keys
    order = "identity purpose who where when forms criteria scoring assessment pledges parameters"
    whole = [*order.split(), "papers", "open"]
    assert keys == [key for key in whole if key in keys]


def test_headings_never_skip_a_level(officer: Client) -> None:
    text = page(officer, make.edition(S3))
    levels = [int(level) for level in re.findall("<h([1-6])", text)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_english_readers_get_the_english_under_the_words_of_the_source(officer: Client) -> None:
    edition = make.edition(make.S0)
    criterion = edition.content.criteria[0]
    assert criterion.label_en not in page(officer, edition)
    english = page(officer, edition, "en")
    assert criterion.label in english
    assert criterion.label_en in english


def test_a_fault_and_a_reading_are_shown_plainly(officer: Client) -> None:
    text = words(page(officer, make.edition(S3), "en"))
    assert "Wrong in the source: Nguồn ghi “năm 2020” trong kế hoạch của năm 2021." in text
    assert "How the wording was read: “100%” đọc là bằng 100%" in text


def test_a_knock_out_and_what_meets_it_are_said(officer: Client) -> None:
    [part, _rows] = make.edition(S3).content.criteria
    entry = next(
        one for one in read_document(make.edition(S3)).criteria if one.item.key == "drug_spots"
    )
    assert (entry.depth, entry.item) == (1, part.parts[1])
    text = words(page(officer, make.edition(S3), "en"))
    assert (
        "There are spots of drugs or prostitution knock-out: fails the whole class must not be "
        "Met when: “no” is marked on the sheet"
    ) in text


def test_a_missing_annex_is_shown_as_missing(officer: Client) -> None:
    edition = make.edition(S4)
    assert "The document names this paper and does not hold it." in page(officer, edition, "en")
    answer = officer.get(reverse("programmes:paper", args=[edition.pk, "annex"]))
    text = answer.content.decode()
    assert "The document names this paper and does not hold it." in text
    assert edition.content.papers[0].fault in text
    assert "data-print" not in text


def terms_of_s3() -> LocalTerms:
    return LocalTerms(
        tightened=(Tightened("c2_6", Decimal(55), "Nghị quyết của phường"),),
        duties=(HeldDuty("ward_plans", "Phòng Văn hóa - Xã hội"),),
        choices=(ChosenGap("plan_and_number", "Từ đầu năm 2026"),),
        added=(Criterion("batteries", "6.1", "Có điểm thu gom pin cũ"),),
    )


def test_what_a_place_asks_for_more_stands_beside_the_item(
    world: make.World, officer: Client
) -> None:
    edition = make.edition(S3)
    terms = AdoptionTerms(make.SINCE, local=terms_of_s3())
    adopt_programme(make.SYSTEM, world.commune, edition, terms)
    text = words(page(officer, edition, "en"))
    assert "Xã Minh Sơn: 50 → 55 (Nghị quyết của phường)" in text
    assert "Xã Minh Sơn: here: Phòng Văn hóa - Xã hội" in text
    assert "Xã Minh Sơn: chose: Từ đầu năm 2026" in text
    assert "Có điểm thu gom pin cũ added by Xã Minh Sơn" in text


def test_days_and_levels_of_a_place_stand_beside_those_of_the_document(
    world: make.World, officer: Client
) -> None:
    edition = make.edition(S2)
    moved = {one.item: one.proposed for one in proposed_days(edition.content, date(2026, 10, 1))}
    milestone = next(one for one in edition.content.milestones if one.before)
    terms = LocalTerms(
        re_dated=(ReDated(f"milestones/{milestone.key}", moved[f"milestones/{milestone.key}"]),),
        levels=(LevelMapping("district", "province"),),
        due_days=(DueDay("district_month", 12),),
    )
    adopt_programme(make.SYSTEM, world.commune, edition, AdoptionTerms(make.SINCE, local=terms))
    text = words(page(officer, edition, "en"))
    assert "Xã Minh Sơn: before 10/10/2026" in text
    assert "Xã Minh Sơn: its part falls to: province" in text
    assert "Xã Minh Sơn: on day 12 of the month after" in text


def test_a_report_left_out_says_so(world: make.World, officer: Client) -> None:
    edition = make.edition(make.S0)
    terms = LocalTerms(off=("calendars/quarterly",))
    adopt_programme(make.SYSTEM, world.commune, edition, AdoptionTerms(make.SINCE, local=terms))
    assert "Xã Minh Sơn: not used here" in words(page(officer, edition, "en"))


def test_nothing_of_the_neighbour_is_shown(world: make.World, officer: Client) -> None:
    edition = make.edition(S3)
    terms = AdoptionTerms(make.SINCE, local=terms_of_s3())
    adopt_programme(make.SYSTEM, world.neighbour, edition, terms)
    text = page(officer, edition)
    assert "Xã Yên Hạ" not in text
    assert "Có điểm thu gom pin cũ" not in text


def test_who_may_adopt_gets_the_ways_to_the_terms_and_to_the_newer_edition(
    world: make.World, officer: Client
) -> None:
    adoption = make.adoption(world.commune)
    content = replace(adoption.edition.content, key="2027", effective_from=date(2027, 1, 1))
    [newer] = install_pack(make.SYSTEM, Pack(make.S0, "S0", editions=(content,))).new
    ways = [
        reverse("programmes:terms", args=[adoption.pk]),
        reverse("programmes:change_edition", args=[adoption.pk, newer.pk]),
    ]
    compared = reverse("programmes:differences", args=[adoption.edition_id, newer.pk])
    text = page(officer, adoption.edition)
    assert [way for way in (*ways, compared) if f'href="{way}"' not in text] == []
    head = page(make.client(make.account("area_head", world.area)), adoption.edition)
    assert [way for way in ways if f'href="{way}"' in head] == []
    assert reverse("programmes:milestones", args=[adoption.pk]) in head
    assert compared in page(officer, newer)


def test_a_link_to_an_installed_programme_leads_there(officer: Client) -> None:
    s0, s1 = make.edition(make.S0), make.edition(make.S1)
    link = replace(s0.content.links[0], programme=make.S1)
    content = replace(s0.content, programme="linked", links=(link,))
    [linked] = install_pack(make.SYSTEM, Pack("linked", "L", editions=(content,))).new
    [entry] = read_document(linked).links
    assert entry.other == s1
    assert f'href="{reverse("programmes:detail", args=[s1.pk])}"' in page(officer, linked)


def points_plan() -> ProgrammeEdition:
    """A sheet of points with floors, a bonus, a quota and a dated figure."""
    models = Question("models", "Số mô hình", "count", unit="mô hình")
    first = make.edition(make.S1).content
    form = replace(first.forms[0], key="sheet", sections=(Section("one", "Một", (models,)),))
    two = CompareRule("compare", "models", "at_least", Bound(Decimal(2)))
    content = replace(
        first,
        programme="points",
        forms=(form,),
        calendars=(),
        incident_reports=(),
        criteria=(
            Criterion(
                "economy",
                "1",
                "Kinh tế",
                points=Points(
                    Decimal(30),
                    "steps",
                    steps=(PointStep(two, Decimal(30)),),
                    source=Source("Bảng điểm", "dòng 3"),
                ),
                floor=Decimal(15),
            ),
            Criterion("extra", "2", "Sáng kiến", points=Points(Decimal(5), role="bonus")),
        ),
        scoring=Scoring(
            classes=(
                ResultClass(
                    "good",
                    "Tốt",
                    CompareRule("compare", "points", "at_least", Bound(Decimal("27.5"))),
                    quota=Quota(percent=Decimal(20)),
                ),
            ),
            otherwise="Chưa xếp loại",
            total=Decimal(30),
            bonus_limit=Decimal(5),
        ),
        parameters=(
            Parameter(
                "poverty_line",
                "Chuẩn nghèo",
                "nghìn đồng",
                (ParameterValue(Decimal(1500), date(2022, 1, 1), source=Source("QĐ", "Điều 3")),),
            ),
        ),
    )
    [edition] = install_pack(make.SYSTEM, Pack("points", "Điểm", editions=(content,))).new
    return edition


def test_points_floors_quotas_and_dated_figures_are_said(
    world: make.World, officer: Client
) -> None:
    edition = points_plan()
    local = LocalParameter("poverty_line", Decimal(2000), date(2026, 1, 1), "Nghị quyết")
    terms = AdoptionTerms(make.SINCE, local=LocalTerms(parameters=(local,)))
    adopt_programme(make.SYSTEM, world.commune, edition, terms)
    text = words(page(officer, edition, "en"))
    for sentence in (
        "Points: up to 30 points, in steps",
        "Points: 30 points: Số mô hình: 2 mô hình or more",
        "Points: at least 15 points needed here",
        "Points: bonus: 5 points, all or nothing",
        "Source: Bảng điểm, dòng 3",
        "no knock-out criterion stands against it",
        "every standard has the least points it needs",
        "only the best 20 % of all",
        "30 points in all",
        "bonus: 5 points at most",
        "Chưa xếp loại",
        "Source: QĐ, Điều 3",
        "Xã Minh Sơn: 2.000 from 01/01/2026 (Nghị quyết)",
    ):
        assert sentence in text


def test_the_page_asks_as_often_however_many_places_run_it(world: make.World) -> None:
    browser = make.client(make.officer(world.province))
    edition = make.edition(make.S1)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(browser, edition)
        return len(queries)

    page(browser, edition)
    make.adoption(world.commune, make.S1)
    once = asked()
    make.adoption(world.neighbour, make.S1)
    assert asked() == once


def test_no_number_of_a_row_is_read_out(world: make.World, officer: Client) -> None:
    edition = make.edition(make.S1)
    edition.pk, edition.key = 987654, "2999"
    edition.save(force_insert=True)
    adopt_programme(make.SYSTEM, world.commune, edition, AdoptionTerms(make.SINCE))
    assert "987" not in words(page(officer, edition))

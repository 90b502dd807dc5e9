"""A form as a leader will see it, and a paper as it will be printed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests import make
from tuquan.core.programme import (
    AskedWhen,
    Choice,
    Column,
    Form,
    Pack,
    Paper,
    Question,
    Section,
    Source,
)
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import install_pack, shipped_packs

SHIPPED = [folder.name for folder in shipped_packs()]
LIT = Question("lit", "Đường có đèn", "yes_no", source=Source("Kế hoạch", "dòng 5"))
EVERY_KIND = Form(
    "every_kind",
    "Mẫu đủ loại",
    "periodic",
    (
        Section(
            "first",
            "Phần một",
            (
                replace(LIT, not_applicable_allowed=True),
                Question("lamps", "Đã lắp", "count", unit="bóng", help="Chỉ tính bóng sáng."),
                Question(
                    "why", "Vì sao", "text", asked_when=AskedWhen("lit", "no"), required=False
                ),
            ),
            intro="Xem quanh tổ rồi ghi.",
        ),
        Section(
            "second",
            "Phần hai",
            (
                Question(
                    "level",
                    "Xếp loại",
                    "choice",
                    choices=(Choice("fair", "Khá"), Choice("good", "Tốt", "Good")),
                ),
                Question("met_on", "Ngày họp", "date", not_applicable_allowed=True),
            ),
        ),
    ),
    title_en="Form of every kind",
)
LIST = Paper(
    "list",
    "list",
    "party",
    "Danh sách",
    columns=(
        Column("number", "TT"),
        Column("name", "Họ và tên", under="Người tham gia", about="person"),
        Column("post", "Chức vụ", under="Người tham gia", about="person"),
        Column("note", "Ghi chú"),
    ),
    rows=("Tổ trưởng", "Tổ phó"),
    annexes=("plan", "gone"),
)


@pytest.fixture
def edition(db: None) -> ProgrammeEdition:
    content = replace(
        make.edition(make.S0).content,
        programme="plan",
        forms=(EVERY_KIND,),
        calendars=(),
        letterhead=("ĐẢNG BỘ XÃ MINH SƠN", "BAN THƯỜNG VỤ"),
        papers=(LIST, Paper("plan", "plan", "state", "Kế hoạch <gốc>")),
    )
    [found] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(content,))).new
    return found


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def preview(edition: ProgrammeEdition, key: str = "every_kind") -> str:
    return reverse("programmes:preview", args=[edition.pk, key])


def paper(edition: ProgrammeEdition, key: str) -> str:
    return reverse("programmes:paper", args=[edition.pk, key])


def test_all_steps_are_shown_one_under_the_other(
    officer: Client, edition: ProgrammeEdition
) -> None:
    answer = officer.get(preview(edition))
    steps = answer.context["steps"]
    assert [step.title for step in steps] == ["Phần một", "Phần hai"]
    assert [line.number for step in steps for line in step.lines] == [1, 2, 3, 4, 5]
    text = answer.content.decode()
    assert "Xem quanh tổ rồi ghi." in text
    assert text.index("Phần một") < text.index("Đường có đèn") < text.index("Phần hai")


def test_every_kind_of_question_has_its_field(officer: Client, edition: ProgrammeEdition) -> None:
    text = officer.get(preview(edition)).content.decode()
    radios = re.findall('type="radio" id="([a-z_]+)"', text)
    assert radios == [
        "first_lit_yes",
        "first_lit_no",
        "first_lit_na",
    ]
    assert re.findall('name="second_level" value="([a-z]+)"', text) == ["fair", "good"]
    assert '<input id="first_lamps"' in text
    assert '<textarea id="first_why"' in text
    assert '<input id="second_met_on"' in text
    assert '<input type="checkbox" id="second_met_on_na"' in text
    assert "Đã lắp (bóng)" in text
    assert "Chỉ tính bóng sáng." in text


def test_what_hangs_on_another_answer_says_so(officer: Client, edition: ProgrammeEdition) -> None:
    officer.cookies["language"] = "en"
    text = officer.get(preview(edition)).content.decode()
    assert "asked only when the answer was no: Đường có đèn" in text


def test_nothing_can_be_sent(officer: Client, edition: ProgrammeEdition) -> None:
    text = officer.get(preview(edition)).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "<form" not in main
    assert main.count('<fieldset class="stack" disabled>') == 2
    assert 'type="submit"' not in main
    assert officer.post(preview(edition), {"first_lit": "yes"}).status_code == 405


def test_the_source_of_a_question_is_there_on_demand(
    officer: Client, edition: ProgrammeEdition
) -> None:
    text = officer.get(preview(edition)).content.decode()
    [folded] = re.findall("<details.*?</details>", text, re.DOTALL)
    assert "Kế hoạch, dòng 5" in folded


def test_english_readers_are_asked_in_english_where_the_pack_can(
    officer: Client, edition: ProgrammeEdition
) -> None:
    officer.cookies["language"] = "en"
    answer = officer.get(preview(edition))
    assert answer.context["heading"] == "Form of every kind"
    assert answer.context["steps"][1].lines[0].choices == [("fair", "Khá"), ("good", "Good")]


@pytest.mark.parametrize("programme", SHIPPED)
def test_every_form_and_paper_that_comes_along_can_be_shown(
    officer: Client, programme: str
) -> None:
    edition = make.edition(programme)
    for form in edition.content.forms:
        answer = officer.get(preview(edition, form.key))
        asked = [line.question for step in answer.context["steps"] for line in step.lines]
        assert asked == list(form.questions)
    for one in edition.content.papers:
        text = officer.get(paper(edition, one.key)).content.decode()
        standing, *_ = re.split(r"[({]", one.title)
        assert escape(standing.strip()) in text


def test_an_unknown_form_or_paper_is_not_found(officer: Client, edition: ProgrammeEdition) -> None:
    assert officer.get(preview(edition, "nothing")).status_code == 404
    assert officer.get(paper(edition, "nothing")).status_code == 404


def test_a_list_has_its_columns_with_the_heading_over_several(
    officer: Client, edition: ProgrammeEdition
) -> None:
    answer = officer.get(paper(edition, "list"))
    heads = [(head.label, head.columns) for head in answer.context["heads"]]
    assert heads == [("TT", 1), ("Người tham gia", 2), ("Ghi chú", 1)]
    text = answer.content.decode()
    assert '<th scope="colgroup" colspan="2">Người tham gia</th>' in text
    assert text.count('rowspan="2"') == 2
    assert [one.label for one in answer.context["subheads"]] == ["Họ và tên", "Chức vụ"]
    assert "<td>Tổ trưởng</td><td></td><td></td><td></td>" in text


def test_a_paper_has_the_letterhead_of_its_issuer_and_the_motto_of_its_style(
    officer: Client, edition: ProgrammeEdition
) -> None:
    party = officer.get(paper(edition, "list")).content.decode()
    state = officer.get(paper(edition, "plan")).content.decode()
    assert "<b>BAN THƯỜNG VỤ</b>" in party
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "Độc lập - Tự do - Hạnh phúc" not in party
    assert "Độc lập - Tự do - Hạnh phúc" in state
    assert "Kế hoạch &lt;gốc&gt;" in state


def test_what_goes_with_a_paper_is_one_click_away(
    officer: Client, edition: ProgrammeEdition
) -> None:
    text = officer.get(paper(edition, "list")).content.decode()
    assert f'href="{paper(edition, "plan")}"' in text


def test_a_leader_has_neither(world: make.World, edition: ProgrammeEdition) -> None:
    leader = make.client(make.leader(make.groups(world.area)[0]))
    assert leader.get(preview(edition)).status_code == 404
    assert leader.get(paper(edition, "list")).status_code == 404

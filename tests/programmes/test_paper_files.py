"""S0-23, S1-12…S1-14, S2-27, S2-30, F-104: every paper of a programme as an empty form."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.core.packs import load_pack
from tuquan.core.programme import Addressee, Column, Pack, Paper, Signature
from tuquan.core.vietnamese import search_key
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import install_pack, read_pack, shipped_packs
from tuquan.programmes.views import papers

SHIPPED = [folder.name for folder in shipped_packs()]
LIST = Paper(
    "list",
    "list",
    "state",
    "Danh sách hộ của {group_name}",
    columns=(Column("number", "TT"), Column("head", "Chủ hộ"), Column("of", "Hộ tại {area_name}")),
)
DECISION = Paper(
    "decision",
    "decision",
    "party",
    "Quyết định thành lập {group_name} <gốc>",
    title_en="Decision on {group_name}",
    number="Số …-QĐ/ĐU",
    bases=("Căn cứ đề nghị của {area_name}",),
    body=("Điều 1. Thành lập {group_name} gồm {household_count} hộ & {strange}.",),
    signature=Signature("T/M {commune_name}", "BÍ THƯ"),
    recipients=(Addressee("Chi bộ {area_name}"),),
    annexes=("list", "lost", "nowhere"),
)
LOST = Paper("lost", "annex", "party", "Phụ lục bị thiếu", missing=True, fault="Không kèm theo")


@pytest.fixture
def edition(db: None) -> ProgrammeEdition:
    content = replace(
        make.edition(make.S0).content,
        programme="plan",
        forms=(),
        calendars=(),
        letterhead=("ĐẢNG BỘ HUYỆN", "ĐẢNG ỦY XÃ MINH SƠN"),
        papers=(DECISION, LIST, LOST),
    )
    [found] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(content,))).new
    return found


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def address(edition: ProgrammeEdition, key: str, name: str = "paper") -> str:
    return reverse(f"programmes:{name}", args=[edition.pk, key])


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def texts_of(document: Any) -> str:
    """Every text of a Word file, wherever in it."""
    return "\n".join(
        "".join(piece.text or "" for piece in line.xpath(".//w:t"))
        for line in document.element.body.xpath(".//w:p")
    )


def printed(pdf: bytes, folder: Path) -> str:
    """The words of a PDF as its reader finds them."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def letters(text: str) -> str:
    """The letters and digits alone: titles are set in capitals and broken over lines."""
    return re.sub("[^a-z0-9]", "", search_key(text))


@pytest.mark.parametrize("programme", SHIPPED)
def test_every_paper_that_comes_along_can_be_downloaded_empty(
    officer: Client, programme: str, tmp_path: Path
) -> None:
    edition = make.edition(programme)
    held = [one for one in edition.content.papers if not one.missing]
    for one in held:
        word = officer.get(address(edition, one.key, "paper_docx"))
        title = letters(re.sub(r"\{\w+\}", "", one.title))
        assert title in letters(texts_of(opened(word.content))), one.key
        pdf = officer.get(address(edition, one.key, "paper_pdf"))
        assert pdf.content.startswith(b"%PDF"), one.key
        assert title in letters(printed(pdf.content, tmp_path)), one.key
    assert len(held) == len(edition.content.papers) - (programme == "tam-ky-2025")


def test_files_are_named_after_the_title_in_plain_letters(
    officer: Client, edition: ProgrammeEdition
) -> None:
    word = officer.get(address(edition, "decision", "paper_docx"))
    assert word["Content-Disposition"] == ('attachment; filename="quyet-dinh-thanh-lap-goc.docx"')
    assert word["Content-Type"].endswith("wordprocessingml.document")
    pdf = officer.get(address(edition, "decision", "paper_pdf"))
    assert pdf["Content-Disposition"] == 'attachment; filename="quyet-dinh-thanh-lap-goc.pdf"'
    assert pdf["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("title", "name"),
    [("{group_name}", "paper"), ("Quyết định " * 20, "-".join(["quyet-dinh"] * 7))],
)
def test_a_title_without_words_or_with_too_many_still_names_a_file(
    officer: Client, title: str, name: str
) -> None:
    content = make.edition(make.S0).content
    changed_papers = (Paper("paper", "sheet", "state", title.strip()),)
    changed = replace(content, programme="plan", papers=changed_papers)
    [found] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(changed,))).new
    word = officer.get(address(found, "paper", "paper_docx"))
    assert word["Content-Disposition"] == f'attachment; filename="{name}.docx"'


def test_blanks_are_dotted_and_the_annex_comes_with_rows_to_write_on(
    officer: Client, edition: ProgrammeEdition
) -> None:
    word = opened(officer.get(address(edition, "decision", "paper_docx")).content)
    text = texts_of(word)
    assert "Thành lập ………… gồm ………… hộ & …………" in text
    assert "ĐẢNG ỦY XÃ MINH SƠN" in text
    assert "{" not in text
    assert "Phụ lục bị thiếu" not in text
    [table] = [one for one in word.tables if one.cell(0, 0).text == "TT"]
    assert [row.cells[0].text for row in table.rows[1:]] == [str(n) for n in range(1, 13)]
    assert {cell.text for row in table.rows[1:] for cell in row.cells[1:]} == {""}


def test_what_goes_with_another_paper_is_headed_by_the_issuer_of_that_one(
    officer: Client,
) -> None:
    edition = make.edition(make.S0)
    text = texts_of(opened(officer.get(address(edition, "household_list", "paper_docx")).content))
    assert "ỦY BAN NHÂN DÂN\n…………\n" in text
    assert "ĐẢNG BỘ" not in text
    page = officer.get(address(edition, "household_list"))
    first, second = page.context["paper"].letterhead
    assert (first, "tên xã, phường, đặc khu" in second) == ("ỦY BAN NHÂN DÂN", True)


def test_where_nobody_is_known_to_issue_the_paper_the_head_is_dotted(officer: Client) -> None:
    content = make.edition(make.S0).content
    alone = (Paper("paper", "sheet", "state", "Phiếu"),)
    changed = replace(content, programme="plan", letterhead=(), papers=alone)
    [found] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(changed,))).new
    text = texts_of(opened(officer.get(address(found, "paper", "paper_docx")).content))
    assert text.startswith("…………\n")


def test_rows_that_stand_in_a_list_are_kept_and_no_empty_ones_added(officer: Client) -> None:
    edition = make.edition(make.S0)
    word = opened(officer.get(address(edition, "area_registration", "paper_docx")).content)
    [table] = [one for one in word.tables if one.cell(0, 0).text == "TT"]
    assert len(table.rows) == 1 + 9
    assert table.cell(2, 1).text == "Không có bạo lực gia đình"


@pytest.mark.parametrize(("on", "pitch"), [(date(2026, 5, 26), 18), (date(2026, 5, 27), 19)])
def test_a_form_has_the_style_of_the_day_it_is_downloaded_on(
    officer: Client,
    edition: ProgrammeEdition,
    monkeypatch: pytest.MonkeyPatch,
    on: date,
    pitch: int,
) -> None:
    monkeypatch.setattr(papers, "clock", SimpleNamespace(today=lambda: on))
    word = opened(officer.get(address(edition, "decision", "paper_docx")).content)
    pitches = {style.paragraph_format.line_spacing for style in word.styles if style.type == 1}
    assert {18, 19} & {one.pt for one in pitches if hasattr(one, "pt")} == {pitch}


def test_what_no_font_can_show_is_said_and_the_word_file_still_made(officer: Client) -> None:
    content = make.edition(make.S0).content
    changed_papers = (Paper("paper", "sheet", "state", "Phiếu \U000130b8"),)
    changed = replace(content, programme="plan", papers=changed_papers)
    [found] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(changed,))).new
    officer.cookies["language"] = "en"
    refused = officer.get(address(found, "paper", "paper_pdf"))
    assert refused.status_code == 422
    assert "no font on the server has \U000130b8." in refused.content.decode()
    assert officer.get(address(found, "paper", "paper_docx")).status_code == 200


@pytest.mark.parametrize("name", ["paper_docx", "paper_pdf"])
def test_a_paper_that_is_unknown_or_missing_has_no_file(
    officer: Client, edition: ProgrammeEdition, name: str
) -> None:
    assert officer.get(address(edition, "nothing", name)).status_code == 404
    assert officer.get(address(edition, "lost", name)).status_code == 404
    assert officer.post(address(edition, "decision", name)).status_code == 405


@pytest.mark.parametrize("name", ["paper_docx", "paper_pdf"])
def test_files_are_for_those_who_may_read_programmes(
    world: make.World, edition: ProgrammeEdition, client: Client, name: str
) -> None:
    leader = make.client(make.leader(make.groups(world.area)[0]))
    assert leader.get(address(edition, "decision", name)).status_code == 404
    visitor = client.get(address(edition, "decision", name))
    assert visitor.status_code == 302
    assert visitor["Location"].startswith(reverse("account_login"))


def test_the_page_offers_both_files_unless_the_paper_is_missing(
    officer: Client, edition: ProgrammeEdition
) -> None:
    links = [address(edition, "decision", name) for name in ("paper_docx", "paper_pdf")]
    text = officer.get(address(edition, "decision")).content.decode()
    assert [text.count(f'href="{link}" download') for link in links] == [1, 1]
    missing = officer.get(address(edition, "lost")).content.decode()
    assert "/docx/" not in missing
    assert "/pdf/" not in missing


def test_the_page_says_what_belongs_into_each_blank(
    officer: Client, edition: ProgrammeEdition
) -> None:
    text = officer.get(address(edition, "decision")).content.decode()
    name = '<i class="muted" lang="vi">(tên tổ, nhóm tự quản)</i>'
    count = '<i class="muted" lang="vi">(số hộ gia đình)</i>'
    assert f"Thành lập {name} gồm {count} hộ &amp; {{strange}}." in text
    assert "<title>Quyết định thành lập (tên tổ, nhóm tự quản) &lt;gốc&gt;" in text
    place = '<i class="muted" lang="vi">(tên thôn, tổ dân phố, bản, có cả chữ thôn)</i>'
    assert f"Căn cứ đề nghị của {place}" in text
    assert f"Chi bộ {place}" in text
    assert 'T/M <i class="muted" lang="vi">(tên xã, phường, đặc khu, có cả chữ xã)</i>' in text
    assert ">Danh sách hộ của (tên tổ, nhóm tự quản)</a>" in text


def test_english_readers_are_told_in_english(officer: Client, edition: ProgrammeEdition) -> None:
    officer.cookies["language"] = "en"
    text = officer.get(address(edition, "decision")).content.decode()
    assert 'gồm <i class="muted" lang="en">(number of households)</i> hộ' in text
    assert "Decision on (name of the group)" in text
    heads = officer.get(address(edition, "list")).context["heads"]
    assert [head.label for head in heads] == [
        "TT",
        "Chủ hộ",
        'Hộ tại <i class="muted" lang="en">(the area with its kind)</i>',
    ]


def test_a_pack_with_an_unknown_blank_is_refused_where_it_stands() -> None:
    [folder] = [one for one in shipped_packs() if one.name == make.S0]
    assert read_pack(folder)[0] is not None
    texts = {
        f"{make.S0}/{path.relative_to(folder).as_posix()}": path.read_text("utf-8")
        for path in folder.rglob("*.yaml")
    }
    name = f"{make.S0}/2019/papers/establish-decision.yaml"
    lines = texts[name].splitlines()
    row = next(n for n, line in enumerate(lines, 1) if "Điều 2." in line)
    lines[row - 1] = lines[row - 1].replace("tổ trưởng", "tổ trưởng {leader_nam}")
    pack, problems = load_pack(texts | {name: "\n".join(lines)})
    assert pack is None
    [found] = [one for one in problems if not one.is_warning]
    assert (found.code, found.where) == ("unknown_blank", f"{name}:{row}:5")
    assert found.params["name"] == "leader_nam"

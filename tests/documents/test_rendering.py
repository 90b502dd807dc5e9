"""One paper as DOCX and PDF: the same words, real structure, text never taken for markup."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from tests.documents import samples
from tests.documents.reading import (
    W,
    baselines,
    docx_text,
    member,
    missing,
    pdf_pages,
    program,
    run,
    words_of,
)
from tuquan.core.papers import FinishedPaper, PaperStyle, style_for
from tuquan.core.papers.model import Annex, PageBreak, Paragraph, Spacer, Title, words
from tuquan.documents.rendering import (
    UnprintableText,
    docx_bytes,
    font_in_use,
    pdf,
    pdf_bytes,
)
from tuquan.documents.rendering.fonts import CANDIDATES, has_letters

PAPERS = {
    "state": (samples.state_decision(27), samples.STATE),
    "landscape": (samples.state_decision(8, landscape=True), samples.STATE),
    "old": (samples.state_decision(27), style_for("state", date(2019, 2, 11))),
    "party": (samples.party_decision(), samples.PARTY),
    "minutes": (samples.front_minutes(), samples.FRONT),
    "registration": (samples.registration(), samples.FRONT),
    "certificate": (samples.certificate(), samples.STATE),
    "letter": (samples.letter(), samples.STATE),
}
HEAD = ["TT", "Họ", "và", "tên", "chủ", "hộ", "Nơi", "ở", "Số", "nhân", "khẩu", "Ghi", "chú"]
NASTY = [
    "#import Nguyễn Văn A",
    "<b>Trần</b> &amp; Thị B",
    "*Lê* _Văn_ $C$ @d",
    "- Phạm \\ `D`",
    "#panic() [x] {y} // z",
]


def numbers(pages: list[str]) -> Counter[str]:
    """The page numbers there should be, none on the first page."""
    return Counter(str(number) for number in range(2, len(pages) + 1))


@pytest.mark.parametrize("name", PAPERS)
def test_the_pdf_says_word_for_word_what_the_docx_says(name: str, tmp_path: Path) -> None:
    paper, style = PAPERS[name]
    pages = pdf_pages(pdf_bytes(paper, style), tmp_path)
    shown = words_of(" ".join(pages))
    if not style.page_numbers.annexes_restart:
        shown -= numbers(pages)
    assert shown == words_of(docx_text(docx_bytes(paper, style)))


@pytest.mark.parametrize("name", ["state", "minutes", "party"])
def test_both_say_it_in_the_same_order(name: str, tmp_path: Path) -> None:
    paper, style = PAPERS[name]
    paper = replace(paper, annexes=())
    pages = pdf_pages(pdf_bytes(paper, style), tmp_path)
    assert pages[0].split() == docx_text(docx_bytes(paper, style)).split()


def test_the_heads_of_60_households_come_again_and_the_total_stands_last(tmp_path: Path) -> None:
    paper = samples.state_decision(60)
    pages = pdf_pages(pdf_bytes(paper, samples.STATE), tmp_path)
    assert len(pages) == 3
    assert [page.split()[0] for page in pages[1:]] == ["2", "3"]
    assert pages[2].split()[1 : len(HEAD) + 1] == HEAD
    assert pages[2].split()[-4:] == ["Cộng:", "60", "hộ", "210"]
    made = docx_bytes(paper, samples.STATE)
    surplus = words_of(" ".join(pages)) - words_of(docx_text(made))
    assert surplus == numbers(pages) + Counter(HEAD)
    rows = list(member(made, "word/document.xml").iter(f"{W}tr"))
    households = rows[-62:]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in households] == [
        True,
        *[False] * 61,
    ]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert "Cộng: 60 hộ" in "".join(households[-1].itertext())


@pytest.mark.parametrize("name", NASTY)
def test_a_name_that_looks_like_markup_comes_out_as_text(name: str, tmp_path: Path) -> None:
    paper = samples.state_decision(3, name)
    pages = pdf_pages(pdf_bytes(paper, samples.STATE), tmp_path)
    made = docx_bytes(paper, samples.STATE)
    for text in (" ".join(" ".join(pages).split()), docx_text(made)):
        assert text.count(name) == 2


@pytest.mark.parametrize("name", ["Hoàng " * 49 + "Hoàng", "A" * 300])
def test_a_name_of_300_characters_wraps_inside_its_cell(name: str, tmp_path: Path) -> None:
    paper = samples.state_decision(3, name)
    made = pdf_bytes(paper, samples.STATE)
    text = "".join(" ".join(pdf_pages(made, tmp_path)).replace("\u200b", "").split())
    assert text.count("".join(name.split())) == 2
    assert docx_text(docx_bytes(paper, samples.STATE)).count(name.strip()) == 2
    file = tmp_path / "wide.pdf"
    file.write_bytes(made)
    boxes = run(program("pdftotext", "poppler-utils"), "-bbox", "-l", "1", str(file), "-")
    words_found = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">\u200b?(?:Hoàng|A{5,})', boxes)
    first, second, *_ = (4, 18, 10, 9)
    right_edge = (30 + 165 * (first + second) / 41) * 72 / 25.4
    assert len(words_found) > 5
    assert max(map(float, words_found)) <= right_edge


def test_control_characters_do_not_break_a_file(tmp_path: Path) -> None:
    paper = samples.state_decision(1, "Trần\x00 Văn\x0b A\ufffe")
    assert "Trần Văn A" in pdf_pages(pdf_bytes(paper, samples.STATE), tmp_path)[0]
    assert "Trần Văn A" in docx_text(docx_bytes(paper, samples.STATE))


def test_letters_no_font_has_are_named_instead_of_left_blank() -> None:
    with pytest.raises(UnprintableText) as refused:
        pdf_bytes(samples.state_decision(1, "Trần 漢 Văn 漢"), samples.STATE)
    assert "漢" in refused.value.characters


def test_the_fonts_are_embedded_and_the_file_is_tagged_and_vietnamese(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    made = pdf_bytes(samples.state_decision(2), samples.STATE)
    file.write_bytes(made)
    fonts = run(program("pdffonts", "poppler-utils"), str(file)).splitlines()[2:]
    family = font_in_use().replace(" ", "")
    assert len(fonts) == 4
    assert all(family in line for line in fonts)
    # name, type, encoding, then: embedded, subset, mapped to Unicode
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    facts = run(program("pdfinfo", "poppler-utils"), str(file))
    assert "Tagged:          yes" in facts
    assert "Title:           QUYẾT ĐỊNH Về việc kiện toàn Tổ tự quản số 4, Thôn 6" in facts
    assert b"/Lang (vi)" in made or b"<dc:language>" in made
    structure = run(program("pdfinfo", "poppler-utils"), "-struct", str(file))
    assert {"H1", "Table", "THead", "TH", "TBody"} <= set(structure.split())


def test_the_font_has_every_vietnamese_letter_and_is_the_first_that_does() -> None:
    used = CANDIDATES.index(font_in_use())
    assert [has_letters(name) for name in CANDIDATES[: used + 1]] == [*[False] * used, True]
    assert has_letters("Libertinus Serif")
    assert not has_letters("No Such Font")
    assert not has_letters(font_in_use(), "漢")


def test_the_party_sets_its_lines_19_points_apart_in_both(tmp_path: Path) -> None:
    text = "Tổ trưởng phân công nhiệm vụ cho từng thành viên. " * 9
    paper = replace(samples.party_decision(), blocks=(Paragraph(words(text)),), annexes=())
    paper = replace(paper, recipients=(), signers=())
    found = baselines(pdf_bytes(paper, samples.PARTY), tmp_path)
    left = 30 * 72 / 25.4
    body = [bottom for _, start, bottom in found if abs(start - left) < 1][-4:]
    assert [round(b - a, 1) for a, b in zip(body, body[1:], strict=False)] == [19.0, 19.0, 19.0]
    made = docx.Document(as_file(docx_bytes(paper, samples.PARTY)))
    look = made.styles["Body Text"].paragraph_format
    assert (look.line_spacing, look.first_line_indent) == (Pt(19), Emu(360045))


def test_the_party_writes_its_name_a_star_and_a_number_without_colon(tmp_path: Path) -> None:
    source = samples.party_decision()
    paper = replace(source, head=replace(source.head, motto=()))
    page = pdf_pages(pdf_bytes(paper, samples.PARTY), tmp_path)[0]
    lines = page.splitlines()
    assert lines[:4] == ["HUYỆN ỦY LỤC NGẠN", "ĐẢNG ỦY XÃ", "*", "Số 05-QĐ/ĐU"]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in lines
    assert "CỘNG HÒA" not in page
    assert "thực hiện./." not in page


def style_of(paragraph: DocxParagraph) -> str | None:
    """The name of the style a paragraph is set in."""
    return paragraph.style.name if paragraph.style else None


def as_file(made: bytes) -> io.BytesIO:
    """The bytes as python-docx opens them."""
    return io.BytesIO(made)


def test_the_docx_has_styles_to_work_with_in_times_new_roman() -> None:
    made = docx_bytes(samples.state_decision(3), samples.STATE)
    document = docx.Document(as_file(made))
    names = {style.name for style in document.styles}
    assert {"Normal", "Heading 1", "Heading 2", "Body Text", "Table Grid", "Căn cứ"} <= names
    for style in document.styles:
        fonts = style.element.find(qn("w:rPr") + "/" + qn("w:rFonts"))
        if fonts is not None:
            faces = {
                fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")
            }
            assert faces == {"Times New Roman"}
    headings = [one.text for one in document.paragraphs if style_of(one) == "Heading 1"]
    assert headings == ["QUYẾT ĐỊNH", "DANH SÁCH"]
    articles = [one.text[:7] for one in document.paragraphs if style_of(one) == "Điều"]
    assert articles == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert b"vi-VN" in docx_part(made, "word/styles.xml")


def docx_part(made: bytes, name: str) -> bytes:
    """The bytes of a part."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(name)


def test_tables_have_widths_in_grid_and_cells_and_span_as_meant() -> None:
    made = docx_bytes(samples.party_decision(), samples.PARTY)
    table = list(member(made, "word/document.xml").iter(f"{W}tbl"))[-1]
    grid = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
    first = table.findall(f"{W}tr")[2]
    cells = [int(one.get(f"{W}w")) for one in first.iter(f"{W}tcW")]
    assert grid == cells
    assert len(grid) == 7
    spans = [one.get(f"{W}val") for one in first.iter(f"{W}vMerge")]
    assert spans == ["restart", "restart", "restart"]
    assert [one.get(f"{W}val") for one in table.iter(f"{W}gridSpan")] == ["3"]


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top() -> None:
    made = docx_bytes(samples.state_decision(60), samples.STATE)
    document = docx.Document(as_file(made))
    first, annex = document.sections
    assert first.different_first_page_header_footer
    assert not annex.different_first_page_header_footer
    assert annex.header.is_linked_to_previous
    header = first.header.paragraphs[0]._p
    assert header.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert header.pPr.find(qn("w:jc")).get(qn("w:val")) == "center"
    assert (first.left_margin, first.right_margin) == (1080135, 539750)


def test_before_2020_pages_are_numbered_at_the_bottom_and_annexes_by_themselves(
    tmp_path: Path,
) -> None:
    paper, style = PAPERS["old"]
    made = docx_bytes(samples.state_decision(60), style)
    document = docx.Document(as_file(made))
    assert document.sections[0].footer.paragraphs[0]._p.find(qn("w:fldSimple")) is not None
    start = member(made, "word/document.xml").find(f".//{W}pgNumType")
    assert start.get(f"{W}start") == "1"
    pages = pdf_pages(pdf_bytes(samples.state_decision(60), style), tmp_path)
    assert [page.split()[-1] for page in pages[:2]] != ["1", "2"]
    assert pages[2].split()[-1] == "2"


@pytest.mark.parametrize("draw", [docx_bytes, pdf_bytes])
def test_an_annex_may_lie_on_its_side(draw: object, tmp_path: Path) -> None:
    paper, style = PAPERS["landscape"]
    if draw is docx_bytes:
        document = docx.Document(as_file(docx_bytes(paper, style)))
        sizes = [(one.page_width or 0) > (one.page_height or 0) for one in document.sections]
    else:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf_bytes(paper, style))
        facts = run(program("pdfinfo", "poppler-utils"), "-l", "2", str(file))
        shown = [line.split() for line in facts.splitlines() if " size:" in line and "x" in line]
        sizes = [float(one[3]) > float(one[5]) for one in shown]
    assert sizes == [False, True]


def test_a_file_names_its_title_its_issuer_and_the_day_of_the_paper() -> None:
    made = docx_bytes(samples.state_decision(1), samples.STATE)
    facts = docx.Document(as_file(made)).core_properties
    assert facts.title == "QUYẾT ĐỊNH Về việc kiện toàn Tổ tự quản số 4, Thôn 6"
    assert facts.author == "ỦY BAN NHÂN DÂN XÃ MINH SƠN"
    assert facts.language == "vi-VN"
    assert facts.created is not None
    assert facts.created.date() == samples.DAY
    assert b"compatibilityMode" in docx_part(made, "word/settings.xml")


def test_what_typst_cannot_set_or_warns_of_stops_the_paper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = b'#set document(title: "A", date: datetime(year: 2026, month: 1, day: 1))\n'
    for template, said in (
        (b"#undefined", "unknown variable"),
        (named + b'#set text(font: ("No Such Font", "Libertinus Serif"))\nA', "no such font"),
    ):
        monkeypatch.setattr(pdf, "_template", lambda template=template: template)
        with pytest.raises(pdf.PdfFailed, match=said):
            pdf_bytes(samples.letter(), samples.STATE)


@pytest.mark.parametrize("name", PAPERS)
def test_one_paper_always_gives_the_same_bytes(name: str) -> None:
    paper, style = PAPERS[name]
    assert docx_bytes(paper, style) == docx_bytes(paper, style)
    assert pdf_bytes(paper, style) == pdf_bytes(paper, style)


def test_a_preview_without_day_number_or_title_can_be_drawn(tmp_path: Path) -> None:
    paper = FinishedPaper("draft", "notice", samples.letter().head, Title())
    paper = replace(paper, head=replace(paper.head, day_line=""))
    paper = replace(paper, blocks=(Spacer(20), PageBreak(), Paragraph(words("Hết"), indent=False)))
    pages = pdf_pages(pdf_bytes(paper, samples.STATE), tmp_path)
    assert pages[1].split() == ["2", "Hết"]
    assert docx_text(docx_bytes(paper, samples.STATE)).endswith("Hết\n")


def test_a_certificate_may_hold_more_than_centred_lines(tmp_path: Path) -> None:
    paper = samples.certificate()
    paper = replace(paper, blocks=(*paper.blocks, Paragraph(words("Có giá trị một năm."))))
    page = pdf_pages(pdf_bytes(paper, samples.STATE), tmp_path)[0]
    assert page.index("Công nhận\n") < page.index("Có giá trị một năm.")


def test_an_annex_may_be_signed(tmp_path: Path) -> None:
    paper = samples.state_decision(2)
    annex = replace(paper.annexes[0], signers=samples.attendance().signers)
    pages = pdf_pages(pdf_bytes(replace(paper, annexes=(annex,)), samples.STATE), tmp_path)
    assert "NGƯỜI LẬP" in pages[1]
    assert isinstance(annex, Annex)


OPENED = {**PAPERS, "attendance": (samples.attendance(), samples.FRONT)}


def test_libreoffice_opens_every_docx_and_reads_the_same_words(tmp_path: Path) -> None:
    for name, (paper, style) in OPENED.items():
        (tmp_path / f"{name}.docx").write_bytes(docx_bytes(paper, style))
    convert(tmp_path)
    for name, (paper, style) in OPENED.items():
        opened = (tmp_path / f"{name}.pdf").read_bytes()
        ours = words_of(" ".join(pdf_pages(pdf_bytes(paper, style), tmp_path)))
        theirs = words_of(" ".join(pdf_pages(opened, tmp_path)))
        assert not words_of(docx_text(docx_bytes(paper, style))) - theirs, name
        assert abs(sum(ours.values()) - sum(theirs.values())) < 40, name


def convert(folder: Path) -> None:
    """Every DOCX of a folder as LibreOffice Writer sets it: one start serves them all."""
    office = program("soffice", "libreoffice-writer-nogui")
    if not (Path(office).resolve().parent / "libswlo.so").exists():
        missing("LibreOffice has no Writer (package libreoffice-writer-nogui)")
    profile = f"-env:UserInstallation=file://{folder}/office"
    words = ("--headless", profile, "--convert-to", "pdf", "--outdir", str(folder))
    run(office, *words, *map(str, sorted(folder.glob("*.docx"))))


def test_styles_are_told_apart_by_the_day(tmp_path: Path) -> None:
    newer: PaperStyle = style_for("party", date(2026, 5, 27))
    older: PaperStyle = style_for("party", date(2026, 5, 26))
    paper = samples.party_decision()
    assert docx_bytes(paper, newer) != docx_bytes(paper, older)

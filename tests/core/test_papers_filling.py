"""Templates of packs become papers: blanks, values, issue and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.papers import (
    BLANK,
    FIELDS,
    Contents,
    Filled,
    FinishedPaper,
    Issue,
    blanks_of,
    choose,
    fill,
    problems_of,
    style_for,
)
from tuquan.core.papers.model import (
    Annex,
    Basis,
    Head,
    Heading,
    NumberedArticle,
    Paragraph,
    Signer,
    Spacer,
    Table,
    Title,
    words,
)
from tuquan.core.papers.styles import STATE_MOTTO
from tuquan.core.problems import Problem
from tuquan.core.programme.papers import Addressee, Column, Paper, Signature

DAY = date(2026, 10, 28)
STATE, PARTY = style_for("state", DAY), style_for("party", DAY)

LIST = Paper(
    "household_list",
    "list",
    "state",
    "Danh sách các hộ gia đình trong {group_name}",
    body=("Kèm theo Quyết định số … ngày …",),
    columns=(Column("number", "TT"), Column("head", "Chủ hộ")),
)
DECISION = Paper(
    "establish",
    "decision",
    "state",
    "Quyết định về việc thành lập {group_name}",
    letterhead=("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"),
    motto=STATE_MOTTO,
    number="Số: …/QĐ-UBND",
    bases=("Căn cứ Kế hoạch số 95-KH/ĐU ngày 11/02/2019 của Đảng ủy",),
    body=(
        "Điều 1. Thành lập {group_name} thuộc {area_name}, gồm {household_count} hộ gia đình.",
        "Điều 2. Các hộ thi hành quyết định này",
    ),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
    recipients=(Addressee("{area_name}", "t/h"), Addressee("Lưu: VT")),
    annexes=("household_list",),
)
VALUES = {"group_name": "Tổ số 4", "area_name": "Thôn 6", "household_count": "27"}
ISSUE = Issue(7, DAY, "Minh Sơn", ("Nguyễn Thế Vinh",), "ỦY BAN NHÂN DÂN XÃ MINH SƠN")
MINUTES = Paper(
    "minutes",
    "minutes",
    "front",
    "Biên bản họp",
    letterhead=("ỦY BAN MTTQ VIỆT NAM XÃ MINH SƠN", "BAN CÔNG TÁC MẶT TRẬN THÔN 6", "*"),
    body=("Kính gửi: Ủy ban.", "I. NỘI DUNG", "Có {present_count} hộ dự họp, số phiếu:", "Hết"),
    columns=(Column("number", "TT"), Column("name", "Họ tên")),
    rows=("Người thứ nhất",),
    signature=Signature("TM. BAN CÔNG TÁC MẶT TRẬN", "CHỦ TRÌ"),
)


def filled(
    template: Paper = DECISION,
    values: dict[str, str] | None = None,
    issue: Issue = ISSUE,
    *,
    issuing: bool = True,
) -> Filled:
    contents = Contents(
        VALUES if values is None else values,
        rows={"household_list": [{"number": "1", "head": "Trần Văn A"}]},
        totals={"household_list": {"head": "Cộng: 1 hộ"}},
    )
    annexes = [LIST] if template.annexes else []
    return fill(template, STATE, contents, issue, annexes=annexes, issuing=issuing)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_decision_is_filled_from_its_template() -> None:
    paper = filled().paper
    assert paper.title == Title(("QUYẾT ĐỊNH",), "Về việc thành lập Tổ số 4")
    assert paper.head == Head(
        ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"),
        number_line="Số: 07/QĐ-UBND",
        day_line="Minh Sơn, ngày 28 tháng 10 năm 2026",
    )
    assert paper.blocks == (
        NumberedArticle(1, "Thành lập Tổ số 4 thuộc Thôn 6, gồm 27 hộ gia đình."),
        NumberedArticle(2, "Các hộ thi hành quyết định này./."),
    )
    assert paper.bases == (Basis(DECISION.bases[0], date(2019, 2, 11)),)
    assert paper.enacting == "QUYẾT ĐỊNH:"
    assert [one.label for one in paper.recipients] == ["Thôn 6", "Lưu: VT"]
    assert paper.signers == (
        Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thế Vinh"),
    )
    assert (paper.number, paper.on, paper.look) == (7, DAY, "paper")


def test_an_annex_refers_to_its_decision_and_ends_in_its_total() -> None:
    annex = filled().paper.annexes[0]
    assert annex.title == Title(
        ("DANH SÁCH",),
        "Các hộ gia đình trong Tổ số 4",
        "(Kèm theo Quyết định số 07/QĐ-UBND ngày 28 tháng 10 năm 2026)",
    )
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert (table.rows, table.total) == ((("1", "Trần Văn A"),), ("", "Cộng: 1 hộ"))
    assert not annex.landscape


def test_an_annex_of_many_columns_lies_on_its_side() -> None:
    wide = replace(LIST, columns=tuple(Column(f"c{n}", f"C{n}") for n in range(7)))
    paper = fill(MINUTES, STATE, Contents(VALUES), Issue(), annexes=[wide]).paper
    assert paper.annexes[0].landscape
    assert paper.annexes[0].title.reference == ""


def test_an_unknown_blank_is_a_problem_and_stays_dotted() -> None:
    template = replace(DECISION, body=("Điều 1. Có {gruop_name} và {Tên tổ}.",), annexes=())
    for issuing in (False, True):
        found = filled(template, issuing=issuing)
        unknown = [one.params["field"] for one in found.problems if "unknown" in one.code]
        assert unknown == ["gruop_name", "Tên tổ"]
        assert found.paper.blocks[0] == NumberedArticle(1, f"Có {BLANK} và {BLANK}./.")


def test_a_value_of_an_unknown_name_is_not_taken() -> None:
    template = replace(DECISION, body=("Có {secret}",), annexes=())
    paper = filled(template, VALUES | {"secret": "hidden"}).paper
    assert paper.blocks == (Paragraph(words(f"Có {BLANK}./.")),)


def test_a_missing_value_is_dots_in_a_preview_and_a_problem_at_issue() -> None:
    values = VALUES | {"household_count": "  "}
    preview = filled(values=values, issuing=False)
    assert preview.problems == ()
    assert BLANK in preview.paper.blocks[0].text  # type: ignore[union-attr]
    issued = filled(replace(DECISION, annexes=()), values)
    assert [
        (one.where, one.params) for one in issued.problems if one.code == "paper_value_missing"
    ] == [("establish", {"field": "household_count"})]


def test_dots_a_pack_left_are_shown_at_issue_as_a_warning() -> None:
    """Those of the number are taken by the number, those of a reference by the real one."""
    assert filled().problems == ()
    dotted = replace(DECISION, bases=("Xét đề nghị của thôn …",), body=("Điều 1. Gồm … hộ.",))
    found = filled(dotted).problems
    assert [(one.code, one.where, one.params, one.is_warning) for one in found] == [
        ("paper_dots_left", "establish", {"texts": 2}, True),
    ]


def test_what_is_written_by_hand_may_stay_open() -> None:
    found = fill(MINUTES, STATE, Contents(), Issue(), issuing=True)
    assert found.problems == ()
    assert Paragraph(words(f"Có {BLANK} hộ dự họp, số phiếu:"), keep=True) in found.paper.blocks


def test_minutes_are_signed_by_who_wrote_and_who_chaired() -> None:
    two = fill(MINUTES, STATE, Contents(), Issue(signed_by=("Hồ A", "Phan B"))).paper
    chair = ("TM. BAN CÔNG TÁC MẶT TRẬN", "CHỦ TRÌ")
    assert two.signers == (Signer(("NGƯỜI GHI BIÊN BẢN",), "Phan B"), Signer(chair, "Hồ A"))
    one = fill(MINUTES, STATE, Contents(), Issue()).paper
    assert one.signers == (Signer(chair, ""),)


def test_the_table_stands_where_the_text_announces_it() -> None:
    paper = fill(MINUTES, STATE, Contents(), Issue()).paper
    assert [type(block) for block in paper.blocks] == [
        Paragraph,
        Heading,
        Paragraph,
        Table,
        Paragraph,
    ]
    assert paper.blocks[0] == Paragraph(words("Kính gửi: Ủy ban."), align="center", indent=False)
    assert paper.blocks[3].rows == (("1", "Người thứ nhất"),)  # type: ignore[union-attr]
    assert paper.head.parents == ("ỦY BAN MTTQ VIỆT NAM XÃ MINH SƠN",)
    assert paper.head.issuer == ("BAN CÔNG TÁC MẶT TRẬN THÔN 6",)
    assert (paper.head.number_line, paper.number) == ("", None)


def test_a_text_that_announces_a_table_gets_no_mark_of_the_end() -> None:
    template = replace(MINUTES, kind="report", body=("Kết quả trong tháng:",))
    blocks = fill(template, STATE, Contents(), Issue()).paper.blocks
    assert blocks[0] == Paragraph(words("Kết quả trong tháng:"), keep=True)


def test_a_certificate_lies_in_its_frame_and_no_signature_means_no_signer() -> None:
    template = replace(MINUTES, kind="certificate", signature=None, columns=(), body=())
    paper = fill(template, STATE, Contents(), Issue()).paper
    assert (paper.look, paper.signers, paper.blocks) == ("certificate", (), ())


@given(st.text(max_size=300))
def test_whatever_stands_in_a_value_is_put_in_once(value: str) -> None:
    found = filled(values=VALUES | {"group_name": value + "{area_name}"}, issuing=False)
    text = found.paper.title.subject
    assert text.endswith("{area_name}")
    assert found.problems == ()


def test_every_field_is_listed_once_with_both_meanings() -> None:
    assert all(key == field.key for key, field in FIELDS.items())
    assert all(field.meaning and field.meaning_vi for field in FIELDS.values())
    assert blanks_of(DECISION) == ("group_name", "area_name", "household_count")


SOURCE = FinishedPaper(
    key="form_01",
    kind="decision",
    head=Head(
        ("ĐẢNG ỦY XÃ",),
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
    ),
    title=Title(("QUYẾT ĐỊNH", "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ"), "Thành lập các Tổ"),
    authority_line="BAN THƯỜNG VỤ ĐẢNG ỦY XÃ",
    blocks=(NumberedArticle(1, "Thực hiện."),),
    signers=(Signer(("T/M BAN CHẤP HÀNH", "BÍ THƯ"), "Lê A"),),
    annexes=(Annex(Title(reference="(của BCH Đảng bộ xã)"), ()),),
    number=5,
    on=DAY,
)


def problem(paper: FinishedPaper, code: str) -> Problem:
    return next(one for one in problems_of(paper, PARTY) if one.code == code)


def test_the_contradictions_of_form_01_are_warnings_with_choices() -> None:
    """S2-27: the State's motto on a Party decision; S2-28: one body decides, another signs."""
    found = problems_of(SOURCE, PARTY, issuing=True)
    assert codes(found) == ["paper_motto_of_another", "paper_body_differs"]
    assert all(one.is_warning for one in found)
    assert [one.text for one in found[0].params["choices"]] == [  # type: ignore[attr-defined]
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập – Tự do – Hạnh phúc",
    ]
    assert [one.text for one in found[1].params["choices"]] == [  # type: ignore[attr-defined]
        "BAN THƯỜNG VỤ",
        "BAN CHẤP HÀNH",
        "",
    ]
    assert found[1].params["annexed"] == "BAN CHẤP HÀNH"


def test_the_issuer_chooses_the_motto_of_the_style_or_of_the_source() -> None:
    about = problem(SOURCE, "paper_motto_of_another")
    assert choose(SOURCE, PARTY, about, "source") == SOURCE
    chosen = choose(SOURCE, PARTY, about, "style")
    assert chosen.head.motto == ()
    assert "paper_motto_of_another" not in codes(problems_of(chosen, PARTY))


@pytest.mark.parametrize(
    ("key", "title", "sign"),
    [
        ("title", "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ", "T/M BAN THƯỜNG VỤ"),
        ("signature", "CỦA BAN CHẤP HÀNH ĐẢNG ỦY XÃ", "T/M BAN CHẤP HÀNH"),
    ],
)
def test_the_issuer_chooses_the_body_throughout(key: str, title: str, sign: str) -> None:
    chosen = choose(SOURCE, PARTY, problem(SOURCE, "paper_body_differs"), key)
    assert chosen.title.type_lines == ("QUYẾT ĐỊNH", title)
    assert chosen.authority_line == title.removeprefix("CỦA ")
    assert chosen.signers[0].lines == (sign, "BÍ THƯ")
    assert "paper_body_differs" not in codes(problems_of(chosen, PARTY))


def test_an_authority_spelt_as_another_regime_does_can_be_put_right() -> None:
    lines = ("TM. ĐẢNG ỦY", "KT. BÍ THƯ", "PHÓ BÍ THƯ")
    paper = replace(SOURCE, title=Title(("KẾ HOẠCH",)), authority_line="", annexes=())
    paper = replace(paper, signers=(Signer(lines),), kind="plan")
    about = problem(paper, "paper_authority_spelling")
    assert choose(paper, PARTY, about, "style").signers[0].lines == ("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ")
    state = replace(paper, signers=(Signer(("T/M BAN A", "T/UQ. CHỦ TỊCH")),))
    right = choose(state, STATE, problems_of(state, STATE)[0], "style")
    assert right.signers[0].lines == ("TM. BAN A", "TUQ. CHỦ TỊCH")


def test_about_anything_else_there_is_nothing_to_choose() -> None:
    with pytest.raises(ValueError, match="nothing to choose"):
        choose(SOURCE, PARTY, Problem("paper_day_missing"), "style")


def test_a_paper_is_not_dated_before_its_basis() -> None:
    basis = Basis("Căn cứ biên bản ngày 29/10/2026;", date(2026, 10, 29))
    paper = replace(SOURCE, bases=(basis, Basis("Căn cứ Luật")))
    found = problem(paper, "paper_before_its_basis")
    assert found.params == {
        "basis": "Căn cứ biên bản ngày 29/10/2026",
        "basis_on": date(2026, 10, 29),
        "on": DAY,
    }
    assert not found.is_warning
    on_the_day = replace(paper, on=date(2026, 10, 29))
    assert "paper_before_its_basis" not in codes(problems_of(on_the_day, PARTY))


def test_at_issue_a_decision_needs_day_number_title_and_signer() -> None:
    bare = FinishedPaper("bare", "decision", Head(()), Title())
    assert codes(problems_of(bare, STATE)) == ["paper_title_missing"]
    assert codes(problems_of(bare, STATE, issuing=True)) == [
        "paper_title_missing",
        "paper_day_missing",
        "paper_number_missing",
        "paper_signer_missing",
    ]
    assert codes(problems_of(replace(bare, kind="list", on=DAY), STATE, issuing=True)) == [
        "paper_title_missing"
    ]


def test_a_signer_without_a_name_is_shown() -> None:
    paper = replace(SOURCE, signers=(Signer(("T/M BAN THƯỜNG VỤ",)),), annexes=())
    found = problems_of(paper, PARTY, issuing=True)
    assert codes(found) == ["paper_motto_of_another", "paper_signer_unnamed"]


@pytest.mark.parametrize(
    ("blocks", "is_wrong"),
    [
        ((NumberedArticle(1, "Thực hiện./."),), True),
        ((Paragraph(words("Thực hiện./.")),), True),
        ((Paragraph(words("Thực hiện.")),), False),
        ((Spacer(),), False),
        ((), False),
    ],
)
def test_a_decision_that_ends_as_another_regime_does_is_shown(
    blocks: tuple[NumberedArticle | Paragraph | Spacer, ...], is_wrong: bool
) -> None:
    found = codes(problems_of(replace(SOURCE, blocks=blocks), PARTY))
    assert ("paper_ends_otherwise" in found) == is_wrong

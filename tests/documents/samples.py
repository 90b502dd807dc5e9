"""Papers of every kind the renderers are shown with."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from tuquan.core.packs import load_pack
from tuquan.core.papers import (
    Contents,
    FinishedPaper,
    Issue,
    PaperStyle,
    annex_reference,
    day_line,
    ending,
    fill,
    number_line,
    sign_lines,
    style_for,
)
from tuquan.core.papers.model import (
    Annex,
    Basis,
    Head,
    Heading,
    ListBlock,
    NumberedArticle,
    Paragraph,
    Recipient,
    Run,
    SignatureBlocks,
    Signer,
    Table,
    TableColumn,
    Title,
    words,
)
from tuquan.core.programme.papers import Paper

DAY = date(2026, 10, 28)
STATE = style_for("state", DAY)
PARTY = style_for("party", DAY)
FRONT = style_for("front", DAY)

HOUSEHOLD_COLUMNS = (
    TableColumn("TT", 4, "center"),
    TableColumn("Họ và tên chủ hộ", 16),
    TableColumn("Nơi ở", 18),
    TableColumn("Số nhân khẩu", 7, "center"),
    TableColumn("Ghi chú", 8),
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Hồ", "Đỗ")
MIDDLES = ("Văn", "Thị", "Đình", "Hữu", "Ngọc", "Quốc", "Thanh")
GIVEN = ("Bảy", "Hạnh", "Phượng", "Ngữ", "Quỳnh", "Thảo", "Ổn", "Lũy", "Tuyết", "Vỹ", "Ẩn")


def household_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """So many invented households."""
    return tuple(
        (
            str(number),
            f"{FAMILIES[number % 10]} {MIDDLES[number % 7]} {GIVEN[number % 11]}",
            f"Số {number}, ngõ {number // 12 + 1}, Thôn 6",
            str(number % 6 + 1),
            "",
        )
        for number in range(1, count + 1)
    )


def household_table(count: int, name: str = "") -> Table:
    """Their list with a total; `name` takes the place of the first head of household."""
    rows = household_rows(count)
    if name:
        first, _, *others = rows[0]
        rows = ((first, name, *others), *rows[1:])
    people = sum(int(row[3]) for row in rows)
    return Table(HOUSEHOLD_COLUMNS, rows, ("", f"Cộng: {count} hộ", "", str(people), ""))


def state_decision(
    households: int = 60, name: str = "", style: PaperStyle = STATE, landscape: bool = False
) -> FinishedPaper:
    """The decision of the mock-up, with its households annexed."""
    number = number_line(style, 118, "QĐ-UBND")
    board = Table(
        (
            TableColumn("TT", 4, "center"),
            TableColumn("Họ và tên", 18),
            TableColumn("Chức vụ", 10),
            TableColumn("Số phiếu", 9, "center"),
        ),
        (
            ("1", name or "Ông Trần Đình Bảy", "Tổ trưởng", "25/27"),
            ("2", "Bà Phan Thị Hạnh", "Tổ phó", "24/27"),
        ),
    )
    return FinishedPaper(
        key="reconstitute",
        kind="decision",
        head=Head(
            ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"),
            number_line=number,
            day_line=day_line("Minh Sơn", DAY),
        ),
        title=Title(("QUYẾT ĐỊNH",), "Về việc kiện toàn Tổ tự quản số 4, Thôn 6"),
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MINH SƠN",
        bases=(
            Basis("Căn cứ Luật Tổ chức chính quyền địa phương"),
            Basis(
                "Căn cứ biên bản họp các hộ dân Tổ tự quản số 4 ngày 20 tháng 10 năm 2026",
                date(2026, 10, 20),
            ),
            Basis("Xét đề nghị của Ban Công tác Mặt trận Thôn 6"),
        ),
        enacting=style.enacting,
        blocks=(
            NumberedArticle(
                1,
                f"Kiện toàn Tổ tự quản số 4, Thôn 6, gồm {households} hộ gia đình (danh sách kèm "
                "theo); công nhận các ông, bà có tên sau:",
            ),
            board,
            NumberedArticle(
                2,
                "Tổ tự quản hoạt động theo quy chế đã được các hộ dân thông qua; nhiệm kỳ 2,5 năm "
                "kể từ ngày ký.",
            ),
            NumberedArticle(
                3,
                ending(
                    style,
                    "Văn phòng UBND xã, Trưởng Thôn 6 và các ông, bà có tên tại Điều 1 chịu trách "
                    "nhiệm thi hành Quyết định này",
                ),
            ),
        ),
        signers=(Signer(sign_lines(style, "own", "", "Chủ tịch"), "Nguyễn Thế Vinh"),),
        recipients=(Recipient("Như Điều 3"), Recipient("Ban TT UBMTTQ xã"), Recipient("Lưu: VT")),
        annexes=(
            Annex(
                Title(
                    ("DANH SÁCH",),
                    "Các hộ gia đình Tổ tự quản số 4, Thôn 6",
                    annex_reference("Quyết định", number, DAY, "Chủ tịch UBND xã Minh Sơn"),
                ),
                (household_table(households, name),),
                landscape=landscape,
            ),
        )
        if households
        else (),
        number=118,
        on=DAY,
    )


def pack_paper(pack: str, key: str) -> Paper:
    """A paper of a shipped pack."""
    root = files("tuquan.packs") / pack
    texts: dict[str, str] = {}
    folders = [(root, pack)]
    while folders:
        folder, prefix = folders.pop()
        for entry in folder.iterdir():
            name = f"{prefix}/{entry.name}"
            if entry.is_dir():
                folders.append((entry, name))
            elif entry.name.endswith(".yaml"):
                texts[name] = entry.read_text("utf-8")
    loaded, _ = load_pack(texts)
    assert loaded is not None
    return next(one for one in loaded.editions[-1].papers if one.key == key)


def party_decision() -> FinishedPaper:
    """Form 01 of Lục Ngạn (S2-27 to S2-29) with its list, as the pack has it."""
    people = []
    for team in range(1, 5):
        for place, post in enumerate(("Tổ trưởng", "Tổ phó", "Tổ viên", "Tổ viên"), start=1):
            people.append(
                {
                    "number": "1" if team == place == 1 else "",
                    "village": "Thôn Quý Thịnh" if team == place == 1 else "",
                    "team": f"Tổ {team}" if place == 1 else "",
                    "person_number": str(place),
                    "person_name": f"{FAMILIES[team]} {MIDDLES[place]} {GIVEN[team + place]}",
                    "current_post": "Trưởng chi hội phụ nữ thôn"
                    if place == 2
                    else "Tình nguyện viên",
                    "post_in_team": post,
                }
            )
    return fill(
        pack_paper("luc-ngan-2021", "form_01"),
        PARTY,
        Contents(
            {
                "commune_name": "xã",
                "congress_term": "XXII, nhiệm kỳ 2025 - 2030",
                "plan_number": "12-KH/HU",
                "plan_day": "05/10/2021",
                "areas": "thôn Quý Thịnh",
            },
            rows={"form_01_list": people},
            spanning={"form_01_list": ("number", "village", "team")},
        ),
        Issue(5, DAY, "Quý Sơn", ("Lê Đăng Thùy",), "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ"),
        annexes=[pack_paper("luc-ngan-2021", "form_01_list")],
    ).paper


def front_minutes() -> FinishedPaper:
    """Minutes of a household meeting, signed by two."""
    return fill(
        pack_paper("quynh-vinh-2019", "household_meeting_minutes"),
        FRONT,
        Contents(),
        Issue(None, DAY, "Quỳnh Vinh", ("Hồ Sỹ Quý", "Phan Thị Hạnh")),
    ).paper


def registration() -> FinishedPaper:
    """The area's registration with the nine criteria."""
    return fill(
        pack_paper("quynh-vinh-2019", "area_registration"),
        FRONT,
        Contents(),
        Issue(None, DAY, "Quỳnh Vinh", ("Hồ Sỹ Quý",)),
    ).paper


def certificate() -> FinishedPaper:
    """A certificate of recognition."""
    return FinishedPaper(
        key="certificate",
        kind="certificate",
        look="certificate",
        head=Head(
            ("ỦY BAN NHÂN DÂN XÃ MINH SƠN",),
            number_line="Số: 07/GCN-UBND",
            day_line=day_line("Minh Sơn", DAY),
        ),
        title=Title(("GIẤY CÔNG NHẬN",)),
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MINH SƠN",
        blocks=(
            Paragraph(words("Công nhận"), align="center"),
            Paragraph(words("TỔ TỰ QUẢN SỐ 4, THÔN 6", bold=True), align="center"),
            Paragraph(
                (Run("đạt danh hiệu "), Run("“Tổ tự quản Văn minh - An toàn” năm 2026", bold=True)),
                align="center",
            ),
            Paragraph(
                words(
                    "(Kèm theo Quyết định số 131/QĐ-UBND ngày 18 tháng 11 năm 2026)", italic=True
                ),
                align="center",
            ),
        ),
        signers=(Signer(("CHỦ TỊCH",), "Nguyễn Thế Vinh"),),
        on=DAY,
    )


def attendance() -> FinishedPaper:
    """An attendance sheet with merged heads."""
    columns = (
        TableColumn("TT", 4, "center"),
        TableColumn("Họ và tên chủ hộ", 16),
        TableColumn("Họ và tên", 14, under="Người đại diện dự họp"),
        TableColumn("Quan hệ với chủ hộ", 9, under="Người đại diện dự họp"),
        TableColumn("Ký tên", 9),
    )
    rows = tuple((row[0], row[1], "", "", "") for row in household_rows(27))
    return FinishedPaper(
        key="attendance",
        kind="sheet",
        head=Head(
            ("BAN CÔNG TÁC MẶT TRẬN", "THÔN 6"),
            parents=("ỦY BAN MTTQ VIỆT NAM XÃ MINH SƠN",),
            day_line=day_line("Minh Sơn", DAY),
        ),
        title=Title(("DANH SÁCH",), "Đại diện các hộ gia đình dự họp Tổ tự quản số 4"),
        blocks=(
            Paragraph(
                words("Thời gian: 19 giờ 30 phút. Địa điểm: nhà văn hóa Thôn 6."), indent=False
            ),
            Table(columns, rows, ("", "Cộng: 27 hộ", "Có mặt: ……… hộ", "", ""), row_height=8),
        ),
        signers=(
            Signer(("NGƯỜI LẬP",), "Phan Thị Hạnh", "(Ký, ghi rõ họ tên)"),
            Signer(("TRƯỞNG BAN",), "Hồ Sỹ Quý", "(Ký, ghi rõ họ tên)"),
        ),
        on=DAY,
    )


def letter() -> FinishedPaper:
    """An official letter with every kind of block that the others lack."""
    return FinishedPaper(
        key="letter",
        kind="request",
        head=Head(
            ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"),
            number_line="Số: 09/UBND-VP",
            day_line=day_line("Minh Sơn", date(2026, 2, 5)),
        ),
        title=Title((), "V/v rà soát, lập danh sách các hộ gia đình theo tổ tự quản"),
        blocks=(
            Paragraph(words("Kính gửi: Ban Công tác Mặt trận các thôn."), align="center"),
            Heading("I. VIỆC CẦN LÀM"),
            Heading("1. Rà soát", 2),
            ListBlock(("Danh sách các hộ;", "Danh sách các tổ.")),
            ListBlock(("Việc thứ nhất;", "Việc thứ hai."), mark="number"),
            NumberedArticle(1, "Nội dung của điều.", "Phạm vi áp dụng"),
            NumberedArticle(2, "", "Hiệu lực"),
            SignatureBlocks((Signer(("ĐẠI DIỆN HỘ",), "Trần Văn X"),)),
        ),
        recipients=(Recipient("Như trên"), Recipient("Các chi bộ", "t/h", 22)),
        on=date(2026, 2, 5),
    )

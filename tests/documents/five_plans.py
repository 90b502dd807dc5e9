"""The five source documents' own papers, filled with the values they were issued with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.packs.pack_files import edition
from tuquan.core.papers import Contents, FinishedPaper, Issue, PaperStyle, fill, style_for
from tuquan.core.programme import Criterion, Edition, Paper

Made = tuple[FinishedPaper, PaperStyle]


def paper_of(plan: Edition, key: str) -> Paper:
    """A paper of a pack by its key."""
    return next(one for one in plan.papers if one.key == key)


def quynh_vinh() -> Made:
    """S0: plan 95-KH/ĐU of the Party committee of Quỳnh Vinh."""
    day = date(2019, 2, 11)
    style = style_for("party", day)
    issue = Issue(95, day, "Quỳnh Vinh", ("Lê Đăng Thùy",))
    return fill(paper_of(edition("quynh-vinh-2019"), "plan"), style, Contents(), issue).paper, style


def tuyen_quang() -> Made:
    """S1: the guidance of the Tuyên Quang Front, whose head did not come with it."""
    plan = edition("tuyen-quang-2018")
    style = style_for("front", plan.effective_from)
    template = Paper(
        "guidance",
        "plan",
        "front",
        "Hướng dẫn Xây dựng mô hình khu dân cư tự quản thực hiện cuộc vận động "
        '"Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh"',
        letterhead=("ỦY BAN MTTQ VIỆT NAM", "TỈNH TUYÊN QUANG"),
        number="Số: …/HD-MTTQ-BTT",
        body=(
            "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Tuyên Quang hướng dẫn xây dựng mô hình khu "
            "dân cư tự quản thực hiện Cuộc vận động "
            '"Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh", gắn với các phong trào '
            "thi đua và chương trình phối hợp cụ thể như sau:",
            "I. Mục đích, yêu cầu",
            "II. Nội dung, cách thức xây dựng mô hình tổ, nhóm tự quản ở khu dân cư",
            "III. Tổ chức thực hiện",
            "Trong quá trình triển khai, kịp thời thông tin, trao đổi những khó khăn vướng mắc về "
            "Ban Thường trực Ủy ban MTTQ tỉnh (qua Ban Phong trào) để thống nhất chỉ đạo thực "
            "hiện./.",
        ),
        signature=plan.signature,
        recipients=plan.recipients,
    )
    issue = Issue(place="Tuyên Quang", signed_by=("Triệu Thị Lún",))
    return fill(template, style, Contents(), issue).paper, style


def luc_ngan() -> Made:
    """S2: the plan of the Standing Committee of Lục Ngạn, whose head did not come with it."""
    plan = edition("luc-ngan-2021")
    style = style_for("party", plan.effective_from)
    template = Paper(
        "plan",
        "plan",
        "party",
        "Kế hoạch xây dựng thí điểm mô hình Tổ Dân vận cộng đồng tại thôn Quý Thịnh, xã Quý Sơn "
        "và thôn Ngọt, xã Hồng Giang",
        letterhead=("HUYỆN ỦY LỤC NGẠN",),
        number="Số:-KH/HU",
        body=(
            "Thực hiện Thông báo số 398-TB/TU ngày 05/7/2021 của Ban Thường vụ Tỉnh ủy; "
            "Ban Thường vụ Huyện ủy xây dựng Kế hoạch triển khai thực hiện như sau:",
            "I. MỤC ĐÍCH, YÊU CẦU",
            "II. NỘI DUNG THỰC HIỆN",
            "III. THỜI GIAN THỰC HIỆN",
            "IV. TỔ CHỨC THỰC HIỆN",
            "Định kỳ hằng tháng, quý, 6 tháng, 01 năm tổng hợp báo cáo kết quả với Ban Thường vụ "
            "Huyện ủy và Ban Dân vận Tỉnh ủy./.",
        ),
        signature=plan.signature,
        recipients=tuple(replace(one, count=None) for one in plan.recipients),
    )
    issue = Issue(place="Lục Ngạn", signed_by=("Cao Văn Hoàn",))
    return fill(template, style, Contents(), issue).paper, style


def form_01() -> Made:
    """S2: form 01, the decision of a commune, with its list; numbered and signed by nobody yet."""
    plan = edition("luc-ngan-2021")
    style = style_for("party", plan.effective_from)
    people = [
        {
            "number": "1" if first else "",
            "village": "Thôn Quý Thịnh (thôn Ngọt)" if first else "",
            "team": f"Tổ {team}" if place == 1 else "",
            "person_number": str(place),
            "post_in_team": post,
        }
        for team in (1, 2)
        for place, post in enumerate(("Tổ trưởng", "Tổ phó", "Tổ viên"), start=1)
        for first in [team == place == 1]
    ]
    people += [{"team": "Tổ 3"}, {"team": "Tổ 4"}]
    values = {
        "commune_name": "xã",
        "congress_term": "…, nhiệm kỳ 2020 - 2025",
        "plan_number": ".../KH-HU",
        "plan_day": ".../.../2021",
        "areas": "thôn (Quý Thịnh; thôn Ngọt)",
    }
    contents = Contents(
        values,
        rows={"form_01_list": people},
        spanning={"form_01_list": ("number", "village", "team")},
    )
    return fill(
        paper_of(plan, "form_01"),
        style,
        contents,
        Issue(authority_line="BAN THƯỜNG VỤ ĐẢNG ỦY XÃ"),
        annexes=[paper_of(plan, "form_01_list")],
    ).paper, style


def form_02() -> Made:
    """S2: form 02, the households each team looks after, with the rows of the source."""
    plan = edition("luc-ngan-2021")
    style = style_for("party", plan.effective_from)
    heads = [("Trần Văn X", "1969"), ("Thân Văn S", "1975"), ("Nguyễn Thị Y", "1986")]
    rows = [
        {
            "team": f"Tổ số {team}" if number == 1 else "",
            "people_in_charge": "1. Nguyễn Thị A; 2. Hoàng Văn B:" if team == number == 1 else "",
            "number": str(number) if number < 8 else "...",
            "head": heads[number - 1][0] if team == 1 and number < 4 else "",
            "born": heads[number - 1][1] if team == 1 and number < 4 else "",
        }
        for team in (1, 2, 3)
        for number in range(1, 9)
    ]
    contents = Contents(
        {"areas": "thôn Quý Thịnh; thôn Ngọt"},
        rows={"form_02": rows},
        spanning={"form_02": ("team", "people_in_charge")},
    )
    template = replace(paper_of(plan, "form_02"), letterhead=("HUYỆN ỦY LỤC NGẠN", "ĐẢNG ỦY XÃ"))
    return fill(template, style, contents, Issue()).paper, style


def tan_phong() -> Made:
    """S3: the plan of Tân Phong ward, whose head did not come with it, with its sheet."""
    plan = edition("tan-phong-2021")
    day = date(2021, 5, 1)
    style = style_for("state", day)
    template = Paper(
        "plan",
        "plan",
        "state",
        "Kế hoạch Xây dựng tổ dân phố, bản tự quản, phát triển toàn diện năm 2021",
        letterhead=("ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN PHONG"),
        number="Số: …/KH-UBND",
        bases=(
            "Căn cứ Kế hoạch số 627/KH-UBND, ngày 22 tháng 3 năm 2021 của UBND thành phố Lai Châu "
            "về xây dựng tổ dân phố, bản tự quản, phát triển toàn diện giai đoạn 2021-2025;",
            "Căn cứ Nghị quyết số 01-NQ/ĐU ngày 21/5/2020 Nghị quyết đại hội đại biểu đảng bộ "
            "phường Tân Phong lần thứ XIII, nhiệm kỳ 2020 -2025;",
            "Căn cứ Kế hoạch số 255/KH-UBND, ngày 24 tháng 4 năm 2021 của UBND phường Tân Phong "
            "về xây dựng tổ dân phố, bản tự quản, phát triển toàn diện giai đoạn 2021-2025;",
        ),
        body=(
            "UBND phường Tân Phong ban hành kế hoạch xây dựng tổ dân phố, bản tự quản, phát triển "
            "toàn diện năm 2021, cụ thể như sau:",
            "I. MỤC ĐÍCH, YÊU CẦU",
            "II. NỘI DUNG",
            "III. NHIỆM VỤ, GIẢI PHÁP THỰC HIỆN",
            "IV. TỔ CHỨC THỰC HIỆN",
            "Trên đây là Kế hoạch thực hiện xây dựng tổ dân phố tự quản, phát triển toàn diện năm "
            "2021 của UBND phường Tân Phong./.",
        ),
        signature=plan.signature,
        recipients=plan.recipients,
    )
    contents = Contents(
        {
            "year": "2020",
            "plan_number": "…/KH-UBND",
            "plan_day": "… tháng 5 năm 2020",
        },
        rows={"self_assessment_sheet": list(_rows_of(plan.criteria))},
    )
    issue = Issue(place="Tân Phong", signed_by=("Hà Mạnh Hải",))
    # The plan has no number here, so that its sheet keeps the reference of the source.
    made = fill(template, style, contents, issue).paper
    sheet = paper_of(plan, "self_assessment_sheet")
    alone = fill(replace(template, number=""), style, contents, issue, annexes=[sheet]).paper
    return replace(made, annexes=alone.annexes), style


def _rows_of(criteria: tuple[Criterion, ...]) -> Iterator[dict[str, str]]:
    for one in criteria:
        yield {"number": one.number, "criterion": one.label}
        yield from _rows_of(one.parts)


def tam_ky() -> Made:
    """S4: plan 48/KH-MTTQ-BTT of the Front of Tam Kỳ, whose letterhead did not come with it."""
    plan = edition("tam-ky-2025")
    day = date(2025, 2, 18)
    style = style_for("front", day)
    template = Paper(
        "plan",
        "plan",
        "front",
        "Kế hoạch Triển khai thực hiện Chương trình xây dựng Khu dân cư tự quản, đoàn kết, ấm no, "
        "hạnh phúc trên địa bàn thành phố Tam Kỳ",
        letterhead=("ỦY BAN MTTQ VIỆT NAM", "THÀNH PHỐ TAM KỲ"),
        number=f"Số: {plan.number}",
        body=(
            "I. MỤC ĐÍCH, YÊU CẦU",
            "II. NỘI DUNG THỰC HIỆN",
            "III. TỔ CHỨC THỰC HIỆN",
            "Trên đây là kế hoạch của Ban Thường trực Ủy ban MTTQ Việt Nam thành phố, đề nghị Ban "
            "Thường trực Ủy ban MTTQ Việt Nam các xã, phường, các tổ chức thành viên của MTTQ Việt "
            "Nam thành phố triển khai thực hiện phù hợp, đạt hiệu quả thiết thực; "
            "định kỳ 06 tháng (trước ngày 02/6) và hằng năm (trước ngày 02/12) báo cáo kết quả "
            "thực hiện về Ban Thường trực Ủy ban MTTQ Việt Nam thành phố để tổng hợp./.",
        ),
        signature=plan.signature,
        recipients=plan.recipients,
    )
    issue = Issue(48, day, "Tam Kỳ", ("Nguyễn Ba",))
    return fill(template, style, Contents(), issue).paper, style


FIVE = {
    "quynh-vinh": quynh_vinh,
    "tuyen-quang": tuyen_quang,
    "luc-ngan": luc_ngan,
    "form-01": form_01,
    "form-02": form_02,
    "tan-phong": tan_phong,
    "tam-ky": tam_ky,
}
"""What makes each of their papers."""

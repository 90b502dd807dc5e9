"""The paper of an interim or final review, with the headings every report of this kind has.

What S2-11 asks for has its place in it: advantages (I), results (II), limits, difficulties and
causes (III), agreed solutions (V). The figures come from the system, the words from people.
"""

from __future__ import annotations

from tuquan.core.papers.styles import STATE_MOTTO
from tuquan.core.programme.forms import Source
from tuquan.core.programme.papers import Addressee, Column, Paper, Signature

REVIEW = Paper(
    key="programme_review",
    kind="report",
    style="front",
    title="Báo cáo {review_name} thực hiện chương trình “{title_name}” {period}",
    title_en="Report of an interim or final review",
    letterhead=("ỦY BAN MTTQ VIỆT NAM {commune_name}", "BAN THƯỜNG TRỰC"),
    motto=STATE_MOTTO,
    number="Số: …/BC-MTTQ-BTT",
    body=(
        "I. TÌNH HÌNH TRIỂN KHAI",
        "1. Căn cứ: {plan_number}.",
        "2. Công tác lãnh đạo, chỉ đạo, tuyên truyền: {situation}",
        "3. Thuận lợi: {advantages}",
        "II. KẾT QUẢ ĐẠT ĐƯỢC",
        "1. Số liệu tổng hợp từ {coverage}, so với khảo sát ban đầu và mục tiêu:",
        "2. Các việc đã thực hiện:",
        "{activities}",
        "3. Đánh giá chung: {results}",
        "III. HẠN CHẾ, KHÓ KHĂN, NGUYÊN NHÂN",
        "1. Hạn chế: {limits}",
        "2. Khó khăn: {difficulties}",
        "3. Nguyên nhân: {causes}",
        "IV. BÀI HỌC KINH NGHIỆM, MÔ HÌNH TIÊU BIỂU",
        "1. Bài học kinh nghiệm: {lessons}",
        "2. Mô hình tiêu biểu: {good_models}",
        "V. NHIỆM VỤ, GIẢI PHÁP THỜI GIAN TỚI",
        "{solutions}",
        "VI. KIẾN NGHỊ, ĐỀ XUẤT",
        "{requests}",
    ),
    columns=(
        Column("number", "TT", "No."),
        Column("line", "Nội dung", "Line"),
        Column("baseline", "Khảo sát ban đầu", "Baseline survey"),
        Column("now", "Kết quả", "Result"),
        Column("change", "Tăng, giảm", "Change"),
        Column("goal", "Mục tiêu", "Goal"),
    ),
    signature=Signature("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
    recipients=(Addressee("Cấp trên trực tiếp"), Addressee("Lưu: VT")),
    source=Source(default="Mẫu chung của phần mềm; lời trong mẫu là của chúng tôi."),
)

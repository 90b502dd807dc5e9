"""The top and the bottom of the five source documents, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from tuquan.core.papers.styles import PARTY_MOTTO, STATE_MOTTO


@dataclass(frozen=True)
class Lines:
    """What stands at the top and the bottom of a source, line by line."""

    style: str
    issuer: tuple[str, ...]
    motto: tuple[str, ...]
    number: str
    day: str
    title: tuple[str, ...]
    parts: tuple[str, ...]
    sign: tuple[str, ...]
    name: str
    recipients: tuple[str, ...]


OPEN = "ngày …… tháng …… năm ……"
PARTS = ("I. MỤC ĐÍCH, YÊU CẦU",)
SOURCES = {
    "quynh-vinh": Lines(
        "party_2018",
        ("ĐẢNG BỘ THỊ XÃ HOÀNG MAI", "ĐẢNG ỦY XÃ QUỲNH VINH"),
        PARTY_MOTTO,
        "Số 95-KH/ĐU",
        "Quỳnh Vinh, ngày 11 tháng 02 năm 2019",
        (
            "KẾ HOẠCH",
            "Xây dựng và nhân rộng mô hình Tổ tự quản Văn minh - An toàn "
            "ở cộng đồng dân cư thôn trên địa bàn xã",
        ),
        (
            *PARTS,
            "II. MỤC TIÊU, NỘI DUNG, THỜI GIAN THỰC HIỆN",
            "III. TỔ CHỨC THỰC HIỆN",
        ),
        ("T/M ĐẢNG ỦY", "BÍ THƯ"),
        "Lê Đăng Thùy",
        (
            "- TT Thị ủy (b/c)",
            "- Ban Dân vận thị ủy (b/c)",
            "- UBND xã",
            "- MTTQ, các đoàn thể",
            "- 22 chi bộ nông thôn",
            "- Lưu VP",
        ),
    ),
    "tuyen-quang": Lines(
        "front_2011",
        ("ỦY BAN MTTQ VIỆT NAM", "TỈNH TUYÊN QUANG"),
        STATE_MOTTO,
        "Số: …………/HD-MTTQ-BTT",
        f"Tuyên Quang, {OPEN}",
        (
            "HƯỚNG DẪN",
            "Xây dựng mô hình khu dân cư tự quản thực hiện cuộc vận động "
            '"Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh"',
        ),
        (
            "I. Mục đích, yêu cầu",
            "II. Nội dung, cách thức xây dựng mô hình tổ, nhóm tự quản ở khu dân cư",
            "III. Tổ chức thực hiện",
        ),
        ("TM BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        "Triệu Thị Lún",
        (
            "- Thường trực Tỉnh ủy (B/cáo)",
            "- Ban Dân vận Tỉnh ủy",
            "- Ban TT Ủy ban TWMTTQVN (qua Ban Phong trào)",
            "- Các tổ chức CT-XH tỉnh",
            "- Ban TT Uỷ ban MTTQ tỉnh",
            "- Ban TT UBMTTQ huyện, thành phố (T/h)",
            "- Lưu VT; Ban PT",
        ),
    ),
    "luc-ngan": Lines(
        "party_2018",
        ("HUYỆN ỦY LỤC NGẠN",),
        PARTY_MOTTO,
        "Số …………-KH/HU",
        f"Lục Ngạn, {OPEN}",
        (
            "KẾ HOẠCH",
            "Xây dựng thí điểm mô hình Tổ Dân vận cộng đồng "
            "tại thôn Quý Thịnh, xã Quý Sơn và thôn Ngọt, xã Hồng Giang",
        ),
        (
            *PARTS,
            "II. NỘI DUNG THỰC HIỆN",
            "III. THỜI GIAN THỰC HIỆN",
            "IV. TỔ CHỨC THỰC HIỆN",
        ),
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
        "Cao Văn Hoàn",
        (
            "- Thường trực Tỉnh ủy (báo cáo)",
            "- Ban Dân vận Tỉnh ủy (báo cáo)",
            "- Thường trực Huyện ủy",
            "- Thường trực HĐND, lãnh đạo UBND huyện",
            "- Các cơ quan, ban, ngành, Ủy ban MTTQ và các tổ chức chính trị-xã hội huyện",
            "- Công an huyện",
            "- Đảng ủy các xã: Quý Sơn, Hồng Giang",
            "- Lưu văn thư",
        ),
    ),
    "form-01": Lines(
        "party_2018",
        ("HUYỆN ỦY LỤC NGẠN", "ĐẢNG ỦY XÃ"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
        "Số …………-QĐ/ĐU",
        f"…………, {OPEN}",
        (
            "QUYẾT ĐỊNH",
            "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ",
            "Thành lập các Tổ Dân vận cộng đồng trên địa bàn xã",
        ),
        (),
        ("T/M BAN CHẤP HÀNH", "BÍ THƯ"),
        "",
        (
            "- Thường trực Huyện ủy (b/c)",
            "- Ban Dân vận Huyện ủy (b/c)",
            "- Công an huyện, trung tâm y tế, Phòng Tài nguyên & Môi trường huyện (b/c)",
            "- Thường trực Đảng ủy, HĐND, UBND xã",
            "- MTTQ và các tổ chức chính trị-xã hội xã",
            "- Trạm y tế xã",
            "- Thành viên BCD xã, Bí thư CB, Trưởng thôn",
            "- Lưu",
        ),
    ),
    "tan-phong": Lines(
        "state_2020",
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN PHONG"),
        STATE_MOTTO,
        "Số: …………/KH-UBND",
        f"Tân Phong, {OPEN}",
        ("KẾ HOẠCH", "Xây dựng tổ dân phố, bản tự quản, phát triển toàn diện năm 2021"),
        (
            *PARTS,
            "II. NỘI DUNG",
            "III. NHIỆM VỤ, GIẢI PHÁP THỰC HIỆN",
            "IV. TỔ CHỨC THỰC HIỆN",
        ),
        ("TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Hà Mạnh Hải",
        (
            "- TT Thành ủy, HĐND-UBND thành phố",
            "- Phòng Nội vụ thành phố",
            "- Thường trực Đảng ủy, HĐND phường",
            "- Các ban, ngành, đoàn thể phường",
            "- Các Tổ dân phố, bản",
            "- Lưu: VT",
        ),
    ),
    "tam-ky": Lines(
        "front_2020",
        ("ỦY BAN MTTQ VIỆT NAM", "THÀNH PHỐ TAM KỲ"),
        STATE_MOTTO,
        "Số: 48/KH-MTTQ-BTT",
        "Tam Kỳ, ngày 18 tháng 02 năm 2025",
        (
            "KẾ HOẠCH",
            "Triển khai thực hiện Chương trình xây dựng Khu dân cư tự quản, đoàn kết, ấm no, "
            "hạnh phúc trên địa bàn thành phố Tam Kỳ",
        ),
        (*PARTS, "II. NỘI DUNG THỰC HIỆN", "III. TỔ CHỨC THỰC HIỆN"),
        ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        "Nguyễn Ba",
        (
            "- BTT UBMTTQVN tỉnh (để báo cáo)",
            "- Ban Phong trào tỉnh (để báo cáo)",
            "- Thường trực Thành ủy (để báo cáo)",
            "- UBND thành phố (để phối hợp)",
            "- Các tổ chức thành viên (thực hiện)",
            "- UBMTTQVN các xã, phường (thực hiện)",
            "- Lưu VT",
        ),
    ),
}
"""The sources by the names `five_plans` gives them."""

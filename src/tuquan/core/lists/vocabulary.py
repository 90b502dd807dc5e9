"""The words commune lists are written with: the one place to teach the recogniser a new one.

Headings are compared as `tuquan.core.vietnamese.search_key` with signs as spaces: no marks, small
letters. Everything below is data.
"""

from __future__ import annotations

import re


def _words(text: str, sign: str | None = None) -> frozenset[str]:
    return frozenset(text.split(sign))


HEADINGS: tuple[tuple[str, bool, str], ...] = (
    (
        "not_kept",
        True,
        r"dan toc|ton giao|tin nguong|dinh danh|cccd|cmnd|cmt|can cuoc|ho chieu|ngheo|tien an"
        r"|khuyet tat|suc khoe|benh",
    ),
    ("assignees", True, r"phu trach|duoc phan cong|nguoi theo doi"),
    ("position", True, r"chuc vu|chuc danh|nhiem vu|vai tro|truong (thon|ban|xom|khu|khoi|ap)"),
    ("relation", True, r"quan he|moi qh|qh"),
    ("head_name", True, r"(ho va ten|ho ten|ten)\b.*\b(chu ho|dai dien)"),
    ("family_name", False, r"ho|ho (va )?(chu |ten )?(dem|lot)"),
    ("name", True, r"ho va ten|ho ten|hoten"),
    ("birth_date", True, r"ngay thang nam|ngay thang sinh|ngay sinh|sinh ngay|ng sinh"),
    ("birth_year", True, r"nam sinh|sinh nam|n sinh"),
    ("birth_year", False, r"ns|nsinh|sinh"),
    ("phone", True, r"dien thoai|dthoai|d thoai|sdt|so dt|di dong"),
    ("phone", False, r"dt|lien he|zalo"),
    ("gender", True, r"gioi tinh|nam nu"),
    ("gender", False, r"gioi|phai|gt"),
    (
        "address",
        False,
        r".*\b(dia chi|ngo|duong|xom)\b.*\bso nha.*"
        r"|.*so nha(?! trong)\b.*\b(ngo|duong|xom|dia chi).*",
    ),
    ("house_number", True, r"so nha|nha so|thu tu nha|stt nha"),
    ("house_number", False, r"sn"),
    ("latitude", True, r"vi do|latitude"),
    ("longitude", True, r"kinh do|longitude"),
    ("household_number", False, r"so ho|ho so|ma (so )?ho|(s?tt|so tt|so thu tu|thu tu) ho"),
    ("not_kept", True, r"ho khau"),
    ("member_count", True, r"khau|so( luong)? nguoi|nguoi trong ho|thanh vien|so nk"),
    ("member_count", False, r"nk|sk"),
    ("note", True, r"ghi chu|gchu|chu thich|luu y|nhan xet"),
    ("note", False, r"gc"),
    (
        "area",
        False,
        r"(ten )?(thon|ban|ap|khom|buon|khu pho|khoi pho|khoi|to dan pho|tdp|khu dan cu|kdc)"
        r"( (ban|xom|to dan pho|khu pho|ap|tdp|khoi|khu|to|so))*",
    ),
    (
        "group",
        False,
        r"ten nhom|nhom( ho)?|ten to|to( so)?|to (nhan dan )?tu quan|to ndtq|thuoc (to|nhom)"
        r"|(to )?lien gia( tu quan)?",
    ),
    ("lane", False, r".*\b(ngo|ngach|hem|kiet|xom|duong|day|cum|doi)( .*)?"),
    ("address", False, r".*\b(dia chi|cho o|noi o|noi cu tru|thuong tru|pho|khu)( .*)?"),
    ("head_name", True, r"chu ho|chu nha|dai dien|ten ho"),
    ("head_name", False, r"(ho )?(gia dinh|dan|ong ba)|ong ba"),
    ("name", False, r"ten|ten goi|ten nhan khau"),
    ("number", False, r"tt|stt|so tt|so thu tu|thu tu|s tt|t t|no|so"),
)
"""Field, whether the words may stand anywhere in a heading, and the words; the first that fits is
meant.

A pattern that may not stand anywhere must fit the whole heading, and a place (`PLACE_FIELDS`) only
fits a heading made of `FILLERS`.
"""

PLACE_FIELDS = frozenset(["area", "group", "lane", "address"])

FILLERS = _words(
    "so ten ho va cac trong gia dinh chu cua nguoi theo tt stt ma noi cho o cu tru dia chi ngo xom"
    " ngach hem kiet duong pho to nhom thon ban ap khom khu khoi dan day cum doi hien nay thuong"
    " dang tam hoac vuc tuyen lo thuoc ndtq tdp kdc buon nha tu quan lien phan cong nhan"
)
"""Words a heading of a place is made of; a lane's own name is none of them, so `Ngõ Miếu` is data
and `Ngõ/xóm` a heading."""

PART_HEADINGS = _words("nam,nu,tong,tong so,trong do,trong do nu,ngay,thang,so,ten", ",")
"""Lower headings that only say which part of the heading above they mean."""

PEOPLE_TITLE = r"\b(thanh vien|dang vien|hoi vien|doan vien|can bo|ban chi dao|ban quan ly)\b"
"""A title of a list of people in office; with generic headings it is no list of households."""

AREA_KINDS = (
    "tổ dân phố",
    "khu dân cư",
    "khu vực",
    "khu phố",
    "khối phố",
    "thôn",
    "bản",
    "buôn",
    "ấp",
    "khóm",
    "khối",
    "khu",
    "làng",
    "sóc",
    "phum",
    "plei",
    "tdp",
    "xóm",
)
"""Kinds of residential area, longest first."""

SMALL_KINDS = frozenset(["xóm", "khu", "làng"])
"""Kinds that are an area only where no other is named: elsewhere they are part of one."""

AREA_STOP_WORDS = _words(
    "năm theo thuộc xã phường huyện tỉnh và có gồm đến tháng ngày tổng kê sao này chính khai"
)
"""Words that end the name of an area in a title."""

LANE_KINDS = ("ngõ", "ngách", "hẻm", "kiệt", "xóm", "đường", "phố", "dãy", "cụm", "khu", "đội")
GROUP_KINDS = ("tổ", "nhóm", "liên gia", "tổ liên gia")

TOTAL_START = (
    r"(?:tổng|cộng)(?:\s*(?:cộng|số|chung|toàn\s+\w+))?\b"
    r"|mang sang|chuyển sang trang|trang trước|tong (?:cong|so)\b|cong\s*:|cong$"
    r"|toàn (?:thôn|xã|bản|xóm|khu|tổ)\b"
)
"""How a total row begins, marks kept: `Tống` and `Công` are people."""

SIGNATURE = (
    r"nguoi lap|lap (danh sach|bieu)|ky (va )?ghi ro|ky ten|ky,|truong (thon|ban|xom|ap|khu)"
    r"|xac nhan|tm\.? (uy ban|ubnd|ban)|chu tich|bi thu|nguoi tong hop|noi nhan"
    r"|ngay .* thang .* nam|can bo"
)
"""Words of the block under a list, searched without marks."""

DITTO = frozenset(
    [
        "-nt-",
        "nt",
        "nt.",
        "-nt",
        "n.t",
        "n/t",
        '"',
        "''",
        "“",
        "”",
        "〃",
        "″",
        "〞",
        "như trên",
        "´´",
    ]
    + ["-//-", "//", '-"-', "như tr", "- nt -", ",,"]
)

UNKNOWN_YEAR = _words(
    "khong ro,k ro,ko ro,kr,kro,khong nho,chua ro,khong biet,kb,khong co,?,??,x,-,...,chua xac dinh"
    ",khong xac dinh,kxd",
    ",",
)

NAME_PREFIX = (
    r"(?:(?:hộ(?: gia đình)?|gia đình|gđ)(?: (?:ông|bà|cụ|anh|chị))?|ông|bà|cụ|anh|chị"
    r"|ô\.|b\.|ông:|bà:)[\s:.]+"
)

SENSITIVE = (
    r"hộ nghèo|cận nghèo|thoát nghèo|nghèo|công giáo|thiên chúa|phật giáo|tin lành|theo đạo"
    r"|tôn giáo|giáo dân|giáo xứ|pháp luân|bệnh(?! viện| xá)|tâm thần|ung thư"
    r"|hiv|khuyết tật|tàn tật|nghiện"
    r"|tai biến|bại liệt|liệt giường|tiền án|tiền sự|đi tù|án treo|ma túy|ma tuý"
    r"|cờ bạc|trộm cắp|đi cải tạo"
    r"|chất độc da cam|trầm cảm"
)
"""What a remark may not keep for one household: poverty, belief, health, offence."""

DOOR_BEHIND_NAME = re.compile(
    r"\s*(?:[-–,;(]\s*|\s)(?:số nhà|so nha|nhà số|sn\.?|số)\s*:?\s*"
    r"(\d+\s?[A-Za-z]?(?:/\d+\w?)*)\s*\)?",
    re.IGNORECASE,
)
"""A house number typed behind the name of the head, in its cell."""

CODE = re.compile(r"H\d{6,9}", re.IGNORECASE)
"""How the register prints the number of a household: what its own lists are known by again."""

HEAD_RELATIONS = frozenset(["chu ho", "ch", "chu", "la chu ho", "ban than chu ho"])
MALE = frozenset(["nam", "trai", "m", "n am"])
FEMALE = frozenset(["nu", "gai", "f"])

"""Invented people and lanes. The seed is fixed: the same names at the same doors everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tuquan.residents.services import NewHousehold

FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lương Hà Cao Tạ Mai Trịnh "
    "Vi Lò Quách Lô"
)
MEN = (
    "Văn An,Đình Bảy,Xuân Hải,Hữu Tùng,Quang Minh,Đức Thắng,Văn Khoa,Trọng Vững,Công Lý,Viết Tâm,"
    "Văn Ổn,Bá Ước,Đăng Khôi,Minh Quân,Thanh Sơn,Ngọc Đại,Huy Hoàng,Văn Điệp,Mạnh Cường,Hải Đăng"
)
WOMEN = (
    "Thị Lan,Thị Hoà,Thị Ánh,Thị Nga,Thị Thơm,Thị Mười,Kim Oanh,Thị Thủy,Ngọc Ánh,Thị Hường,"
    "Thị Yến,Thị Bích,Thu Hằng,Thị Đào,Thị Xuân,Minh Nguyệt,Thị Loan,Thị Phượng,Thị Giang,Thị Huệ"
)

AREAS = {
    "Thôn 2": {
        "Ngõ Đình": 27,
        "Ngõ Giếng Làng": 22,
        "Xóm Đông": 34,
        "Ngõ Cây Đa": 41,
        "Xóm Chùa": 27,
    },
    "Thôn 4": {"Ngõ 1": 38, "Ngõ 2": 29, "Ngõ 3": 31, "Ngõ Trại Cá": 24, "Xóm Bãi": 18},
    "Thôn 6": {"Ngõ Kho Lúa": 27, "Ngõ Chợ": 46, "Xóm Mới": 33, "Ngõ Ao Sen": 26, "Xóm Tây": 25},
    "Thôn 9": {
        "Đường Liên Xã": 52,
        "Ngõ Bến": 23,
        "Xóm Trại": 37,
        "Ngõ Miếu": 20,
        "Ngõ Nhà Thờ Họ": 12,
    },
    "Thôn 11": {"Ngõ Đồng Sau": 44, "Ngõ Cầu Đá": 28, "Xóm Giữa": 30, "Ngõ Lò Gạch": 21},
    "Bản Ngọc Trên": {"Xóm Suối": 49, "Xóm Núi": 30},
    "Bản Ngọc Dưới": {"Xóm Nương": 42, "Xóm Cửa Rừng": 48},
}
"""Seven areas, of which two are merged later, with their lanes and doors: about 900 households."""


def person(dice: Random) -> str:
    """A full name, as often a woman's as a man's."""
    given = dice.choice((MEN, WOMEN)).split(",")
    return f"{dice.choice(FAMILIES.split())} {dice.choice(given)}"


def households_of(area: str, dice: Random) -> list[NewHousehold]:
    """The households of an area of the first commune, lane by lane, door by door."""
    return households_along(AREAS[area], dice)


def households_along(lanes: Mapping[str, int], dice: Random) -> list[NewHousehold]:
    """Invented households behind so many doors of each lane."""
    return [
        NewHousehold(
            head_name=person(dice),
            birth_year=dice.randint(1942, 1998),
            member_count=dice.choice((1, 2, 2, 3, 3, 4, 4, 4, 5, 6)),
            lane=lane,
            house_number=str(number),
        )
        for lane, doors in lanes.items()
        for number in range(1, doors + 1)
    ]

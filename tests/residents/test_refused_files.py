"""Files and places that are refused: each with the name of the file, and nothing kept."""

from __future__ import annotations

import pytest

from tests import make
from tuquan.base.errors import Invalid
from tuquan.residents.models import HouseholdImport
from tuquan.residents.services import preview_import


def _refused(*args: object, **kwargs: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        preview_import(*args, **kwargs)  # type: ignore[arg-type]
    return [(problem.code, problem.where) for problem in refusal.value.problems]


def test_a_province_has_no_household_list(world: make.World, a1: bytes) -> None:
    assert _refused(make.SYSTEM, world.province, "a1.xlsx", a1) == [("import_place_kind", "place")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trong.xlsx", b"", "file_empty"),
        ("thu.xlsx", b"%PDF-1.7\n1 0 obj\n", "file_not_a_workbook"),
        ("vo.xlsx", b"PK\x03\x04" + b"\x00" * 64, "file_broken"),
        ("anh.png", b"\x89PNG\r\n\x1a\n\x00", "file_not_a_workbook"),
        ("khac.csv", "Ngày;Việc\n1/1;Họp thôn\n".encode(), "file_no_list"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(
    world: make.World, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        preview_import(make.SYSTEM, world.area, name, content)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.where, problem.params["file"]) == (code, "file", name)
    assert not HouseholdImport.objects.exists()


def test_a_file_over_the_limit_says_the_limit_in_megabytes(world: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        preview_import(make.SYSTEM, world.area, "to.xlsx", b"x" * (20 * 1024 * 1024 + 1))
    (problem,) = refusal.value.problems
    assert (problem.code, problem.params["limit"]) == ("file_too_large", 20)


def test_a_list_of_more_than_a_hundred_thousand_rows_is_refused(world: make.World) -> None:
    content = "TT;Họ và tên chủ hộ\n".encode() + b"1;A B\n" * 100_001
    with pytest.raises(Invalid) as refusal:
        preview_import(make.SYSTEM, world.area, "dai.csv", content)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.params["limit"]) == ("file_too_many_rows", 100_000)


def test_a_locked_workbook_is_refused(world: make.World) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2048
    assert _refused(make.SYSTEM, world.area, "khoa.xlsx", content)[0][0] in {
        "file_encrypted",
        "file_broken",
    }

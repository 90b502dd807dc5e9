"""A pack sent as a ZIP file: every mistake with its line, the cases, nothing kept, nothing trusted.

F-27; bad input of part 2.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tuquan.audit.models import Change
from tuquan.base.texts import TEXTS
from tuquan.base.texts.packs import MISTAKES
from tuquan.core.programme import Pack
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import (
    LARGEST_ARCHIVE,
    install_pack,
    read_pack,
    read_pack_archive,
    shipped_packs,
)

EDITION = f"{make.S0}/2019/edition.yaml"


def shipped_files(key: str = make.S0) -> dict[str, str]:
    """The files of a shipped pack under the name of its folder."""
    folder = next(folder for folder in shipped_packs() if folder.name == key)
    return {
        f"{key}/{path.relative_to(folder).as_posix()}": path.read_text("utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }


def packed(files: Mapping[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these files."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def changed(old: str, new: str, file: str = EDITION) -> dict[str, str]:
    """The files of S0 with one text put in place of another."""
    files = shipped_files()
    assert old in files[file]
    return files | {file: files[file].replace(old, new, 1)}


def refusals(data: bytes) -> list[tuple[str, str]]:
    """What stops an archive: code and place of each mistake."""
    pack, problems, _texts = read_pack_archive(data, "plan.zip")
    assert pack is None
    return [(one.code, one.where) for one in problems if not one.is_warning]


@pytest.fixture
def administrator(world: make.World) -> Client:
    return make.client(make.account("administrator", None))


def send(browser: Client, data: bytes, action: str = "check") -> Any:
    file = SimpleUploadedFile("plan.zip", data, "application/zip")
    browser.cookies["language"] = "en"
    return browser.post(reverse("programmes:check"), {"file": file, "action": action})


def test_an_archive_reads_like_its_folder() -> None:
    for folder in shipped_packs():
        from_folder = read_pack(folder)
        pack, problems, texts = read_pack_archive(packed(shipped_files(folder.name)), "x.zip")
        assert (pack, problems) == from_folder
        assert sorted(texts) == sorted(shipped_files(folder.name))


def test_the_folder_in_front_may_be_missing() -> None:
    files = {path.removeprefix(f"{make.S0}/"): text for path, text in shipped_files().items()}
    pack, _problems, _texts = read_pack_archive(packed(files), "x.zip")
    assert pack is not None
    assert pack.key == make.S0


def test_what_a_mac_puts_beside_the_files_is_passed_over() -> None:
    files: dict[str, str | bytes] = {**shipped_files()}
    files |= {f"__MACOSX/{make.S0}/._pack.yaml": b"\x00\x05", f"{make.S0}/.DS_Store": b"\xff"}
    assert read_pack_archive(packed(files), "x.zip")[0] is not None


@pytest.mark.parametrize(
    "path", ["../pack.yaml", "p/../../pack.yaml", "/etc/pack.yaml", "p\\pack.yaml", "C:/pack.yaml"]
)
def test_a_path_that_leads_outside_is_refused(path: str) -> None:
    assert refusals(packed({path: "key: p\n"})) == [("pack_path_outside", path)]


def test_a_link_is_refused() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("p/pack.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refusals(held.getvalue()) == [("pack_link", "p/pack.yaml")]


def test_a_locked_file_is_refused() -> None:
    data = bytearray(packed({"p/pack.yaml": "key: p\n"}, zipfile.ZIP_STORED))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refusals(bytes(data)) == [("pack_encrypted", "p/pack.yaml")]


def test_a_file_packed_in_another_way_is_refused() -> None:
    data = packed({"p/pack.yaml": "key: p\n"}, zipfile.ZIP_LZMA)
    assert refusals(data) == [("pack_packed_otherwise", "p/pack.yaml")]


def test_a_file_that_is_there_twice_is_refused() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("p/pack.yaml", "key: p\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("p/pack.yaml", "key: q\n")
    assert refusals(held.getvalue()) == [("pack_file_twice", "p/pack.yaml")]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = packed({"p/pack.yaml": "key: p\n", "p/long.bin": b"0" * 21_000_000})
    assert len(data) < 100_000
    assert refusals(data) == [("pack_unpacks_too_large", "plan.zip")]


def test_more_yaml_than_is_read_in_a_second_is_refused() -> None:
    data = packed({f"p/{n}/edition.yaml": "k: v\n" * 60_000 for n in range(7)})
    assert refusals(data) == [("pack_texts_too_large", "plan.zip")]


def test_too_many_files_are_refused() -> None:
    data = packed({f"p/papers/{n}.yaml": "" for n in range(201)})
    assert refusals(data) == [("pack_too_many_files", "plan.zip")]


def test_too_large_a_file_is_refused_unread() -> None:
    assert refusals(b"P" * (LARGEST_ARCHIVE + 1)) == [("pack_too_large", "plan.zip")]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_file_says_so(data: bytes) -> None:
    assert refusals(data) == [("pack_not_zip", "plan.zip")]


def test_a_damaged_file_says_so() -> None:
    data = packed({"p/pack.yaml": "key: p\n" * 100})
    start = data.index(b"pack.yaml") + 12
    assert refusals(data[:start] + b"\xff\xff\xff" + data[start + 3 :]) == [
        ("pack_not_zip", "plan.zip")
    ]


def test_a_file_that_is_not_utf_8_is_named() -> None:
    assert refusals(packed({"p/pack.yaml": b"name: \xff"})) == [
        ("pack_file_unreadable", "p/pack.yaml"),
        ("pack_empty", "plan.zip"),
    ]


def test_an_archive_without_a_pack_says_so() -> None:
    assert refusals(packed({"letter.txt": "hello"})) == [("pack_empty", "plan.zip")]


@given(st.binary(max_size=400), st.integers(0, 3000), st.booleans())
def test_no_bytes_whatever_end_in_a_traceback(noise: bytes, at: int, inside: bool) -> None:
    sound = packed({"p/pack.yaml": "key: p\nname: P\n", "p/1/edition.yaml": "key: '1'\n"})
    data = sound[:at] + noise + sound[at + len(noise) :] if inside else noise
    _pack, problems, _texts = read_pack_archive(data, "plan.zip")
    assert problems
    assert all(one.code in MISTAKES or one.code in TEXTS for one in problems)


def test_only_an_administrator_checks_packs(world: make.World) -> None:
    for account in (make.officer(world.commune), make.account("area_head", world.area)):
        browser = make.client(account)
        assert browser.get(reverse("programmes:check")).status_code == 404
        assert send(browser, packed(shipped_files()), "install").status_code == 404
    assert not ProgrammeEdition.objects.exists()


def test_without_a_file_the_form_asks_for_one(administrator: Client) -> None:
    answer = administrator.post(reverse("programmes:check"), {"action": "check"})
    assert answer.status_code == 422
    assert list(answer.context["pack_form"].errors) == ["file"]
    assert answer.context["report"] is None


def test_a_mistake_is_shown_with_its_line_and_two_lines_around_it(administrator: Client) -> None:
    files = changed("    covers: households", "    covers: <b>houses</b>")
    lines = files[EDITION].splitlines()
    at = next(n for n, line in enumerate(lines, 1) if "<b>houses</b>" in line)
    answer = send(administrator, packed(files))
    assert answer.status_code == 200
    report = answer.context["report"]
    found = next(f for file in report.files for f in file.findings if not f.is_warning)
    assert (report.pack, report.mistakes) == (None, 1)
    assert found.place.partition(":")[0] == str(at)
    assert [(line.number, line.text) for line in found.code] == [
        (str(n), lines[n - 1]) for n in range(at - 2, at + 3)
    ]
    assert [line.is_meant for line in found.code] == [False, False, True, False, False]
    text = answer.content.decode()
    assert "&lt;b&gt;houses&lt;/b&gt;" in text
    assert "<b>houses" not in text
    assert "Only these are possible here: households, area, team." in text


def test_mistakes_are_grouped_by_file(administrator: Client) -> None:
    paper = f"{make.S0}/2019/papers/plan.yaml"
    files = changed("    covers: households", "    covers: houses")
    files[paper] = files[paper].replace("style:", "stile:", 1)
    report = send(administrator, packed(files)).context["report"]
    assert [file.file for file in report.files] == [EDITION, paper]
    assert report.mistakes == 3  # stile is unknown, style is missing


def test_a_sound_pack_shows_its_cases_and_keeps_nothing(administrator: Client) -> None:
    answer = send(administrator, packed(shipped_files()))
    [cases] = answer.context["report"].cases
    pack, _problems = read_pack(
        next(folder for folder in shipped_packs() if folder.name == make.S0)
    )
    assert pack is not None
    assert len(cases.lines) == len(pack.cases["2019"]) == cases.passed
    assert not ProgrammeEdition.objects.exists()
    assert not Change.objects.filter(action="programmes.installed").exists()


def test_a_case_that_fails_says_what_was_expected_and_found(administrator: Client) -> None:
    file = f"{make.S0}/2019/cases/groups.yaml"
    answer = send(administrator, packed(changed("expect: ok", "expect: refused", file)))
    [cases] = answer.context["report"].cases
    [failed] = [line.result for line in cases.lines if not line.result.passed]
    assert (failed.expected, failed.found) == ("refused", "ok")
    assert "<code>refused</code>" in answer.content.decode()


def test_a_sound_pack_is_installed_and_put_on_record(administrator: Client) -> None:
    answer = send(administrator, packed(shipped_files()), "install")
    assert answer["Location"] == reverse("programmes:index")
    edition = ProgrammeEdition.objects.get()
    assert edition.content == make.edition(make.S0).content
    change = Change.objects.get(action="programmes.installed")
    assert change.data == {"edition": "2019", "sha256": edition.sha256}


def test_a_pack_with_mistakes_is_not_installed_and_they_are_shown(administrator: Client) -> None:
    files = changed("    covers: households", "    covers: houses")
    answer = send(administrator, packed(files), "install")
    assert answer.status_code == 422
    assert answer.context["report"].mistakes == 1
    assert not ProgrammeEdition.objects.exists()


def test_other_content_under_the_same_edition_is_a_conflict(administrator: Client) -> None:
    make.edition(make.S0)
    title = "title: Xây dựng và nhân rộng"
    answer = send(administrator, packed(changed(title, f"{title} thêm")), "install")
    assert answer.status_code == 409
    assert list(answer.context["pack_form"].errors) == ["file"]
    assert answer.context["report"].mistakes == 0


TAKEN_OVER = (
    "inherits: {programme: minh-son, edition: '2025', "
    "source: {document: 95-KH/ĐU, place: dòng 1}}\nissuer: "
)


def test_a_plan_whose_parent_is_not_installed_waits(administrator: Client) -> None:
    answer = send(administrator, packed(changed("issuer: ", TAKEN_OVER)), "install")
    assert answer.status_code == 422
    assert answer.context["pack_form"].errors["file"] == [
        "This plan takes parts over from minh-son, edition 2025. Install that first."
    ]
    assert not ProgrammeEdition.objects.exists()


def test_cases_of_a_plan_run_with_what_it_takes_over(administrator: Client) -> None:
    plan = make.edition(make.S0).content
    taken = replace(plan.criteria[0], key="taken")
    parent = replace(plan, programme="minh-son", key="2025", criteria=(taken,))
    files = changed("issuer: ", TAKEN_OVER)
    files[f"{make.S0}/2019/cases/taken.yaml"] = (
        "cases:\n  - {name: taken over, kind: criterion, of: taken, expect: passed, "
        "marks: {taken: 'yes'}}\n"
    )

    def passed() -> bool:
        [cases] = send(administrator, packed(files)).context["report"].cases
        [line] = [line for line in cases.lines if line.result.case.name == "taken over"]
        return bool(line.result.passed)

    assert not passed()
    install_pack(make.SYSTEM, Pack("minh-son", "Minh Sơn", editions=(parent,)))
    assert passed()

"""Reading packs from folders, installing them, refusing other content under the same edition.

F-26, F-27.
"""

from __future__ import annotations

import ast
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts.cases import CASES
from tuquan.base.texts.packs import MISTAKES, mistake
from tuquan.core import strict_yaml
from tuquan.core.packs import loading
from tuquan.core.problems import Problem
from tuquan.core.programme import Pack
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import (
    install_pack,
    install_shipped,
    packs_to_install,
    read_pack,
    shipped_packs,
)


def shipped(key: str = make.S0) -> Path:
    return next(folder for folder in shipped_packs() if folder.name == key)


def pack(key: str = make.S0) -> Pack:
    found, problems = read_pack(shipped(key))
    assert found is not None, problems
    return found


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The S0 pack with five mistakes, on lines that are known."""
    folder = tmp_path / make.S0
    shutil.copytree(shipped(), folder)
    path = folder / "2019" / "edition.yaml"
    lines = path.read_text("utf-8").splitlines()
    for old, new in (
        ("issuer: ", "isuer: Đảng ủy xã"),
        ("issued_on: 2019-02-11", "issued_on: 11/02/2019"),
        ("    covers: households", "    covers: housholds"),
        ("    minimum: 15", "    minimum: 45"),
        ("    form: criteria", "    form: criterion"),
    ):
        at = next(number for number, line in enumerate(lines) if line.startswith(old))
        lines[at] = new
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def line_of(folder: Path, start: str) -> int:
    lines = (folder / "2019" / "edition.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_five_mistakes_are_all_listed_with_file_and_line(broken: Path) -> None:
    found, problems = read_pack(broken)
    assert found is None
    said = {(p.code, p.where.rpartition(":")[0]) for p in problems}
    file = f"{make.S0}/2019/edition.yaml"
    assert said >= {
        ("unknown_key", f"{file}:{line_of(broken, 'isuer')}"),
        ("wrong_type", f"{file}:{line_of(broken, 'issued_on: 11')}"),
        ("not_one_of", f"{file}:{line_of(broken, '    covers')}"),
        ("minimum_above_maximum", f"{file}:{line_of(broken, '    minimum')}"),
        ("dangling_reference", f"{file}:{line_of(broken, '    form: criterion')}"),
    }


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    assert [p.code for p in read_pack(tmp_path)[1]] == ["pack_empty"]


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_bytes(b"name: \xff")
    codes = [p.code for p in read_pack(tmp_path)[1]]
    assert codes[0] == "pack_file_unreadable"


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / make.S0
    shutil.copytree(shipped(), folder)
    secret = tmp_path / "secret.yaml"
    secret.write_text("key: secret\n", "utf-8")
    (folder / "2019" / "papers" / "secret.yaml").symlink_to(secret)
    (folder / "2020").symlink_to(tmp_path)
    found, problems = read_pack(folder)
    assert found is None
    assert [(p.code, p.where) for p in problems if not p.is_warning] == [
        ("path_outside_pack", f"{make.S0}/2019/papers/secret.yaml"),
        ("path_outside_pack", f"{make.S0}/2020"),
    ]


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").symlink_to(tmp_path / "gone.yaml")
    codes = [p.code for p in read_pack(tmp_path)[1]]
    assert codes == ["pack_file_unreadable", "pack_empty"]


def test_an_edition_is_installed_once_and_put_on_record(db: None) -> None:
    new = install_pack(make.SYSTEM, pack()).new
    assert [edition.key for edition in new] == ["2019"]
    assert not install_pack(make.SYSTEM, pack())
    change = Change.objects.get(action="programmes.installed")
    assert change.data == {"edition": "2019", "sha256": new[0].sha256}


def test_other_content_under_the_same_edition_is_refused(db: None) -> None:
    install_pack(make.SYSTEM, pack())
    before = ProgrammeEdition.objects.get().text.definition
    changed = replace(pack(), editions=(replace(pack().editions[0], title="Tên khác"),))
    with pytest.raises(Conflict) as conflict:
        install_pack(make.SYSTEM, changed)
    assert conflict.value.problem.code == "edition_changed"
    assert ProgrammeEdition.objects.get().text.definition == before


def test_only_an_administrator_of_everything_installs(world: make.World) -> None:
    with pytest.raises(NotAllowed):
        install_shipped(make.actor(make.officer(world.commune)), make.S0)
    assert not ProgrammeEdition.objects.exists()


def test_shipped_packs_wait_until_they_are_installed(db: None) -> None:
    waiting = [folder.name for folder in shipped_packs()]
    assert [one.pack.key for one in packs_to_install()] == waiting
    install_shipped(make.SYSTEM, make.S0)
    waiting.remove(make.S0)
    assert [one.pack.key for one in packs_to_install()] == waiting


def test_a_pack_that_is_not_shipped_is_named(db: None) -> None:
    with pytest.raises(Invalid) as refusal:
        install_shipped(make.SYSTEM, "nowhere")
    assert [(p.code, p.where) for p in refusal.value.problems] == [("pack_not_shipped", "pack")]


def codes_in(folder: Path) -> set[str]:
    """Every word in the sources that is handed to `Problem`, `report` or `refuse` as a code."""
    codes = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                place = {"Problem": 0, "report": 2, "refuse": 0}.get(name)
                given = node.args[place] if place is not None and len(node.args) > place else None
                if isinstance(given, ast.Constant):
                    codes.add(str(given.value))
    return codes


def test_every_mistake_the_core_can_find_has_a_sentence() -> None:
    assert loading.__file__ is not None
    packs = codes_in(Path(loading.__file__).parent)
    yaml = codes_in(Path(strict_yaml.__file__).parent) - codes_in_other_modules()
    assert len(packs) > 25
    said_elsewhere = {"anchor_refused", "tag_refused", "lasts_days_missing"}
    assert packs | yaml | said_elsewhere <= {*MISTAKES, *CASES}


def codes_in_other_modules() -> set[str]:
    """Codes of the modules beside `strict_yaml`, which speak of answers and lists instead."""
    mine = ast.parse(Path(strict_yaml.__file__).read_text("utf-8"))
    words = {node.value for node in ast.walk(mine) if isinstance(node, ast.Constant)}
    return codes_in(Path(strict_yaml.__file__).parent) - words


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("unknown_key", "", {"key": "isuer", "did_you_mean": "issuer"}),
            "The key “isuer” is not known here. Did you mean “issuer”?",
        ),
        (
            Problem("unknown_key", "", {"key": "zzz", "did_you_mean": ""}),
            "The key “zzz” is not known here.",
        ),
        (
            Problem("not_one_of", "", {"value": "x", "choices": ("sum", "none")}),
            "Only these are possible here: sum, none.",
        ),
        (
            Problem("days_do_not_match_periods", "", {"found": 3, "expected": 4}),
            "3 days are named; the year has 4 periods.",
        ),
        (
            Problem("out_of_range", "", {"value": 0, "low": 1}),
            "0 is not possible; the lowest is 1.",
        ),
        (
            Problem("wrong_type", "", {"expected": "date", "value": "11/02/2019"}),
            "Expected here: a date, written 2026-11-20.",
        ),
    ],
)
def test_a_mistake_says_what_was_probably_meant(problem: Problem, sentence: str) -> None:
    with translation.override("en"):
        assert mistake(problem) == sentence

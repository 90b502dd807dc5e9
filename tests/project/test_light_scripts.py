"""Our own scripts are served without comments and indentation, and say the same (F-112)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests import make
from tuquan.project.static_files import JOINED, OWN_SCRIPT, HashedStaticFiles

ROOT = Path(__file__).parents[2] / "src" / "tuquan"
SCRIPTS = sorted(ROOT.glob("*/static/**/*.js"))
NAMES = {path.as_posix().partition("/static/")[2]: path for path in SCRIPTS}
MOST, MOST_OF_ITS_OWN = 15 * 1024, 3 * 1024


def test_comments_and_indentation_are_left_out(tmp_path: Path) -> None:
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")  # type: ignore[no-untyped-call]
    text = b"// One.\n(function () {\n  // Two.\n  say(1); // three\n})();\n"
    storage.save("reports/js/x.js", ContentFile(text))
    assert (
        tmp_path / "reports/js/x.js"
    ).read_bytes() == b"(function () {\nsay(1); // three\n})();\n"


def test_scripts_of_others_stay_as_they_are(tmp_path: Path) -> None:
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")  # type: ignore[no-untyped-call]
    storage.save("django_htmx/htmx.js", ContentFile(b"  // theirs\n"))
    assert (tmp_path / "django_htmx/htmx.js").read_bytes() == b"  // theirs\n"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_ours_has_a_text_over_several_lines(script: Path) -> None:
    """Such a text would lose its indentation, or a line that begins with two slashes."""
    assert OWN_SCRIPT.match(
        script.relative_to(script.parents[3]).as_posix().partition("static/")[2]
    )
    text = script.read_text("utf-8")
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())


def served(names: tuple[str, ...], folder: Path) -> dict[str, bytes]:
    """What is served of these scripts, joined ones too, as collecting the files leaves it."""
    storage = HashedStaticFiles(location=folder, base_url="/static/")  # type: ignore[no-untyped-call]
    for name in names:
        storage.save(name, ContentFile(NAMES[name].read_bytes()))
    paths = {name: (storage, name) for name in names}
    assert all(done is True for _name, _hashed, done in storage.post_process(paths))
    made = (*names, *(name for name in JOINED if name in paths))
    return {name: (folder / name).read_bytes() for name in made}


def test_what_always_goes_together_is_served_as_one_file(tmp_path: Path) -> None:
    texts = served(tuple(NAMES), tmp_path)
    for name, parts in JOINED.items():
        assert texts[name] == b"".join(texts[part] for part in parts)


def test_nothing_is_joined_while_a_part_is_missing(tmp_path: Path) -> None:
    texts = served(("outbox/js/store.js",), tmp_path)
    assert list(texts) == ["outbox/js/store.js"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "so-gui", "ho", "bien-dong", "diem-danh", "phieu", "bao-cao"])
def test_a_phone_page_loads_at_most_15_kilobytes_of_scripts(page: str, tmp_path: Path) -> None:
    """F-112: sending and what comes after it included, for nothing is loaded later."""
    path = f"/may/{page}/" if page else "/may/"
    if page == "bao-cao":
        path += f"{make.edition(make.S1).pk}/monthly/area/"
    text = Client().get(path).content.decode()
    names = re.findall(r'<script src="/static/([^"]+)"', text)
    texts = served(tuple(NAMES), tmp_path)
    weights = {name: len(gzip.compress(texts[name], 9)) for name in names}
    assert "outbox/js/page.js" in weights
    assert sum(weights.values()) <= MOST, weights
    shared = ("base/", "outbox/js/page.js", "reports/", "residents/js/households.js")
    own = {name: size for name, size in weights.items() if not name.startswith(shared)}
    assert all(size <= MOST_OF_ITS_OWN for size in own.values()), own


def test_no_script_of_ours_loads_another_one_later() -> None:
    """What is loaded when it is needed would escape the weighing above."""
    for path in SCRIPTS:
        assert 'createElement("script")' not in path.read_text("utf-8"), path
        assert "import(" not in path.read_text("utf-8"), path

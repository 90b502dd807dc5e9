"""Our own scripts are served without comments and indentation, and say the same (F-112)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from tuquan.project.static_files import OWN_SCRIPT, HashedStaticFiles

ROOT = Path(__file__).parents[2] / "src" / "tuquan"
SCRIPTS = sorted(ROOT.glob("*/static/**/*.js"))


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

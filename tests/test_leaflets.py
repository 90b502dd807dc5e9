"""The printed page for leaders and the one for officers: what they name is on the screens.

Line 12 of the plan: one A4 page each, in large type, with pictures of real screens; F-113.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from lxml import etree

from tests.documents.reading import program, run

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "vi"
CATALOGUE = ROOT / "src" / "tuquan" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
LEAFLETS = ("to-truong", "can-bo")
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
FIXED = 12
"""So many letters of a sentence with values stand fast, or it could be anything."""

LARGEST_PICTURE = 80_000


def page(name: str) -> Any:
    """The source of a leaflet."""
    return etree.fromstring((FOLDER / f"{name}.html").read_bytes(), etree.HTMLParser())


def text_of(element: Any) -> str:
    """The words in an element."""
    return " ".join("".join(element.itertext()).split())


@cache
def said_on_screens() -> str:
    """Every Vietnamese sentence of the catalogue, one a line."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    found = []
    for message in catalogue:
        if message.id and not message.fuzzy:
            strings = [message.string] if isinstance(message.string, str) else message.string
            found += [" ".join(one.split()) for one in strings or ()]
    return "\n".join(found)


def is_on_screen(words: str) -> bool:
    """Whether a sentence of the catalogue is these words; a value may stand in its places."""
    sentences = said_on_screens().split("\n")
    if words in sentences:
        return True
    filled = [PLACE.split(one) for one in sentences if PLACE.search(one)]
    return any(
        len("".join(parts)) >= FIXED and re.fullmatch(".+?".join(map(re.escape, parts)), words)
        for parts in filled
    )


@pytest.mark.parametrize("name", LEAFLETS)
def test_every_button_a_leaflet_names_is_on_the_screens(name: str) -> None:
    named = [text_of(one) for one in page(name).iter("q")]
    assert len(named) >= 12
    assert [words for words in named if not is_on_screen(words)] == []


def test_a_button_that_is_nowhere_is_found_out() -> None:
    assert not is_on_screen("Gửi cho huyện")
    assert is_on_screen("Mục khác giữ như tháng trước")


@pytest.mark.parametrize("name", LEAFLETS)
def test_a_leaflet_is_one_page_of_a4_with_its_letters_inside(name: str) -> None:
    file = str(FOLDER / f"{name}.pdf")
    facts = run(program("pdfinfo", "poppler-utils"), file)
    assert re.search(r"^Pages: +1$", facts, re.MULTILINE)
    assert "(A4)" in facts
    fonts = run(program("pdffonts", "poppler-utils"), file).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)  # embedded


@pytest.mark.parametrize("name", LEAFLETS)
def test_what_is_printed_is_what_its_source_says(name: str) -> None:
    """Print it again after a change: `make screenshots`."""
    text = run(program("pdftotext", "poppler-utils"), "-raw", str(FOLDER / f"{name}.pdf"), "-")
    assert letters(text) == letters(text_of(page(name).find("body")))


def letters(text: str) -> dict[str, int]:
    """How often each letter and digit stands in a text, whatever the order of its columns."""
    plain = unicodedata.normalize("NFC", text)
    return {one: plain.count(one) for one in sorted(set(plain)) if one.isalnum()}


@pytest.mark.parametrize(("name", "points"), [("to-truong", 14), ("can-bo", 12)])
def test_no_letter_is_small(name: str, points: int, tmp_path: Path) -> None:
    """A leader of 65 reads it at arm's length."""
    lines = tmp_path / "lines.xml"
    run(
        program("pdftohtml", "poppler-utils"), "-xml", "-i", str(FOLDER / f"{name}.pdf"), str(lines)
    )
    sizes = re.findall(r'<fontspec id="\d+" size="(\d+)"', lines.read_text("utf-8"))
    assert sizes
    assert min(map(int, sizes)) >= points


@pytest.mark.parametrize("name", LEAFLETS)
def test_the_pictures_are_there_small_and_of_few_colours(name: str) -> None:
    pictures = [FOLDER / str(one.get("src")) for one in page(name).iter("img")]
    assert pictures
    for picture in pictures:
        content = picture.read_bytes()
        assert content[25] == 3, picture.name  # a palette
        assert struct.unpack(">I", content[16:20])[0] >= 300
        assert len(content) <= LARGEST_PICTURE, picture.name


def test_both_are_found_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"docs/vi/{name}.pdf" in readme for name in LEAFLETS)

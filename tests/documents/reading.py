"""Read back what the renderers wrote, with other programs than theirs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def program(name: str, package: str) -> str:
    """The path of a program; without it the test is skipped, and fails where all must run."""
    path = shutil.which(name)
    if path is None:
        missing(f"{name} is missing (package {package})")
    return str(path)


def missing(what: str) -> None:
    """Skip the test, or fail it where all must run."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def run(*command: str) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True).stdout.decode(errors="replace")


def pdf_pages(made: bytes, folder: Path) -> list[str]:
    """The text of each page in the order it is read."""
    file = folder / "paper.pdf"
    file.write_bytes(made)
    text = run(program("pdftotext", "poppler-utils"), "-raw", str(file), "-")
    return text.rstrip("\f\n").split("\f")


def words_of(text: str) -> Counter[str]:
    """How often each word stands in a text; places to break count as nothing."""
    return Counter(unicodedata.normalize("NFC", text.replace("\u200b", "")).split())


def member(made: bytes, name: str) -> Any:
    """A part of a DOCX as elements."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def docx_text(made: bytes) -> str:
    """The text of the body, a paragraph a line."""
    root = member(made, "word/document.xml")
    lines = []
    for paragraph in root.iter(f"{W}p"):
        parts = [
            "\n" if one.tag == f"{W}br" else one.text or ""
            for one in paragraph.iter(f"{W}t", f"{W}br")
        ]
        lines.append("".join(parts))
    return "\n".join(lines)


def baselines(made: bytes, folder: Path) -> list[tuple[str, float, float]]:
    """Every word of the first page with its left and lower edge, in points."""
    file = folder / "lines.pdf"
    file.write_bytes(made)
    html = run(program("pdftotext", "poppler-utils"), "-bbox", "-l", "1", str(file), "-")
    found = re.findall(r'<word xMin="([\d.]+)" .*?yMax="([\d.]+)">(.*?)</word>', html)
    return [(word, float(left), float(bottom)) for left, bottom, word in found]


def text_of_pdf(made: bytes, folder: Path) -> str:
    """The text of all pages on one line; places to break count as nothing."""
    flat = " ".join(" ".join(pdf_pages(made, folder)).replace("\u200b", "").split())
    return unicodedata.normalize("NFC", flat)

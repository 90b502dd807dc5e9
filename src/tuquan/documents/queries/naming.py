"""Names of files in plain letters, which every system and every header can hold."""

from __future__ import annotations

import re

from tuquan.core.papers.fields import pieces_in
from tuquan.core.vietnamese import search_key

LONGEST_NAME = 80
"""Characters of a file's name without its ending."""


def ascii_name(text: str, fallback: str) -> str:
    """The words of a text in plain ASCII letters, as many as a file system likes.

    Blanks of a template are left out: "Quyết định thành lập {group_name}" is
    "quyet-dinh-thanh-lap".
    """
    standing = "".join(piece for piece, blank in pieces_in(text) if blank is None)
    name = ""
    for word in re.findall("[a-z0-9]+", search_key(standing)):
        longer = f"{name}-{word}".lstrip("-")
        if len(longer) > LONGEST_NAME:
            break
        name = longer
    return name or fallback

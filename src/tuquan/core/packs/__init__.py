"""Programme packs: folders of data that say everything about a programme, read strictly."""

from __future__ import annotations

from tuquan.core.packs.canonical import (
    board_from_json,
    canonical_json,
    edition_from_json,
    local_terms_from_json,
    sha256,
)
from tuquan.core.packs.loading import load_pack
from tuquan.core.packs.terms import read_terms

__all__ = [
    "board_from_json",
    "canonical_json",
    "edition_from_json",
    "load_pack",
    "local_terms_from_json",
    "read_terms",
    "sha256",
]

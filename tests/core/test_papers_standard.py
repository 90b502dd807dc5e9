"""The papers no pack brings: they can be had by key, and stored and read back (F-104)."""

from __future__ import annotations

import pytest

from tuquan.core.packs.canonical import canonical_json, paper_from_json
from tuquan.core.papers.standard import STANDARD, standard_paper


def test_a_standard_paper_is_had_by_its_key() -> None:
    assert standard_paper("attendance_sheet").kind == "sheet"
    with pytest.raises(KeyError):
        standard_paper("unknown")


@pytest.mark.parametrize("key", sorted(STANDARD))
def test_a_stored_paper_is_read_back_as_it_was(key: str) -> None:
    paper = standard_paper(key)
    assert paper_from_json(canonical_json(paper)) == paper

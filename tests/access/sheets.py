"""The row of the form a telephone keeps: issued forms are public, and know nobody."""

from __future__ import annotations

from tests.access.answers import Row, everybody
from tests.access.scene import Scene

ROWS: dict[str, Row] = {
    "report_shells:report": Row(everybody(), "edition_id form_key place_kind", public=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """The kind of place the form is asked of."""
    return {"place_kind": "area"}

"""The rows of what leaders tell and tick on a telephone: shells know nobody, so anybody may."""

from __future__ import annotations

from tests.access.answers import Row, everybody

ROWS: dict[str, Row] = {
    "household_shells:change": Row(everybody(), public=True),
    "roll_shells:attendance": Row(everybody(), public=True),
    "pledge_shells:households": Row(everybody(), public=True),
}

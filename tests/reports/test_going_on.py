"""After the year was accepted the group goes on, with what it reached beside it (S1-22)."""

from __future__ import annotations

import pytest

from tests import make
from tests.reports.worlds import Village, accepted, sent, surveyed
from tuquan.reports.queries.background import background_of
from tuquan.reports.services import open_periods


def test_s1_22_months_of_the_next_year_open_beside_what_was_reached(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = accepted(village, surveyed(village, figure=2))
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-02")
    open_periods(make.SYSTEM)
    december = accepted(village, sent(village, "2026-12", figure=9))
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-20")
    open_periods(make.SYSTEM)
    beside = background_of(village.due("2027-01"))
    assert (beside.previous, beside.baseline) == (december.content, survey.content)

"""`tuquan periods open`."""

from __future__ import annotations

import argparse
import json

import pytest

from tests import make
from tuquan.base.errors import Invalid
from tuquan.project.commands import periods
from tuquan.reports.models import Obligation


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    periods.add_arguments(parser)
    return periods.run(parser.parse_args(list(words)))


@pytest.fixture
def two_communes(world: make.World) -> make.World:
    for commune, area in ((world.commune, world.area), (world.neighbour, world.neighbour_area)):
        make.adoption(commune)
        make.groups(area)
    return world


def test_it_opens_everywhere_and_says_how_many(
    two_communes: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("open", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "place": None,
        "today": "2026-11-20",
        "opened": 4,
    }
    assert run("open", "--json") == 0
    assert json.loads(capsys.readouterr().out)["opened"] == 0
    kinds = Obligation.objects.order_by("kind").values_list("kind", "calendar")
    assert list(kinds) == [
        ("form", "quarterly"),
        ("form", "quarterly"),
        ("meeting", "meeting/party_monthly/month"),
        ("meeting", "meeting/party_monthly/month"),
    ]


def test_it_opens_one_place_alone(
    two_communes: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("open", "--place", "yen-ha", "--json") == 0
    assert json.loads(capsys.readouterr().out)["place"] == "yen-ha"
    assert set(Obligation.objects.values_list("commune", flat=True)) == {two_communes.neighbour.pk}


def test_an_unknown_place_is_refused(two_communes: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        run("open", "--place", "nowhere")
    assert [problem.code for problem in refusal.value.problems] == ["place_unknown"]
    assert not Obligation.objects.exists()

"""The page of a reform of a whole province: its thousands of lines come in parts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from tests.places.reforms import prepared
from tuquan.core.succession import Alter, Close, Found, Part, Plan
from tuquan.places.models import PlaceKind
from tuquan.places.services import carry_out_reform
from tuquan.places.views import reforms

NEW = "Xã Hợp Nhất"


def joined(world: make.World) -> Plan:
    """Both communes become one; their three areas move along."""
    areas = (world.area, world.other_area, world.neighbour_area)
    return Plan(
        make.SINCE.replace(month=11),
        found=(Found("new", NEW, PlaceKind.COMMUNE, world.province.pk),),
        alter=tuple(Alter(area.pk, parent="new") for area in areas),
        close=tuple(Close(one.pk, (Part("new"),)) for one in (world.commune, world.neighbour)),
    )


def test_a_long_list_comes_in_parts_with_the_areas_last_and_is_printed_whole(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reforms, "STEPS_ON_A_PAGE", 3)
    reform = prepared(joined(world))
    browser = make.client(make.account("administrator", None))
    url = reverse("places:reform", args=[reform.pk])
    for state in ("prepared", "done"):
        if state == "done":
            carry_out_reform(make.SYSTEM, reform)
        first, second = browser.get(url), browser.get(f"{url}?page=2")
        steps = [step["step"] for page in (first, second) for step in page.context["steps"]]
        assert steps == ["founded", "closed", "closed", "altered", "altered", "altered"]
        assert f'href="{url}?page=2"' in first.content.decode()
        assert f'href="{url}?page=1"' in second.content.decode()
    report = browser.get(reverse("places:reform_report", args=[reform.pk]))
    assert len(report.context["steps"]) == 6


def test_beside_a_refusal_the_other_parts_are_found_where_they_are(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reforms, "STEPS_ON_A_PAGE", 3)
    reform = prepared(joined(world))
    browser = make.client(make.account("administrator", None))
    refused = browser.post(reverse("places:carry_out_reform", args=[reform.pk]))
    assert refused.status_code == 422
    url = reverse("places:reform", args=[reform.pk])
    assert f'href="{url}?page=2"' in refused.content.decode()


def test_a_short_list_is_one_part(world: make.World) -> None:
    reform = prepared(joined(world))
    page = make.client(make.account("administrator", None)).get(
        reverse("places:reform", args=[reform.pk])
    )
    assert (len(page.context["steps"]), "part" in page.context) == (6, False)

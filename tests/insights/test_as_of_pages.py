"""Pages, workbook and command on the map of any day (F-3, F-4, F-5, F-47, F-48)."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests import make
from tests.insights.case import Case
from tests.insights.maps import (
    SORTING,
    divided,
    merged,
)
from tuquan.base.errors import Invalid
from tuquan.insights import queries
from tuquan.insights.exports import totals_workbook
from tuquan.places.models import Place
from tuquan.project.commands import rollup


def test_the_officer_sees_what_was_sent_before_the_change(case: Case) -> None:
    before = case.overview()
    merged(case)
    assert case.overview().totals == before.totals
    assert case.overview().hidden == 0


def test_reports_out_of_reach_are_counted_as_missing_and_never_shown(case: Case) -> None:
    divided(case)
    head = make.actor(make.account("area_head", case.world.other_area))
    assert queries.submissions_behind(head, case.world.commune, case.month) == []
    area = Place.objects.get(name="Thôn 2A")
    only_new = replace(
        case.actor,
        grants=tuple(replace(grant, path=area.path) for grant in case.actor.grants),
    )
    shown = queries.overview_of(only_new, area, case.month)
    assert (shown.received, shown.hidden) == (0, 2)


def page_words(case: Case, page: str, place: Place, **more: str) -> str:
    """The words of a page of the officer."""
    browser = make.client(make.officer(case.world.commune))
    asked = {"noi": str(place.pk), "ky": case.month.key, "muc": SORTING} | more
    response = browser.get(reverse(page), asked)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_the_page_says_on_which_map_and_what_is_an_estimate(case: Case) -> None:
    first, _ = divided(case)
    words = page_words(case, "insights:totals", case.world.commune)
    assert "20/11/2026" in words
    assert "(Thôn 2: 1/3)" in words
    assert "(Thôn 2: 2/3)" in words
    assert "(Thôn 2: 1/3)" in page_words(case, "insights:totals", first)
    assert "1/3" in page_words(case, "insights:submissions", first)


def test_the_page_draws_the_map_of_the_day_typed_and_links_keep_it(case: Case) -> None:
    merged(case)
    words = page_words(case, "insights:totals", case.world.commune, ngay="15/10/2026")
    assert re.search(r"Thôn 10 [^:]*\(Thôn Hòa Bình: 34,8%\)", words)
    browser = make.client(make.officer(case.world.commune))
    asked = {"noi": str(case.world.commune.pk), "ky": case.month.key, "ngay": "15/10/2026"}
    page = unescape(browser.get(reverse("insights:totals"), asked).content.decode())
    links = re.findall(r'href="([^"]*ngay=[^"]+)"', page)
    assert any(f"noi={case.world.area.pk}&" in link for link in links)
    for link in links:
        url = link if link.startswith("/") else reverse("insights:totals") + link
        assert browser.get(url).status_code == 200


@pytest.mark.parametrize("typed", ["40/10/2026", "hôm qua", "01/01/1990"])
def test_a_day_that_is_none_or_lies_before_the_place_is_said_beside_it(
    case: Case, typed: str
) -> None:
    browser = make.client(make.officer(case.world.commune))
    asked = {"noi": str(case.world.commune.pk), "ky": case.month.key, "ngay": typed}
    response = browser.get(reverse("insights:totals"), asked)
    assert response.status_code == 200
    assert "ngay" in response.context["look"].errors
    assert typed in response.content.decode()


def test_a_place_that_ended_opens_on_its_last_day(case: Case) -> None:
    merged(case)
    words = page_words(case, "insights:totals", case.world.area)
    assert "14/11/2026" in words
    assert "20 hộ" in words
    neighbour = make.client(make.officer(case.world.neighbour))
    asked = {"noi": str(case.world.area.pk)}
    assert neighbour.get(reverse("insights:totals"), asked).status_code == 404


def test_the_workbook_names_the_map_and_the_share_of_each_report(case: Case) -> None:
    first, _ = divided(case)
    content = totals_workbook(case.actor, first, case.month)
    totals, groups = openpyxl.load_workbook(BytesIO(content)).worksheets
    notes = [str(row[0]) for row in totals.iter_rows(max_row=8, values_only=True)]
    assert any("20/11/2026" in note for note in notes[4:])
    assert any("Thôn 2: 1/3" in note for note in notes)
    rows: Sequence[tuple[object, ...]] = list(groups.iter_rows(values_only=True))
    shares = [row[4] for row in rows if row[0] == "Thôn 2"]
    assert shares == ["1/3"] * 2


def run(*words: str) -> int:
    """`tuquan rollup`, parsed and run."""
    parser = argparse.ArgumentParser()
    rollup.add_arguments(parser)
    return rollup.run(parser.parse_args(words))


def test_the_command_draws_the_map_of_a_day(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    merged(case)
    asked = ["--place", "minh-son", "--calendar", "monthly", "--json"]
    assert run(*asked) == 0
    today = json.loads(capsys.readouterr().out)
    assert run(*asked, "--as-of", "15/10/2026") == 0
    then = json.loads(capsys.readouterr().out)
    assert (today["map_of"], then["map_of"]) == ("2026-11-20", "2026-10-15")
    assert (today["apportioned"], then["apportioned"]) == (0, 0)
    assert [row["name"] for row in then["below"]] == ["Thôn 2", "Thôn 10"]
    assert [row["name"] for row in today["below"]] == ["Thôn Hòa Bình"]
    assert [line["value"] for line in then["lines"]] == [line["value"] for line in today["lines"]]


def test_the_command_finds_a_place_that_ended_and_says_what_was_shared_out(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = divided(case)
    old = str(case.world.area.pk)
    assert run("--place", old, "--calendar", "monthly", "--as-of", "14/11/2026", "--json") == 0
    assert json.loads(capsys.readouterr().out)["received"] == 2
    assert run("--place", str(first.pk), "--calendar", "monthly", "--json") == 0
    assert json.loads(capsys.readouterr().out)["apportioned"] == 2
    assert run("--place", str(first.pk), "--calendar", "monthly") == 0
    assert "Thôn 2: 1/3" in capsys.readouterr().out


def test_a_day_on_which_the_place_did_not_stand_is_refused(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        run("--place", "minh-son", "--as-of", "01/01/1990")
    assert [problem.code for problem in refused.value.problems] == ["place_not_on_map"]

"""Two people write one report: both versions are shown and nothing of either is lost (L10)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.worlds import Village, filled, posted
from tuquan.core.answers import Answers
from tuquan.reports.models import Report, Revision
from tuquan.reports.services import accept_report, save_draft, submit_report


@pytest.fixture
def phone(village: Village) -> Client:
    return make.client(village.leader)


def overtaken(village: Village, phone: Client) -> Any:
    """The deputy saved first; the leader posts the second step on the empty version."""
    theirs = Answers({"households_sorting_waste": 19, "no_litter": False})
    save_draft(make.actor(village.deputy), village.due(), theirs, 0)
    url = f"{reverse('reports:write', args=[village.due().pk])}?step=2"
    return phone.post(url, posted({"households_sorting_waste": 18, "trees_planted": 4}, 0))


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of the page."""
    return {name: response.context[name] for name in ("mine", "base", "version", "next")}


def settle(village: Village, phone: Client, fields: dict[str, str]) -> Any:
    return phone.post(reverse("reports:settle", args=[village.due().pk]), fields)


def test_both_versions_are_shown_and_the_winner_stays_untouched(
    village: Village, phone: Client
) -> None:
    response = overtaken(village, phone)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Hồ Thị Hạnh" in html
    ((change, mine_is_picked),) = response.context["choices"]
    assert (change.key, change.new.text, change.old.text) == (
        "households_sorting_waste",
        "18",
        "19",
    )
    assert mine_is_picked
    assert html.count('name="pick_households_sorting_waste"') == 2
    assert Report.objects.get().answers["values"] == {
        "households_sorting_waste": 19,
        "no_litter": False,
    }


def test_everything_i_wrote_travels_in_the_page(village: Village, phone: Client) -> None:
    response = overtaken(village, phone)
    assert json.loads(hidden(response)["mine"])["values"] == {
        "households_sorting_waste": 18,
        "trees_planted": 4,
    }
    assert hidden(response)["base"] == "0"
    assert hidden(response)["version"] == "1"


@pytest.mark.parametrize(("choice", "figure"), [("mine", 18), ("theirs", 19)])
def test_the_choice_and_the_untouched_lines_of_both_are_saved_on_the_new_version(
    village: Village, phone: Client, choice: str, figure: int
) -> None:
    fields = hidden(overtaken(village, phone)) | {"pick_households_sorting_waste": choice}
    response = settle(village, phone, fields)
    assert response["Location"].endswith("?step=3")
    report = Report.objects.get()
    assert report.version == 2
    assert report.answers["values"] == {
        "households_sorting_waste": figure,
        "no_litter": False,
        "trees_planted": 4,
    }
    first = Revision.objects.get(version=1)
    assert first.answers["values"] == {"households_sorting_waste": 19, "no_litter": False}


def test_what_was_sent_and_nobody_decided_about_may_be_corrected(
    village: Village, phone: Client
) -> None:
    due = village.due()
    sent = submit_report(make.actor(village.deputy), due, filled(due.form), 0)
    url = f"{reverse('reports:write', args=[due.pk])}?step=2"
    page = phone.post(url, posted({"households_sorting_waste": 18}, 0))
    correct = f"{reverse('reports:write', args=[due.pk])}?step=1"
    assert page.status_code == 409
    assert page.context["correct_url"] == correct
    assert f'href="{correct}"' in page.content.decode()
    accept_report(village.reviewer, sent, 1)
    page = phone.post(url, posted({"households_sorting_waste": 18}, 0))
    assert (page.status_code, page.context["correct_url"]) == (409, "")
    assert correct not in page.content.decode()


def test_without_a_choice_the_page_comes_back_with_everything(
    village: Village, phone: Client
) -> None:
    fields = hidden(overtaken(village, phone))
    response = settle(village, phone, fields)
    assert response.status_code == 422
    assert hidden(response) == fields
    assert Report.objects.get().version == 1


def test_a_third_writer_meanwhile_is_not_overwritten_either(
    village: Village, phone: Client
) -> None:
    fields = hidden(overtaken(village, phone)) | {"pick_households_sorting_waste": "mine"}
    newer = Answers({"households_sorting_waste": 20, "no_litter": False})
    save_draft(village.reviewer, village.due(), newer, 1)
    response = settle(village, phone, fields)
    assert response.status_code == 409
    ((change, _picked),) = response.context["choices"]
    assert (change.new.text, change.old.text) == ("18", "20")
    assert Report.objects.get().answers["values"]["households_sorting_waste"] == 20


def test_two_who_wrote_different_lines_need_no_choice(village: Village, phone: Client) -> None:
    due = village.due()
    save_draft(make.actor(village.deputy), due, Answers({"no_litter": True}), 0)
    url = f"{reverse('reports:write', args=[due.pk])}?step=2"
    response = phone.post(url, posted({"trees_planted": 4}, 0))
    assert response.status_code == 409
    assert response.context["choices"] == []
    settle(village, phone, hidden(response))
    assert Report.objects.get().answers["values"] == {"no_litter": True, "trees_planted": 4}


def test_after_the_other_sent_it_there_is_only_something_to_read(
    village: Village, phone: Client
) -> None:
    due = village.due()
    report = submit_report(make.actor(village.deputy), due, filled(due.form), 0)
    url = f"{reverse('reports:write', args=[due.pk])}?step=2"
    response = phone.post(url, posted({"trees_planted": 4}, 0))
    html = response.content.decode()
    assert response.status_code == 409
    assert 'name="mine"' not in html
    assert '<b class="figure">4</b>' in html
    assert reverse("reports:detail", args=[report.pk]) in html
    assert Report.objects.get().version == 1


def test_sending_an_old_version_is_a_conflict_too(village: Village, phone: Client) -> None:
    due = village.due()
    save_draft(village.writer, due, filled(due.form), 0)
    save_draft(make.actor(village.deputy), due, filled(due.form, trees_planted=9), 1)
    url = f"{reverse('reports:write', args=[due.pk])}?step=3"
    response = phone.post(url, {"base": "1"})
    assert response.status_code == 409
    (change,) = response.context["merge"].only_theirs
    assert (change.key, change.old.text) == ("trees_planted", "9")
    assert Report.objects.get().state == "draft"


def test_hidden_fields_that_are_not_ours_are_not_found(village: Village, phone: Client) -> None:
    fields = hidden(overtaken(village, phone))
    for broken in ({"mine": "no json"}, {"mine": "[]"}, {"version": "x"}, {"base": ""}):
        assert settle(village, phone, fields | broken).status_code == 404
    assert Report.objects.get().version == 1


def test_others_settle_nothing(village: Village, phone: Client, client: Client) -> None:
    fields = hidden(overtaken(village, phone)) | {"pick_households_sorting_waste": "mine"}
    neighbour = make.client(make.officer(village.world.neighbour))
    assert settle(village, neighbour, fields).status_code == 404
    assert settle(village, client, fields).status_code == 302
    assert Report.objects.get().version == 1

"""What a telephone keeps to write without network, and the form it opens (F-107, F-112, S1-20)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.kinds import SAFE_FORM, both, install, october
from tests.reports.worlds import Village, accepted, filled, sent, surveyed
from tuquan.base.texts import TEXTS
from tuquan.core.answers import Answers
from tuquan.programmes.models import ProgrammeEdition
from tuquan.reports.models import Obligation
from tuquan.reports.queries.form_versions import version_of
from tuquan.reports.queries.phone import kept_reports, shell_link, shell_url, shells_of
from tuquan.reports.services import return_report, save_draft, submit_report

SMALL = 25 * 1024


def kept(village: Village, due: Obligation | None = None) -> dict[str, Any]:
    """What the leader's telephone keeps about one report."""
    wanted = due or village.due()
    found: Any = kept_reports(village.writer)["open"]
    return next(one for one in found if one["id"] == wanted.pk)


def test_a_report_is_kept_with_everything_it_is_read_beside(village: Village) -> None:
    surveyed(village, figure=2)
    sent(village, "2026-09", figure=5)
    one = kept(village)
    due = village.due()
    assert (one["title"], one["who"], one["base"]) == ("Báo cáo tháng 10/2026", "Tổ 1", 0)
    assert (one["shell"], one["v"]) == (shell_link(due), version_of(due))
    assert (one["due_on"], one["facts"]) == ("2026-11-05", {"households": 20})
    assert one["before"]["trees_planted"] == 5
    assert one["start"]["trees_planted"] == 2
    assert "cấp xã" in one["to"]


def test_what_was_saved_and_why_it_came_back_are_kept(village: Village) -> None:
    report = sent(village)
    assert kept(village)["receipt"] == f"BC-{report.pk:05d}-1"
    return_report(village.reviewer, report, 1, "Xem lại số cây", lines=("trees_planted",))
    one = kept(village)
    assert (one["state"], one["base"]) == ("returned", 2)
    assert (one["reason"], one["lines"]) == ("Xem lại số cây", ["trees_planted"])
    assert one["saved"] == filled(village.due().form).to_json()


def test_accepted_and_locked_reports_are_not_kept(village: Village) -> None:
    accepted(village, sent(village))
    september = village.due("2026-09")
    Obligation.objects.filter(pk=september.pk).update(locks_at=september.due_at)
    found: Any = kept_reports(village.writer)["open"]
    assert {one["title"] for one in found} == {"Khảo sát ban đầu", "Báo cáo tháng 11/2026"}


def test_lines_that_another_report_answers_are_kept_with_where_it_was(village: Village) -> None:
    pair = both(village)
    save_draft(village.writer, pair.clean, Answers({"households_signed": 11}), 0)
    shared = kept(village, pair.safe)["shared"]["signed"]
    assert shared == {"value": 11, "note": "", "title": "Báo cáo tháng 10/2026"}


def test_twelve_reports_of_a_leader_stay_small_and_name_no_resident(village: Village) -> None:
    surveyed(village, figure=2)
    sent(village, "2026-09", figure=5)
    for number in range(9):
        october(village, install(f"them-{number}", f"Việc {number}", f"Task {number}", SAFE_FORM))
    everything = kept_reports(village.writer)
    text = json.dumps(everything, ensure_ascii=False)
    assert len(everything["open"]) >= 12  # type: ignore[arg-type]
    assert len(text.encode()) <= SMALL
    names = [m.household.head_name for m in village.group.memberships.select_related("household")]
    assert names
    assert not [name for name in names if name in text]


@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
def test_nobody_else_keeps_anything_of_it(village: Village, who: str) -> None:
    other = {
        "officer": lambda: village.officer,
        "neighbour": lambda: make.officer(village.world.neighbour),
        "stranger": lambda: make.leader(make.groups(village.world.other_area)[0], "Vi Văn Thành"),
    }[who]()
    found: Any = kept_reports(make.actor(other))["open"]
    assert village.due().pk not in {one["id"] for one in found}


def test_the_shells_are_those_of_what_is_kept(village: Village) -> None:
    assert set(shells_of(village.writer)) == {shell_url(village.due()), shell_url(village.survey)}


# ---- the shell


def data_of(html: str) -> dict[str, Any]:
    """What the page tells its script."""
    found = re.search(r'<script id="sheet-data" type="application/json">(.+?)</script>', html)
    assert found
    return dict(json.loads(found[1]))


def test_the_shell_is_the_same_for_everybody_and_knows_nobody(
    village: Village, client: Client
) -> None:
    sent(village, "2026-09", figure=17)
    url = shell_url(village.due())
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.content == make.client(village.leader).get(url).content
    assert not answer.cookies
    html = answer.content.decode()
    assert village.leader.name not in html
    assert 'value="17"' not in html
    assert "csrfmiddlewaretoken" not in html


def test_every_line_of_every_step_stands_in_the_shell_as_on_the_page(
    village: Village, client: Client
) -> None:
    due = village.due()
    html = client.get(shell_url(due)).content.decode()
    names = {f"q_{question.key}" for question in due.form.questions}
    assert names <= set(re.findall(r'name="(q_[a-z_]+)"', html))
    data = data_of(html)
    assert [line["key"] for line in data["lines"]] == [q.key for q in due.form.questions]
    assert (data["v"], data["shortcuts"]) == (version_of(due), True)
    assert html.count("data-page=") == 3
    assert data["texts"]["more_than_fact"] == str(TEXTS["more_than_fact"])


def test_the_script_knows_promises_and_with_which_words_a_line_is_answered(
    village: Village, client: Client
) -> None:
    everything = (village.due(), both(village).safe)
    known = {
        line["key"]: (line.get("promise", False), line.get("choices"))
        for due in everything
        for line in data_of(client.get(shell_url(due)).content.decode())["lines"]
    }
    assert known["no_litter"] == (True, {"yes": "Đạt", "no": "Chưa đạt"})
    assert known["has_lanes"] == (False, {"yes": "Có", "no": "Không"})
    assert known["trees_planted"] == (False, None)


def test_a_shell_that_did_not_change_is_not_sent_again(village: Village, client: Client) -> None:
    url = shell_url(village.due())
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(url, headers={"If-None-Match": f"W/{tag}"}).status_code == 304


@pytest.mark.parametrize(
    ("form", "kind"), [("nothing", "area"), ("monthly", "moon"), ("@meeting/none", "area")]
)
def test_a_form_that_does_not_exist_is_not_found(
    village: Village, client: Client, form: str, kind: str
) -> None:
    edition = ProgrammeEdition.objects.get(pk=village.due().edition_id)
    url = reverse("report_shells:report", args=[edition.pk, form, kind])
    assert client.get(url).status_code == 404
    assert (
        client.get(reverse("report_shells:report", args=[9999, "monthly", "area"])).status_code
        == 404
    )


# ---- what happened in the period (S2-08)


def test_an_incident_of_the_period_takes_its_lines_out_of_the_shortcut(village: Village) -> None:
    due = village.due()
    incident = Obligation.objects.create(
        adoption=due.adoption,
        edition=due.edition,
        kind=Obligation.Kind.INCIDENT,
        calendar="incident/x",
        form_key=due.form_key,
        reporter=due.reporter,
        group=due.group,
        place=due.place,
        commune=due.commune,
        path=due.path,
        period_key="2026-10-12",
        period_start=due.period_start,
        period_until=due.period_start,
        opens_at=due.opens_at,
        cut_off_at=due.opens_at,
        due_at=due.due_at,
    )
    report = submit_report(village.writer, incident, filled(incident.form), 0)
    report.answers = {"values": {"task": "security"}, "not_applicable": [], "notes": {}}
    report.state = "accepted"
    report.save()
    assert kept(village)["touched"] == ["order_kept", "roads_clear"]
    url = f"{reverse('reports:write', args=[due.pk])}?step=1"
    make.client(village.leader).post(url, {"base": "0", "action": "rest_met"})
    saved = make.client(village.leader).get(url).context["report"].content
    assert saved.state("no_litter") == "reported"
    assert saved.state("order_kept") == "not_reported"

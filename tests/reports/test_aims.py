"""Goals from the survey, and what is pressing in an area (S1-05, S1-18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from tests import make, moves
from tests.reports.worlds import Village, sent, surveyed
from tuquan.accounts.models import Account
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.places.models import PlaceKind
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Goal, PressingIssue
from tuquan.reports.queries.aims import aims_of
from tuquan.reports.services.aims import set_goals, settle_issue, write_issue

DAY = date(2026, 11, 10)
LINE = "households_sorting_waste"


@pytest.fixture
def adoption(village: Village) -> Adoption:
    return Adoption.objects.get(place=village.world.commune)


@pytest.fixture
def head(village: Village) -> Account:
    return make.account("area_head", village.world.area, "Hồ Văn Phú")


def goals(village: Village) -> dict[str, Decimal]:
    found = Goal.objects.filter(path=village.world.area.path)
    return {goal.question: goal.value for goal in found}


def test_a_goal_stands_beside_the_survey_and_the_latest_figure(
    village: Village, adoption: Adoption, head: Account
) -> None:
    surveyed(village, figure=2)
    sent(village, "2026-09", figure=3)
    sent(village, "2026-10", figure=5)
    area = village.world.area
    assert set_goals(make.actor(head), adoption, area, 2026, {LINE: Decimal(5)}) == 1
    found = aims_of(adoption, area, 2026)
    line = {one.key: one for one in found.lines}[LINE]
    figures = (line.baseline, line.latest, line.goal, line.maximum)
    assert figures == (Decimal(2), Decimal(5), Decimal(5), Decimal(5))
    assert line.reached
    assert found.period == "tháng 10/2026"
    assert {one.goal for one in aims_of(adoption, area, 2027).lines} == {None}
    row = Change.objects.get(action="reports.goals_set")
    assert (row.path, row.data) == (area.path, {"year": 2026, "goals": 1})


def test_a_goal_is_changed_and_taken_back(
    village: Village, adoption: Adoption, head: Account
) -> None:
    actor, area = make.actor(head), village.world.area
    set_goals(actor, adoption, area, 2026, {LINE: Decimal(5)})
    assert set_goals(actor, adoption, area, 2026, {LINE: Decimal(5)}) == 0
    assert set_goals(actor, adoption, area, 2026, {LINE: Decimal(8)}) == 1
    assert goals(village) == {LINE: Decimal(8)}
    assert set_goals(actor, adoption, area, 2026, {LINE: None}) == 1
    assert goals(village) == {}
    assert Change.objects.filter(action="reports.goals_set").count() == 3


def test_a_group_has_goals_of_its_own(village: Village, adoption: Adoption) -> None:
    set_goals(make.SYSTEM, adoption, village.group, 2026, {LINE: Decimal(5)})
    goal = Goal.objects.get()
    assert (goal.group, goal.place, goal.path) == (
        village.group,
        village.world.area,
        village.group.path,
    )


def test_wrong_goals_are_refused_line_by_line(village: Village, adoption: Adoption) -> None:
    with pytest.raises(Invalid) as refusal:
        set_goals(
            make.SYSTEM,
            adoption,
            village.world.area,
            2040,
            {"no_such_line": Decimal(1), LINE: Decimal(-1), "trees_planted": Decimal("1.5")},
        )
    assert [(one.code, one.where) for one in refusal.value.problems] == [
        ("goal_year_wrong", "year"),
        ("goal_line_unknown", "no_such_line"),
        ("goal_out_of_range", LINE),
        ("goal_not_whole", "trees_planted"),
    ]
    assert not Goal.objects.exists()


def test_neither_a_leader_nor_anybody_next_door_sets_goals_or_issues(
    village: Village, adoption: Adoption
) -> None:
    area = village.world.area
    issue = write_issue(make.SYSTEM, adoption, area, "Cống tắc", DAY)
    for actor in (village.writer, make.actor(make.officer(village.world.neighbour))):
        with pytest.raises(NotAllowed):
            set_goals(actor, adoption, area, 2026, {LINE: Decimal(5)})
        with pytest.raises(NotAllowed):
            write_issue(actor, adoption, area, "Đèn hỏng", DAY)
        with pytest.raises(NotAllowed):
            settle_issue(actor, issue, DAY, "Đã thông")
    with pytest.raises(NotAllowed):
        set_goals(make.SYSTEM, adoption, village.world.neighbour_area, 2026, {})
    issue.refresh_from_db()
    assert (PressingIssue.objects.count(), Goal.objects.count(), issue.settled_on) == (1, 0, None)


def test_what_is_pressing_is_kept_until_it_is_settled(
    village: Village, adoption: Adoption, head: Account
) -> None:
    actor = make.actor(head)
    issue = write_issue(actor, adoption, village.world.area, " Cống  tắc ", DAY, date(2026, 12, 1))
    assert (issue.text, issue.found_on, issue.due_on, issue.path) == (
        "Cống tắc",
        DAY,
        date(2026, 12, 1),
        village.world.area.path,
    )
    settle_issue(actor, issue, date(2026, 11, 18), "Đã nạo vét")
    issue.refresh_from_db()
    assert (issue.settled_on, issue.outcome) == (date(2026, 11, 18), "Đã nạo vét")
    with pytest.raises(Conflict) as conflict:
        settle_issue(actor, issue, date(2026, 11, 19), "Lần nữa")
    assert conflict.value.problem.code == "issue_settled_already"
    actions = Change.objects.filter(action__startswith="reports.issue").order_by("pk")
    assert [(row.action, row.data) for row in actions] == [
        ("reports.issue_written", {}),
        ("reports.issue_settled", {"settled_on": "2026-11-18"}),
    ]


def test_an_issue_needs_words_and_days_in_their_order(village: Village, adoption: Adoption) -> None:
    area = village.world.area
    with pytest.raises(Invalid) as refusal:
        write_issue(make.SYSTEM, adoption, area, " ", date(2026, 11, 21), date(2026, 11, 1))
    assert [(one.code, one.where) for one in refusal.value.problems] == [
        ("issue_words_missing", "text"),
        ("issue_found_in_future", "found_on"),
        ("issue_due_before_found", "due_on"),
    ]
    with pytest.raises(Invalid) as refusal:
        write_issue(make.SYSTEM, adoption, area, "x" * 301, DAY)
    assert [one.code for one in refusal.value.problems] == ["issue_words_long"]
    issue = write_issue(make.SYSTEM, adoption, area, "Cống tắc", DAY)
    for day in (date(2026, 11, 9), date(2026, 11, 21)):
        with pytest.raises(Invalid) as refusal:
            settle_issue(make.SYSTEM, issue, day, "")
        assert [(one.code, one.where) for one in refusal.value.problems] == [
            ("issue_words_missing", "outcome"),
            ("issue_settled_day_wrong", "settled_on"),
        ]


def test_the_head_keeps_goals_and_issues_on_the_page_and_the_leader_reads_them(
    village: Village, adoption: Adoption, head: Account
) -> None:
    area = village.world.area
    browser, address = make.client(head), reverse("reports:aims", args=[area.pk])
    answer = browser.post(f"{address}?nam=2026", {LINE: "1.250"})
    assert answer["Location"] == f"{address}?ct={adoption.pk}&nam=2026"
    assert goals(village) == {LINE: Decimal(1250)}
    listed = reverse("reports:write_issue", args=[area.pk])
    posted = {"text": "Cống đầu ngõ tắc", "found_on": "10/11/2026", "due_on": "15/11/2026"}
    assert browser.post(listed, posted).status_code == 302
    issue = PressingIssue.objects.get()
    settled = reverse("reports:settle_issue", args=[issue.pk])
    assert settled in browser.get(address).content.decode()
    reading = make.client(village.leader).get(address)
    text = reading.content.decode()
    assert "Cống đầu ngõ tắc" in text
    assert "1.250" in text
    assert settled not in text
    assert reading.context["may_change"] is False
    done = {"settled_on": "18/11/2026", "outcome": "Đã nạo vét"}
    assert browser.post(settled, done)["Location"] == address
    assert "Đã nạo vét" in browser.get(address).content.decode()
    assert browser.post(settled, done).status_code == 404 or not PressingIssue.objects.open()


def test_the_page_keeps_what_was_typed_when_it_is_refused(village: Village, head: Account) -> None:
    area = village.world.area
    browser, address = make.client(head), reverse("reports:aims", args=[area.pk])
    for wrong in ("nhiều", "-1"):
        answer = browser.post(address, {LINE: wrong})
        assert answer.status_code == 422
        assert answer.context["goals_form"].data[LINE] == wrong
    listed = reverse("reports:write_issue", args=[area.pk])
    for posted in ({"text": "", "found_on": "10/11/2026"}, {"text": "x", "found_on": "21/11/2026"}):
        assert browser.post(listed, posted).status_code == 422
    assert not PressingIssue.objects.exists()


def test_aims_follow_a_reform_of_the_map_and_come_back(
    village: Village, adoption: Adoption
) -> None:
    area = village.world.area
    set_goals(make.SYSTEM, adoption, area, 2026, {LINE: Decimal(5)})
    write_issue(make.SYSTEM, adoption, area, "Cống tắc", DAY)
    before = moves.every_row(Goal.objects.all(), PressingIssue.objects.all())
    new, what = moves.communes_merged(village.world)
    made = moves.follow(what)
    area.refresh_from_db()
    assert area.path.startswith(new.path)
    assert [row.path for row in (Goal.objects.get(), PressingIssue.objects.get())] == [
        area.path
    ] * 2
    moves.undo(made)
    assert moves.every_row(Goal.objects.all(), PressingIssue.objects.all()) == before


def test_what_is_pressing_in_an_area_that_ends_is_left_to_the_one_that_goes_on(
    village: Village, adoption: Adoption
) -> None:
    area = village.world.area
    set_goals(make.SYSTEM, adoption, area, 2026, {LINE: Decimal(5)})
    issue = write_issue(make.SYSTEM, adoption, area, "Cống tắc", DAY)
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, village.world.commune)
    moves.follow(moves.moves(close=[moves.closed(area, (new, Fraction(1)))]))
    issue.refresh_from_db()
    assert (issue.place, issue.path) == (new, new.path)
    assert Goal.objects.get().place == area

"""The roll of a meeting marked on the telephone without network (F-75, F-107, F-109, F-110, S0-14).

Issue 6: once only, different marks of two people shown household by household, a closed roll said
in words, within scope; the same page of the server works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.meetings.holding import area_meeting, group_meeting, plan
from tests.reports.worlds import deputy_of
from tuquan.accounts.models import Account, Role
from tuquan.audit.models import Change, Look
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.meetings.models import Attendance, Meeting
from tuquan.meetings.services import mark_many, open_meeting, plan_meeting
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import Result, deliver_item
from tuquan.places.models import Place
from tuquan.residents.models import Household

pytestmark = pytest.mark.django_db

CAME, ABSENT = {"present": True, "by": ""}, {"present": False, "by": ""}


def through(name: str) -> dict[str, object]:
    """Somebody came for the household."""
    return {"present": True, "by": name}


def area_head(area: Place) -> Account:
    """The head of an area."""
    return make.account(Role.AREA_HEAD, area)


class Scene:
    """An open meeting of a group of 27 households, and its leader."""

    def __init__(self, world: make.World) -> None:
        self.world = world
        held = group_meeting(world)
        self.meeting, self.officer, self.group = held.meeting, held.actor, held.group
        open_meeting(self.officer, self.meeting)
        self.households: list[Household] = held.households
        self.account: Account = make.leader(self.group)
        self.leader: Actor = make.actor(self.account)

    @property
    def deputy(self) -> Actor:
        """Whoever marks on another telephone."""
        return make.actor(deputy_of(self.group, "Hồ Văn Tám"))

    def kept(self, account: Account | None = None) -> dict[str, Any]:
        """What the telephone of somebody is given."""
        answer = make.client(account or self.account).get("/may/du-lieu/")
        return dict(answer.json())


@pytest.fixture
def scene(world: make.World) -> Scene:
    return Scene(world)


def tick(scene: Scene, marks: Mapping[Household, Any], **more: Any) -> Result:
    """What the server answers to marks of a telephone; `seen` is what stood there before."""
    seen = more.pop("seen", None)
    data = more.pop("data", None)
    if data is None:
        data = {str(one.pk): {**mark, "seen": seen} for one, mark in marks.items()}
    subject = more.pop("subject", f"meeting:{scene.meeting.pk}")
    actor, key = more.pop("actor", scene.leader), more.pop("key", None) or uuid4()
    return deliver_item(actor, Item(key, "attendance", subject, "", 0, None, data))


def marked(scene: Scene) -> dict[int, tuple[bool | None, str]]:
    """Who is marked, and how."""
    rows = scene.meeting.attendance.exclude(present=None)
    return {row.household_id: (row.present, row.represented_by) for row in rows}


def audited() -> list[dict[str, Any]]:
    """What stands on record of marks."""
    rows = Change.objects.filter(action="meetings.some_marked").order_by("pk")
    return [row.data for row in rows]


def test_each_household_is_marked_as_it_was_ticked(scene: Scene) -> None:
    one, two, three, *_ = scene.households
    result = tick(scene, {one: CAME, two: through(" Bà  Lê Thị Ba "), three: ABSENT})
    assert (result.status, result.body["marked"]) == (201, 3)
    assert result.body["url"] == reverse("meetings:detail", args=[scene.meeting.pk])
    assert marked(scene) == {
        one.pk: (True, ""),
        two.pk: (True, "Bà Lê Thị Ba"),
        three.pk: (False, ""),
    }
    row = scene.meeting.attendance.get(household=one)
    assert (row.how, row.marked_by_id) == ("phone", scene.account.pk)
    assert row.marked_at
    assert timezone.localdate(row.marked_at) == clock.today()
    assert audited() == [{"households": 3}]


def test_sent_again_it_counts_once(scene: Scene) -> None:
    """F-109: under the same key, and under another one when the answer was lost."""
    one, key = scene.households[0], uuid4()
    first = tick(scene, {one: CAME}, key=key)
    assert tick(scene, {one: CAME}, key=key).body == {**first.body, "replayed": True}
    again = tick(scene, {one: CAME})
    assert (again.status, again.body["marked"]) == (201, 0)
    assert audited() == [{"households": 1}]


def test_two_telephones_that_mark_different_households_are_put_together(scene: Scene) -> None:
    one, two, *_ = scene.households
    deputy = scene.deputy
    assert tick(scene, {one: CAME}).status == 201
    assert tick(scene, {two: ABSENT}, actor=deputy).status == 201
    assert marked(scene) == {one.pk: (True, ""), two.pk: (False, "")}


def test_the_same_mark_of_two_people_is_no_contradiction(scene: Scene) -> None:
    one = scene.households[0]
    deputy = scene.deputy
    tick(scene, {one: CAME})
    result = tick(scene, {one: CAME}, actor=deputy)
    assert (result.status, result.body["marked"]) == (201, 0)
    assert scene.meeting.attendance.get(household=one).marked_by_id == scene.account.pk


def test_what_another_marked_differently_is_shown_and_nothing_is_written(scene: Scene) -> None:
    one, two, *_ = scene.households
    deputy = scene.deputy
    tick(scene, {one: ABSENT}, actor=deputy)
    result = tick(scene, {one: CAME, two: CAME})
    assert (result.status, result.body["code"]) == (409, "roll_marked_meanwhile")
    theirs = result.body["server"]["data"]
    assert list(theirs) == [str(one.pk)]
    assert (theirs[str(one.pk)]["mark"], theirs[str(one.pk)]["by"]) == (ABSENT, "Hồ Văn Tám")
    assert marked(scene) == {one.pk: (False, "")}


def test_whoever_has_seen_the_other_mark_decides(scene: Scene) -> None:
    one, two, *_ = scene.households
    deputy = scene.deputy
    tick(scene, {one: ABSENT, two: ABSENT}, actor=deputy)
    data = {str(one.pk): CAME | {"seen": ABSENT}, str(two.pk): ABSENT | {"seen": ABSENT}}
    result = tick(scene, {}, data=data)
    assert (result.status, result.body["marked"]) == (201, 1)
    assert marked(scene) == {one.pk: (True, ""), two.pk: (False, "")}


def test_a_choice_is_asked_again_when_it_was_changed_once_more(scene: Scene) -> None:
    one = scene.households[0]
    deputy = scene.deputy
    tick(scene, {one: ABSENT}, actor=deputy)
    tick(scene, {one: through("Con trai")}, actor=deputy)
    result = tick(scene, {one: CAME}, seen=ABSENT)
    assert result.body["server"]["data"][str(one.pk)]["mark"] == through("Con trai")


def test_ones_own_marks_follow_each_other(scene: Scene) -> None:
    """A second entry was written before the phone knew that the first one had arrived."""
    one = scene.households[0]
    tick(scene, {one: CAME})
    result = tick(scene, {one: ABSENT})
    assert (result.status, marked(scene)) == (201, {one.pk: (False, "")})


def test_the_list_of_the_desk_is_another_persons_mark_too(scene: Scene) -> None:
    one = scene.households[0]
    mark_many(scene.officer, scene.meeting, [])
    assert tick(scene, {one: CAME}).status == 409
    assert tick(scene, {one: CAME}, seen=ABSENT).status == 201


def test_the_page_at_the_desk_notices_marks_of_a_telephone(scene: Scene) -> None:
    scene.meeting.refresh_from_db()
    shown = scene.meeting.version
    tick(scene, {scene.households[0]: CAME})
    desk = make.client(make.officer(scene.world.commune))
    url = reverse("meetings:attendance", args=[scene.meeting.pk])
    assert desk.post(url, {"version": shown}).status_code == 409
    assert marked(scene) == {scene.households[0].pk: (True, "")}


def test_a_closed_roll_takes_nothing_and_says_what_to_do(scene: Scene) -> None:
    Meeting.objects.filter(pk=scene.meeting.pk).update(state="closed")
    result = tick(scene, {scene.households[0]: CAME})
    assert (result.status, result.body["code"]) == (423, "roll_closed")
    assert "biên bản" in result.body["text"] or "minutes" in result.body["text"]
    assert marked(scene) == {}
    assert audited() == []


def test_a_household_that_is_not_on_the_roll_is_not_named(scene: Scene) -> None:
    [stranger] = make.households(scene.world.other_area, 1)
    result = tick(scene, {scene.households[0]: CAME, stranger: CAME})
    assert result.status == 422
    [line] = result.body["lines"]
    assert line["line"] == str(stranger.pk)
    assert stranger.head_name not in line["text"]
    assert marked(scene) == {}


def test_a_name_too_long_is_said_at_its_household(scene: Scene) -> None:
    one, two, *_ = scene.households
    result = tick(scene, {one: through("x" * 151), two: CAME})
    assert [line["line"] for line in result.body["lines"]] == [str(one.pk)]
    assert marked(scene) == {}


def test_next_door_the_meeting_is_not_to_be_found(scene: Scene, world: make.World) -> None:
    make.households(world.other_area, 20)
    stranger = make.actor(area_head(world.other_area))
    result = tick(scene, {scene.households[0]: CAME}, actor=stranger)
    assert (result.status, result.body["code"]) == (404, "entry_subject_gone")
    assert marked(scene) == {}


@pytest.mark.parametrize("subject", ["meeting:", "meeting:x", "meeting:999999", "7"])
def test_a_meeting_that_is_not_there_is_not_to_be_found(scene: Scene, subject: str) -> None:
    assert tick(scene, {scene.households[0]: CAME}, subject=subject).status == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"x": CAME | {"seen": None}},
        {"1": CAME},
        {"1": True},
        {"1": None},
        {"1": {"present": "yes", "by": "", "seen": None}},
        {"1": {"present": None, "by": "", "seen": None}},
        {"1": {"present": True, "by": 7, "seen": None}},
        {"1": {"present": True, "by": "", "seen": "vắng"}},
    ],
)
def test_what_cannot_be_read_is_refused(scene: Scene, data: dict[str, Any]) -> None:
    result = tick(scene, {}, data=data)
    assert (result.status, result.body["code"]) == (422, "entry_malformed")
    assert marked(scene) == {}


def test_the_phone_keeps_the_roll_with_the_marks_and_what_is_needed(scene: Scene) -> None:
    one, two, *_ = scene.households
    tick(scene, {one: CAME, two: through("Con trai")}, actor=scene.deputy)
    given = scene.kept()
    [roll] = given["kept"]["rolls"]["lists"]
    assert roll["subject"] == f"meeting:{scene.meeting.pk}"
    assert [line["id"] for line in roll["households"]] == [one.pk for one in scene.households]
    assert set(roll["households"][0]) == {"id", "name", "door", "lane"}
    assert roll["marks"] == {str(one.pk): CAME, str(two.pk): through("Con trai")}
    # Half of the households and one (S0-14).
    assert roll["need"] == len(scene.households) // 2 + 1
    page = f"/may/diem-danh/?hop={scene.meeting.pk}"
    instead = given["kept"]["instead"]
    assert {instead[f"/hop/{scene.meeting.pk}/{end}"] for end in ("", "diem-danh/")} == {page}
    assert instead["/hop/"] == page
    assert "/may/diem-danh/" in given["shells"]


def test_the_looks_stand_on_record_once_a_day(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Domain h-6: a telephone asks every few minutes."""
    scene.kept()
    scene.kept()
    looks = Look.objects.filter(purpose="meetings.phone", actor_id=scene.account.pk)
    assert looks.count() == len(scene.households)
    assert set(looks.values_list("path", flat=True)) == {scene.meeting.path}
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setenv("TUQUAN_TODAY", tomorrow.isoformat())
    scene.kept()
    assert looks.count() == 2 * len(scene.households)


@pytest.mark.parametrize("state", ["planned", "closed", "cancelled"])
def test_only_a_roll_that_is_open_is_kept(scene: Scene, state: str) -> None:
    Meeting.objects.filter(pk=scene.meeting.pk).update(state=state)
    given = scene.kept()
    assert given["kept"]["rolls"]["lists"] == []
    assert f"/hop/{scene.meeting.pk}/" not in given["kept"]["instead"]
    assert not Look.objects.filter(purpose="meetings.phone").exists()


def test_officers_and_other_leaders_keep_no_roll(scene: Scene) -> None:
    clerk = scene.kept(make.officer(scene.world.commune))
    head = scene.kept(area_head(scene.world.other_area))
    assert [one["kept"]["rolls"]["lists"] for one in (clerk, head)] == [[], []]
    assert "/may/diem-danh/" not in clerk["shells"]


def test_the_head_of_an_area_keeps_the_roll_of_its_own_meeting(world: make.World) -> None:
    held = area_meeting(world)
    head = area_head(world.area)
    [roll] = make.client(head).get("/may/du-lieu/").json()["kept"]["rolls"]["lists"]
    assert roll["subject"] == f"meeting:{held.meeting.pk}"
    assert len(roll["households"]) == 20


def test_a_meeting_of_persons_has_no_roll_on_the_telephone(world: make.World) -> None:
    head = area_head(world.area)
    meeting = plan_meeting(make.actor(head), world.area, plan(kind="board_meeting"))
    open_meeting(make.actor(head), meeting)
    assert make.client(head).get("/may/du-lieu/").json()["kept"]["rolls"]["lists"] == []
    assert not Attendance.objects.exists()


def test_the_page_of_the_phone_is_the_same_for_everybody(scene: Scene) -> None:
    mine, anybody = (one.get("/may/diem-danh/") for one in (make.client(scene.account), Client()))
    assert mine.content == anybody.content
    assert scene.households[0].head_name not in anybody.content.decode()


def test_the_page_without_javascript_leads_to_it_and_marks_once(scene: Scene) -> None:
    browser = make.client(scene.account)
    url = reverse("meetings:attendance", args=[scene.meeting.pk])
    answer = browser.get(url)
    assert f'href="/may/diem-danh/?hop={scene.meeting.pk}"' in answer.content.decode()
    one, two, *_ = scene.households
    scene.meeting.refresh_from_db()
    form = {
        "key": answer.context["key"],
        "version": scene.meeting.version,
        "household": [str(one.pk), str(two.pk)],
        f"who_{two.pk}": "Con trai",
    }
    first, again = browser.post(url, form), browser.post(url, form)
    assert [first.status_code, again.status_code] == [302, 302]
    assert (marked(scene)[one.pk], marked(scene)[two.pk]) == ((True, ""), (True, "Con trai"))
    assert Change.objects.filter(action="meetings.roll_marked").count() == 1
    form["household"] = [str(one.pk)]
    assert browser.post(url, form).status_code == 409


def test_an_officer_is_led_to_no_telephone(scene: Scene) -> None:
    desk = make.client(make.officer(scene.world.commune))
    page = desk.get(reverse("meetings:attendance", args=[scene.meeting.pk])).content.decode()
    assert "/may/diem-danh/" not in page

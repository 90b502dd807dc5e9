"""The sheet filled in on a telephone without network (S3-11, F-107, F-109, F-110, F-113).

Once only, two versions shown row by row, problems at their rows, a sheet handed in meanwhile.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3, Assessed, assessed, marks
from tests.reports.worlds import deputy_of
from tuquan.accounts.models import Account
from tuquan.assessments.models import AssessmentSheet, SheetRevision
from tuquan.assessments.services import open_cycles, return_sheet, save_marks
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers
from tuquan.core.assessing import Mark, Marks, marks_to_json
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import Result, deliver_item
from tuquan.reports.queries import report_title
from tuquan.reports.services import submit_report

pytestmark = pytest.mark.django_db

YES, NO = {"box": "yes"}, {"box": "no"}


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


def send(
    known: Assessed,
    given: Marks | None = None,
    base: int = 0,
    *,
    hand_in: bool = False,
    actor: Actor | None = None,
    **more: Any,
) -> Result:
    """What the server answers to a sheet of a telephone."""
    told = marks_to_json(marks(known.sheet) if given is None else given)
    data = more.pop("data", {"marks": told, "hand_in": hand_in})
    subject = more.pop("subject", f"sheet:{known.sheet.pk}")
    item = Item(more.pop("key", None) or uuid4(), "sheet", subject, "", base, None, data)
    return deliver_item(actor or known.as_leader, item)


def now(known: Assessed) -> AssessmentSheet:
    return AssessmentSheet.objects.get(pk=known.sheet.pk)


def kept(account: Account) -> dict[str, Any]:
    """What the telephone of somebody is given."""
    return dict(make.client(account).get("/may/du-lieu/").json())


def test_marks_are_saved_and_the_sheet_is_handed_in(known: Assessed) -> None:
    saved = send(known, {"mutual_help": Mark("yes")})
    assert (saved.status, saved.body["version"]) == (201, 1)
    assert now(known).state == "open"
    handed = send(known, base=1, hand_in=True)
    assert (handed.status, handed.body["version"]) == (201, 2)
    assert handed.body["url"] == reverse("assessments:sheet", args=[known.sheet.pk])
    sheet = now(known)
    assert (sheet.state, sheet.handed_in_by) == ("handed_in", known.leader)
    assert sheet.own_marks == marks(sheet)


def test_sent_again_it_counts_once(known: Assessed) -> None:
    """F-109: under the same key, and under another one when the answer was lost."""
    key = uuid4()
    first = send(known, hand_in=True, key=key)
    assert send(known, hand_in=True, key=key).body == {**first.body, "replayed": True}
    again = send(known, hand_in=True)
    assert (again.status, again.body["version"]) == (201, 1)
    assert SheetRevision.objects.count() == 1


def test_what_is_saved_as_it_stands_makes_no_version(known: Assessed) -> None:
    send(known, {"mutual_help": Mark("yes")})
    again = send(known, {"mutual_help": Mark("yes")})
    assert (again.status, again.body["version"]) == (201, 1)
    assert SheetRevision.objects.count() == 1


def test_two_who_marked_the_same_hand_it_in_without_a_question(known: Assessed) -> None:
    save_marks(known.as_head, known.sheet, marks(known.sheet), 0)
    result = send(known, hand_in=True)
    assert (result.status, now(known).state) == (201, "handed_in")


def test_what_another_marked_differently_is_shown_row_by_row_and_nothing_is_written(
    known: Assessed,
) -> None:
    send(known, {"mutual_help": Mark("yes")})
    deputy = make.actor(deputy_of(known.group, "Hồ Văn Tám"))
    theirs = {"mutual_help": Mark("no", "Một hộ."), "no_pollution": Mark("yes")}
    send(known, theirs, 1, actor=deputy)
    mine = {
        "mutual_help": Mark("yes"),
        "no_pollution": Mark("yes"),
        "green_clean_surroundings": Mark("yes"),
    }
    result = send(known, mine, 1)
    assert (result.status, result.body["code"]) == (409, "sheet_marked_elsewhere")
    assert result.body["text"].rstrip().endswith("8, 9.")
    copy = result.body["server"]
    assert copy["data"] == marks_to_json(theirs)
    assert copy["before"] == {"mutual_help": YES}
    assert (copy["version"], copy["by"]) == (2, "Hồ Văn Tám")
    assert now(known).own_marks == theirs
    assert send(known, mine, 2).status == 201
    assert now(known).own_marks == mine


def test_who_began_before_anybody_had_saved_is_shown_an_empty_beginning(known: Assessed) -> None:
    save_marks(known.as_head, known.sheet, {"mutual_help": Mark("no")}, 0)
    result = send(known, {"mutual_help": Mark("yes")})
    assert (result.status, result.body["server"]["before"]) == (409, {})


def test_problems_land_at_their_rows(known: Assessed) -> None:
    given = marks(known.sheet)
    del given["no_pollution"]
    result = send(known, given, hand_in=True)
    assert result.status == 422
    [line] = result.body["lines"]
    assert line["line"] == "no_pollution"
    assert now(known).version == 0


def test_a_sheet_handed_in_meanwhile_takes_no_more_marks(known: Assessed) -> None:
    save_marks(known.as_head, known.sheet, marks(known.sheet), 0, hand_in=True)
    result = send(known, {"mutual_help": Mark("no")})
    assert (result.status, result.body["code"]) == (423, "sheet_closed_meanwhile")
    assert now(known).own_marks == marks(known.sheet)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"marks": []},
        {"marks": {"mutual_help": "yes"}},
        {"marks": {"mutual_help": {"box": "maybe"}}},
        {"marks": {}, "hand_in": "yes"},
        {"marks": {str(number): YES for number in range(501)}},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(known: Assessed, data: dict[str, Any]) -> None:
    result = send(known, data=data)
    assert (result.status, result.body["lines"][0]["text"] != "") == (422, True)
    assert now(known).version == 0


@pytest.mark.parametrize(
    "subject", ["sheet:", "sheet:x", "sheet:٣", "obligation:1", "sheet:999999"]
)
def test_a_subject_that_is_no_sheet_is_refused(known: Assessed, subject: str) -> None:
    assert send(known, subject=subject).status in (403, 404)


def test_next_door_and_who_only_reads_send_nothing(known: Assessed) -> None:
    stranger = make.actor(make.officer(known.world.neighbour))
    assert send(known, actor=stranger).status == 404
    assert now(known).version == 0


def test_a_telephone_keeps_the_rows_and_the_own_marks_of_its_sheet(known: Assessed) -> None:
    given = {"mutual_help": Mark("no", "Một hộ.")}
    save_marks(known.as_leader, known.sheet, given, 0)
    told = kept(known.leader)
    [sheet] = told["kept"]["sheets"]["sheets"]
    assert (sheet["subject"], sheet["base"]) == (f"sheet:{known.sheet.pk}", 1)
    assert sheet["marks"] == marks_to_json(given)
    assert len(sheet["rows"]) == 9
    assert set(sheet["rows"][0]) <= {
        "key",
        "no",
        "label",
        "hint",
        "figures",
        "told",
        "good",
        "free",
    }
    assert "/may/phieu/" in told["shells"]
    page = reverse("assessments:sheet", args=[known.sheet.pk])
    assert told["kept"]["instead"][page] == f"/may/phieu/?p={known.sheet.pk}"


def test_what_the_quarter_reported_stands_on_the_telephone_too(known: Assessed) -> None:
    owed = make.obligation(known.group, "quarterly")
    said = {one.key: one.key != "no_pollution" for one in owed.form.questions}
    notes = {"no_pollution": "Rác ở đầu ngõ."}
    submit_report(known.as_leader, owed, Answers(said, notes=notes), 0)
    [sheet] = kept(known.leader)["kept"]["sheets"]["sheets"]
    told = {row["key"]: row.get("told") for row in sheet["rows"]}
    assert told["no_pollution"] == [f"{report_title(owed)}: Chưa đạt"]
    assert told["mutual_help"] == [f"{report_title(owed)}: Đạt"]


def test_the_head_of_an_area_keeps_the_areas_own_sheet_and_not_those_of_the_groups(
    known: Assessed,
) -> None:
    assert kept(known.head)["kept"]["sheets"] == {"sheets": []}
    make.adoption(known.world.commune, S3)
    open_cycles(make.SYSTEM)
    [sheet] = kept(known.head)["kept"]["sheets"]["sheets"]
    assert sheet["title"] == "Thôn 2 · 2026"
    rows = {row["key"]: row for row in sheet["rows"]}
    assert len(rows) == 55
    assert rows["drug_spots"]["good"] == "no"
    assert rows["s1"]["head"]
    assert "Không ghi tên ai" in rows["drug_spots"]["hint"]


def test_an_officer_keeps_no_sheet_on_a_telephone(known: Assessed) -> None:
    told = kept(known.officer)
    assert told["kept"]["sheets"] == {"sheets": []}
    assert "/may/phieu/" not in told["shells"]


def test_a_sheet_handed_in_is_kept_no_more_and_comes_back_with_the_reason(
    known: Assessed,
) -> None:
    sheet = save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    assert kept(known.leader)["kept"]["sheets"] == {"sheets": []}
    return_sheet(known.as_head, sheet, sheet.version, "Xem lại tiêu chí 4.")
    [again] = kept(known.leader)["kept"]["sheets"]["sheets"]
    assert (again["state"], again["reason"]) == ("returned", "Xem lại tiêu chí 4.")


def test_the_page_of_the_sheet_leads_to_that_of_the_telephone_only_where_it_is_kept(
    known: Assessed,
) -> None:
    address = reverse("assessments:sheet", args=[known.sheet.pk])
    for account, leads in ((known.leader, True), (known.head, False), (known.officer, False)):
        page = make.client(account).get(address).content.decode()
        assert (f"/may/phieu/?p={known.sheet.pk}" in page) is leads


def test_the_shell_is_the_same_for_everybody(known: Assessed) -> None:
    pages = {make.client(who).get("/may/phieu/").content for who in (known.leader, known.officer)}
    assert len(pages) == 1
    assert known.leader.name not in pages.pop().decode()

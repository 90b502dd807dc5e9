"""An area and a group with this year's sheets, for telephones without network.

It works backstage, on the data folder of an installation: see `test_offline_sheet.py`.
"""

from __future__ import annotations

from tests import make
from tests.assessments.worlds import S3
from tests.reports.worlds import deputy_of
from tuquan.accounts.models import Account
from tuquan.assessments.models import AssessmentSheet, SheetRevision
from tuquan.assessments.services import open_cycles, return_sheet, save_marks
from tuquan.core.answers import Answers
from tuquan.core.assessing import marks_from_json
from tuquan.reports.services import submit_report

DEPUTY, HEAD = "Hồ Văn Tám", "Lê Thị Mai"
NOTES = {"no_pollution": "Rác ở đầu ngõ, tổ đã dọn."}


def make_people() -> dict[str, object]:
    """Make the commune; who leads the group and who heads the area, and their sheets."""
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    commune = make.place("Xã Yên Khê Hạ", "commune", province)
    area = make.place("Thôn Đình", "area", commune)
    make.adoption(commune)
    make.adoption(commune, S3)
    [group] = make.groups(area, 20)
    leader = make.leader(group, "Lò Thị Bốn")
    deputy_of(group, DEPUTY)
    head = make.account("area_head", area, HEAD)
    owed = make.obligation(group, "quarterly")
    said = {one.key: one.key != "no_pollution" for one in owed.form.questions}
    submit_report(make.actor(leader), owed, Answers(said, notes=NOTES), 0)
    open_cycles(make.SYSTEM)
    sheets = AssessmentSheet.objects
    return {
        "password": make.PASSWORD,
        "leader": leader.username,
        "head": head.username,
        "sheet": sheets.get(group=group).pk,
        "area_sheet": sheets.get(place=area, group=None).pk,
    }


def begin_anew(sheet: int) -> None:
    """The sheet is as when it opened."""
    SheetRevision.objects.filter(sheet=sheet).delete()
    AssessmentSheet.objects.filter(pk=sheet).update(
        state="open", own={}, version=0, saved_at=None, handed_in_at=None, return_reason=""
    )


def now(sheet: int) -> dict[str, object]:
    """What the sheet says at the commune."""
    found = AssessmentSheet.objects.get(pk=sheet)
    return {"state": found.state, "version": found.version, "own": found.own}


def mark_as_deputy(sheet: int, marks: dict[str, dict[str, str]]) -> None:
    """The deputy saves marks."""
    found = AssessmentSheet.objects.get(pk=sheet)
    deputy = make.actor(Account.objects.get(name=DEPUTY))
    save_marks(deputy, found, marks_from_json(marks), found.version)


def hand_in_as_deputy(sheet: int) -> None:
    """The deputy hands the sheet in with every row met."""
    found = AssessmentSheet.objects.get(pk=sheet)
    deputy = make.actor(Account.objects.get(name=DEPUTY))
    every = {row.key: {"box": "yes"} for row in found.cycle.content.criteria}
    save_marks(deputy, found, marks_from_json(every), found.version, hand_in=True)


def give_back(sheet: int, reason: str) -> None:
    """Whoever checks gives the sheet back."""
    found = AssessmentSheet.objects.get(pk=sheet)
    return_sheet(make.actor(Account.objects.get(name=HEAD)), found, found.version, reason)

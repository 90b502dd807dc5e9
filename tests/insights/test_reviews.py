"""The report of an interim or final review: figures by the system, words by people.

S2-11, S2-12, S2-22, S2-25, S3-09, S4-13.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3
from tests.insights.case import Case
from tests.insights.published import NOT_KEPT, publish_year
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.papers import Contents
from tuquan.core.papers.model import Heading, Paragraph, Table
from tuquan.documents.models import IssuingBody, OfficialDocument
from tuquan.documents.queries import preview_of, read_contents
from tuquan.documents.services import NewIssuingBody, set_up_issuing_body
from tuquan.insights.exports import review_contents
from tuquan.insights.queries import Review, facts_for, review_kinds, reviewable_adoptions
from tuquan.insights.services import draft_review
from tuquan.programmes.models import Adoption

pytestmark = pytest.mark.django_db

S2 = "luc-ngan-2021"
SINCE, UNTIL = date(2026, 1, 1), date(2026, 11, 20)


def adopted(key: str) -> Adoption:
    """The programme our commune runs."""
    return Adoption.objects.get(edition__programme__key=key)


def review_of(adoption: Adoption, until: date = UNTIL) -> Review:
    """Its final review over the year."""
    return Review(adoption, review_kinds(adoption)[-1], SINCE, until)


def drafted(case: Case, body: IssuingBody | None = None) -> OfficialDocument:
    """The paper of the final review of S0 in our commune."""
    review = review_of(adopted(make.S0))
    contents = review_contents(facts_for(case.actor, review))
    return draft_review(case.actor, review, contents, body)


def test_s2_22_the_reviews_of_the_plan_are_offered_in_its_order(world: make.World) -> None:
    kinds = review_kinds(make.adoption(world.commune, S2))
    assert [(one.key, one.is_final, one.round) for one in kinds] == [
        ("review_1", False, 1),
        ("review_2", False, 2),
        ("final_review", True, 0),
    ]


def test_s3_09_interim_and_final_review_of_a_ward(world: make.World) -> None:
    kinds = review_kinds(make.adoption(world.commune, S3))
    assert [(one.key, one.is_final) for one in kinds] == [
        ("interim_review", False),
        ("final_review", True),
    ]


def test_a_plan_that_names_no_review_may_still_be_reviewed(case: Case) -> None:
    assert [one.key for one in review_kinds(adopted(make.S0))] == ["interim", "final"]


def test_the_paper_has_the_fixed_headings_and_the_figures_as_a_table(case: Case) -> None:
    filled, _style, _problems = preview_of(drafted(case))
    headings = [block.text for block in filled.paper.blocks if isinstance(block, Heading)]
    assert [text.split(".")[0] for text in headings if text.isupper()] == [
        *("I", "II", "III", "IV", "V", "VI")
    ]
    [table] = [block for block in filled.paper.blocks if isinstance(block, Table)]
    sorting = next(row for row in table.rows if row[1].startswith("Hộ phân loại rác"))
    assert sorting[2:] == ("21", "35", "+13", "–")


def test_what_the_system_knows_is_filled_and_what_people_say_stays_open(case: Case) -> None:
    publish_year(adopted(make.S0), {case.groups[1].pk: {"mutual_help": NOT_KEPT}})
    values = read_contents(drafted(case)).values
    assert values["coverage"].startswith("3/5 báo cáo đã nộp")
    assert "2 báo cáo chưa nộp không được tính là 0" in values["coverage"]
    lines = values["activities"].split("\n")
    assert lines[0] == (
        "- Tổ, nhóm tự quản: 5 tổ, nhóm đang hoạt động ở 2 khu dân cư, với 115 hộ; trong kỳ thành "
        "lập 5 tổ, nhóm."
    )
    assert lines[-1] == (
        "- Đánh giá năm 2026: 5/5 nơi được đánh giá đã có kết quả; Đạt: 4; Chưa đạt: 1."
    )
    for open_blank in ("advantages", "results", "limits", "difficulties", "causes", "solutions"):
        assert open_blank not in values


def test_the_table_stands_where_it_is_announced_whatever_people_write(case: Case) -> None:
    document = drafted(case)
    contents = read_contents(document)
    written = {**contents.values, "situation": "Cấp ủy chỉ đạo các việc sau:"}
    document.contents["values"] = written
    filled, _style, _problems = preview_of(document)
    blocks = filled.paper.blocks
    before = blocks[next(n for n, one in enumerate(blocks) if isinstance(one, Table)) - 1]
    assert isinstance(before, Paragraph | Heading)
    said = before.text if isinstance(before, Heading) else "".join(r.text for r in before.runs)
    assert said.startswith("1. Số liệu tổng hợp từ 3/5 báo cáo")


def test_the_paper_takes_the_style_of_whoever_issues_it(case: Case) -> None:
    body = set_up_issuing_body(
        make.SYSTEM,
        case.world.commune,
        NewIssuingBody(
            name="Đảng ủy xã Minh Sơn",
            symbol="ĐU",
            regime="party",
            letterhead=("ĐẢNG ỦY XÃ MINH SƠN",),
            on_behalf_of="T/M ĐẢNG ỦY",
            day_place="Minh Sơn",
            effective_from=SINCE,
        ),
    )
    document = drafted(case, body)
    assert document.style.startswith("party")
    assert document.issuing_body == body
    assert "tổng kết" in document.title.lower()


def test_who_writes_no_totals_drafts_no_review_and_nothing_changes(case: Case) -> None:
    review = review_of(adopted(make.S0))
    next_door = make.actor(make.officer(case.world.neighbour))
    head = make.actor(make.account("area_head", case.world.area))
    for actor in (next_door, head):
        with pytest.raises(NotAllowed):
            draft_review(actor, review, Contents(), None)
        assert not reviewable_adoptions(actor).filter(pk=review.adoption.pk).exists()
    assert not OfficialDocument.objects.exists()
    assert not Change.objects.filter(action="insights.review_drafted").exists()


def test_a_review_is_not_begun_twice(case: Case) -> None:
    drafted(case)
    with pytest.raises(Conflict) as refusal:
        drafted(case)
    assert refusal.value.problem.code == "review_drafted_already"
    assert OfficialDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2026, 6, 1), date(2026, 5, 31), "review_ends_before_it_begins"),
        (SINCE, date(2026, 11, 21), "review_day_ahead"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_its_reason(
    case: Case, since: date, until: date, code: str
) -> None:
    adoption = adopted(make.S0)
    review = Review(adoption, review_kinds(adoption)[0], since, until)
    with pytest.raises(Invalid) as refusal:
        draft_review(case.actor, review, Contents(), None)
    assert [one.code for one in refusal.value.problems] == [code]
    assert not OfficialDocument.objects.exists()


def test_a_review_without_any_report_says_so_and_has_no_zeros(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    review = review_of(make.adoption(world.commune, S3))
    contents = review_contents(facts_for(officer, review))
    assert "chưa có kỳ báo cáo nào" in contents.values["coverage"]
    assert contents.rows["programme_review"] == []


@pytest.mark.parametrize(("programme", "told"), [(S2, True), (S3, False)])
def test_groups_are_told_where_the_programme_forms_them(
    world: make.World, programme: str, told: bool
) -> None:
    review = review_of(make.adoption(world.commune, programme))
    activities = review_contents(facts_for(make.SYSTEM, review)).values["activities"]
    assert ("Tổ, nhóm tự quản: 0 tổ, nhóm" in activities) is told


def test_the_page_drafts_and_leads_to_the_paper(case: Case) -> None:
    officer = make.client(make.officer(case.world.commune))
    address = f"{reverse('insights:review')}?chuong-trinh={adopted(make.S0).pk}"
    assert b'name="issuing_body"' in officer.get(address).content
    given = {"kind": "interim", "since": "01/01/2026", "until": "20/11/2026", "issuing_body": ""}
    answer = officer.post(address, given)
    document = OfficialDocument.objects.get()
    assert answer.headers["Location"] == reverse("documents:detail", args=[document.pk])
    assert document.title.startswith("BÁO CÁO Sơ kết thực hiện chương trình")
    assert Change.objects.filter(action="insights.review_drafted").count() == 1
    assert officer.post(address, given).status_code == 409
    wrong = officer.post(address, given | {"until": "31/12/2026"})
    assert wrong.status_code == 422


def test_with_several_programmes_one_is_chosen_first(case: Case) -> None:
    officer = make.client(make.officer(case.world.commune))
    page = officer.get(reverse("insights:review")).content.decode()
    for key in (make.S0, make.S1):
        assert f"chuong-trinh={adopted(key).pk}" in page


def test_somebody_without_a_commune_gets_no_page(case: Case) -> None:
    browser: Client = make.client(make.leader(case.groups[0]))
    assert browser.get(reverse("insights:review")).status_code == 404

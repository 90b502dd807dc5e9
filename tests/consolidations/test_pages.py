"""Pages of totals: prepared, sent, of all communes, who has reported, one page for the meeting.

S0-22, S1-20, S2-11, S2-26, S4-14, F-48, F-53, F-55.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.consolidations.months import SORTING, TREES, Quarter
from tests.insights.case import filled, month
from tuquan.consolidations import exports, queries
from tuquan.consolidations.models import Adjustment, Consolidation
from tuquan.consolidations.services import adjust_figure, draft_paper, send_up
from tuquan.core.answers import Answers
from tuquan.core.programme import Question
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import preview_of
from tuquan.reports.models import PressingIssue, Report
from tuquan.reports.services import submit_report


@pytest.fixture
def browser(case: Quarter) -> Client:
    """An officer of the commune, signed in."""
    return make.client(make.officer(case.world.commune))


def page(browser: Client, name: str, number: int, **asked: Any) -> str:
    """A page as text; it must open."""
    response = browser.get(reverse(f"consolidations:{name}", args=[number]), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_officer_saves_words_takes_over_texts_and_sends_up(
    case: Quarter, browser: Client
) -> None:
    obligation = case.total()
    url = reverse("consolidations:total", args=[obligation.pk])
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"base": 0, "advantages": "Tốt", "action": "save"}).status_code == 302
    assert Report.objects.get(obligation=obligation).content.values == {"advantages": "Tốt"}
    sent = {"base": 1, "advantages": "Tốt", "limits": "Còn chậm", "action": "send"}
    assert browser.post(url, sent).status_code == 302
    one = Consolidation.objects.get()
    assert one.narrative["values"] == {"advantages": "Tốt", "limits": "Còn chậm"}


@pytest.fixture
def written(case: Quarter, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """What the two groups wrote in words, in the order in which it came in."""
    one, other = (case.owed(number, "2026-11").reporter for number in (0, 1))
    texts = [(one, "Ý kiến", "Bà con xin thêm thùng rác"), (other, "Ý kiến", "Ngõ 3 còn tối")]
    monkeypatch.setattr("tuquan.consolidations.queries.preparing._texts", lambda *_: iter(texts))
    return texts


def test_texts_of_the_groups_are_taken_over_behind_what_stands_there(
    case: Quarter, browser: Client, written: list[tuple[str, str, str]]
) -> None:
    """S2-11: narrative is joined by unit; only what was ticked, and with who wrote it."""
    obligation = case.total()
    url = reverse("consolidations:total", args=[obligation.pk])
    told = browser.get(url).context["total"].told
    assert [(one.line, one.text) for one in told] == [text[1:] for text in written]
    written.insert(
        0, (written[0][0], "Ý kiến", "Vừa gửi thêm")
    )  # what comes in meanwhile is not taken for what was ticked
    posted = {"base": 0, "limits": "Còn chậm", "action": "take", "into": "limits"}
    assert browser.post(url, posted | {"take": [told[1].key]}).status_code == 302
    values = Report.objects.get(obligation=obligation).content.values
    assert values == {"limits": f"Còn chậm\n- Ngõ 3 còn tối ({told[1].reporter}, {told[1].place})"}
    both = {"base": 1, "action": "take", "into": "advantages", "take": [one.key for one in told]}
    assert browser.post(url, both).status_code == 302
    advantages = str(Report.objects.get(obligation=obligation).content.values["advantages"])
    taken = [line[2:].split(" (")[0] for line in advantages.splitlines()]
    assert taken == ["Bà con xin thêm thùng rác", "Ngõ 3 còn tối"]


@pytest.mark.parametrize("more", [{"take": ["0", "x"]}, {"into": "no_such_heading"}, {}])
def test_nothing_is_taken_over_without_a_tick_or_a_heading(
    case: Quarter, browser: Client, written: list[tuple[str, str, str]], more: dict[str, object]
) -> None:
    url = reverse("consolidations:total", args=[case.total().pk])
    [first, _other] = browser.get(url).context["total"].told
    posted: dict[str, Any] = {"base": 0, "limits": "Còn chậm", "action": "take"}
    if "into" in more:
        posted["take"] = [first.key]
    assert browser.post(url, {"into": "limits", **posted, **more}).status_code == 302
    assert Report.objects.get(obligation=case.total()).content.values == {"limits": "Còn chậm"}
    assert len(written) == 2


def test_what_was_typed_stays_when_somebody_else_saved_meanwhile(
    case: Quarter, browser: Client
) -> None:
    url = reverse("consolidations:total", args=[case.total().pk])
    browser.post(url, {"base": 0, "advantages": "Một", "action": "save"})
    response = browser.post(url, {"base": 0, "advantages": "Hai", "action": "send"})
    assert response.status_code == 422
    assert "Hai" in response.content.decode()
    assert not Consolidation.objects.exists()


def test_a_figure_is_put_right_on_the_page_and_stands_struck_through(
    case: Quarter, browser: Client
) -> None:
    obligation = case.total()
    url = reverse("consolidations:adjust", args=[obligation.pk])
    wrong = browser.post(url, {"line": TREES, "value": "nhiều", "reason": "vì"})
    assert (wrong.status_code, "nhiều" in wrong.content.decode()) == (422, True)
    assert browser.post(url, {"line": TREES, "value": "6", "reason": "Ghi nhầm"}).status_code == 302
    shown = page(browser, "total", obligation.pk)
    assert '<s class="muted">4' in shown
    assert "Ghi nhầm" in shown
    back = reverse("consolidations:drop", args=[obligation.pk])
    assert browser.post(back, {"line": TREES}).status_code == 302
    assert not Adjustment.objects.exists()


def test_a_version_a_difference_and_all_communes_are_read(case: Quarter, browser: Client) -> None:
    obligation = case.total("monthly", "2026-10")
    one = send_up(case.officer, obligation, Answers(), 0)
    case.hand_in(1, "2026-10", month(6, 2, 10))
    assert one.sha256 in page(browser, "version", one.pk)
    changed = browser.get(reverse("consolidations:total", args=[obligation.pk]))
    assert changed.context["changed"].added == 1
    assert changed.context["may_send_again"] is True
    province = make.client(make.account("province_officer", case.world.province))
    response = province.get(reverse("consolidations:received", args=[obligation.pk]))
    [(owed, sent, since)] = response.context["owed"]
    assert (owed, sent, bool(since)) == (obligation, one, True)


def test_the_workbook_holds_the_figures_beside_each_other(case: Quarter, browser: Client) -> None:
    adjust_figure(case.officer, case.total(), TREES, Decimal(6), "Ghi nhầm")
    one = send_up(case.officer, case.total(), Answers({"results": "Khá"}), 0)
    response = browser.get(reverse("consolidations:workbook", args=[one.pk]))
    figures, words = openpyxl.load_workbook(BytesIO(response.content)).worksheets
    rows = {row[0]: row for row in figures.iter_rows(values_only=True) if row[0]}
    label = next(q.label for q in queries.frozen(one).chosen.form.questions if q.key == TREES)
    assert rows[label][2:6] == (6, 4, "Ghi nhầm", 3)
    assert "Khá" in [row[1] for row in words.iter_rows(values_only=True)]


def test_the_official_paper_says_everything_that_was_sent(case: Quarter) -> None:
    adjust_figure(case.officer, case.total(), TREES, Decimal(6), "Ghi nhầm")
    one = send_up(case.officer, case.total(), Answers({"results": "Khá"}), 0)
    contents = exports.paper_contents(one)
    document = draft_paper(case.officer, one, contents, exports.PAPER)
    filled_in, _style, problems = preview_of(document)
    assert [p.code for p in problems if p.code == "paper_unknown_field"] == []
    text = repr(filled_in.paper)
    assert "lý do: Ghi nhầm" in text
    assert exports.struck("4") + " 6" in text
    assert "Khá" in text
    assert OfficialDocument.objects.get().subject == f"consolidations.consolidation:{one.pk}"
    assert Consolidation.objects.get().paper == document


def test_a_plain_fact_goes_up_as_a_choice_of_two(
    case: Quarter, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_fact(one: Question) -> bool:
        return one.key == "order_kept"

    def is_promise(one: Question) -> bool:
        return one.kind == "yes_no" and not is_fact(one)

    monkeypatch.setattr(Question, "is_plain_fact", property(is_fact))
    monkeypatch.setattr(Question, "is_promise", property(is_promise))
    one = send_up(case.officer, case.total(), Answers({"results": "Khá"}), 0)
    rows = {row["line"]: row for row in exports.paper_contents(one).rows[exports.PAPER]}
    label = "Giữ được trật tự, không có vụ gây rối"
    assert (rows[label]["now"], rows[label]["change"]) == ("Có: 2; Không: 0", "–")
    response = browser.get(reverse("consolidations:workbook", args=[one.pk]))
    figures, _words = openpyxl.load_workbook(BytesIO(response.content)).worksheets
    cells = {row[0]: row for row in figures.iter_rows(values_only=True) if row[0]}
    assert cells[label][2] == "Có: 2; Không: 0"


def test_who_has_reported_is_on_time_late_nil_missing_or_not_due(
    case: Quarter, monkeypatch: pytest.MonkeyPatch, browser: Client
) -> None:
    october = queries.round_of(case.owed(0, "2026-10"))
    january = queries.round_of(case.owed(0, "2027-01"))
    world = case.world
    [row] = queries.completeness(make.SYSTEM, world.commune, october)
    assert (row.place, row.counts) == (world.area, queries.Counts(owed=2, late=1, missing=1))
    owed = case.owed(1, "2027-01")
    report = submit_report(
        make.SYSTEM, owed, Answers(filled(owed, month(0, 0, 0), frozenset())), 0, nil=True
    )
    assert report.nil
    rows = queries.completeness(make.SYSTEM, world.area, january)
    assert [(one.name, one.state) for one in rows] == [("Tổ 1", "waiting"), ("Tổ 2", "nil")]
    shown = browser.get(reverse("consolidations:complete"), {"ky": october.key})
    assert shown.context["whole"] == row.counts
    deeper = {"noi": str(world.area.pk), "ky": october.key}
    assert browser.get(reverse("consolidations:complete"), deeper).status_code == 200


def test_who_has_reported_takes_one_question_to_the_database(
    case: Quarter, django_assert_num_queries: Any
) -> None:
    chosen = queries.round_of(case.owed(0, "2026-10"))
    with django_assert_num_queries(2):  # the counts, and the names of the groups
        queries.completeness(make.SYSTEM, case.world.area, chosen)


def test_the_page_for_the_meeting_names_groups_and_what_to_discuss(
    case: Quarter, browser: Client
) -> None:
    area = case.world.area
    adoption = case.owed(0, "2026-10").adoption
    PressingIssue.objects.create(
        adoption=adoption,
        place=area,
        path=area.path,
        text="Mương sau xóm bị tắc",
        found_on=adoption.effective_from,
    )
    october = queries.round_of(case.owed(0, "2026-10"))
    shown = page(browser, "meeting", area.pk, ky=october.key)
    assert "Tổ 2" in shown
    assert "Mương sau xóm bị tắc" in shown
    assert "Nguyễn Văn Đức" not in shown
    assert queries.meeting_page(make.SYSTEM, area, october).figures[0].key == SORTING
    province = reverse("consolidations:meeting", args=[case.world.province.pk])
    assert browser.get(province).status_code == 404

"""Reports that come from telephones: once each, checked like any other, nothing overwritten.

F-44 (two people at once), F-107 (written without network), F-109 (never lost, never doubled), F-110
(a form that changed meanwhile), S2-08 (sent from where it is written).
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tests.reports.phones import send
from tests.reports.worlds import Village, accepted, filled, sent
from tuquan.audit.models import Change
from tuquan.core.answers import Answers
from tuquan.outbox.models import Delivery
from tuquan.programmes.models import ProgrammeEdition
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.queries.form_versions import form_version, version_of
from tuquan.reports.services import return_report, save_draft

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
WRITTEN = datetime(2026, 11, 17, 20, 15, tzinfo=HANOI)


def test_a_report_from_a_telephone_is_handed_in_with_a_receipt(village: Village) -> None:
    due = village.due()
    result = send(village.writer, due, filled(due.form), written_at=WRITTEN)
    report = Report.objects.get()
    assert result.status == 201
    assert result.body["receipt"] == f"BC-{report.pk:05d}-1"
    assert (result.body["version"], result.body["url"]) == (1, f"/bao-cao/{report.pk}/")
    assert report.submitted_at is not None
    assert datetime.fromisoformat(str(result.body["received_at"])) == report.submitted_at.replace(
        microsecond=report.submitted_at.microsecond // 1000 * 1000
    )
    assert (report.state, report.channel, report.written_at) == ("submitted", "phone", WRITTEN)
    assert report.content == filled(due.form)


def test_what_the_telephone_claims_stands_in_the_history_beside_the_servers_time(
    village: Village,
) -> None:
    due = village.due()
    send(village.writer, due, filled(due.form), written_at=WRITTEN)
    revision = Revision.objects.get()
    assert (revision.channel, revision.written_at) == ("phone", WRITTEN)
    assert revision.at > WRITTEN
    row = Change.objects.get(action="reports.submitted")
    assert row.data == {"period": "2026-10", "version": 1}


def test_the_same_key_twice_is_one_report_and_the_same_receipt(village: Village) -> None:
    due = village.due()
    key = uuid4()
    first = send(village.writer, due, filled(due.form), key=key)
    again = send(village.writer, due, filled(due.form), key=key)
    assert again.body == {**first.body, "replayed": True}
    assert (Revision.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_same_answers_under_another_key_are_the_report_that_is_there(village: Village) -> None:
    due = village.due()
    first = send(village.writer, due, filled(due.form))
    again = send(village.writer, due, filled(due.form))
    assert (again.status, again.body["receipt"]) == (201, first.body["receipt"])
    assert Revision.objects.count() == 1


def test_a_report_begun_on_a_page_goes_on_from_its_version(village: Village) -> None:
    due = village.due()
    save_draft(village.writer, due, Answers({"trees_planted": 1}), 0)
    result = send(village.writer, due, filled(due.form), 1)
    assert (result.status, result.body["version"]) == (201, 2)


def test_wrong_lines_are_named_and_nothing_is_written(village: Village) -> None:
    due = village.due()
    answers = filled(due.form, households_with_bin=31)
    values = {k: v for k, v in answers.values.items() if k != "trees_planted"}
    result = send(village.writer, due, Answers(values))
    assert result.status == 422
    lines = {line["line"]: line["text"] for line in result.body["lines"]}
    assert set(lines) == {"households_with_bin", "trees_planted"}
    assert "31" in lines["households_with_bin"]
    assert not Report.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [None, [], "x", {"values": []}, {"values": {"no_litter": []}}, {"notes": {"no_litter": 4}}],
)
def test_what_is_no_report_is_refused_in_words(village: Village, broken: object) -> None:
    result = send(village.writer, village.due(), broken)
    assert (result.status, result.body["code"]) == (422, "answers_unreadable")
    assert not Report.objects.exists()


def test_a_claim_to_be_nil_that_is_no_yes_or_no_is_refused(village: Village) -> None:
    due = village.due()
    assert send(village.writer, due, filled(due.form), nil="yes").status == 422


@pytest.mark.parametrize(
    "subject", ["obligation:999999", "obligation:", "obligation:x", "report:1", "obligation:²"]
)
def test_what_does_not_exist_is_gone_in_words(village: Village, subject: str) -> None:
    due = village.due()
    result = send(village.writer, due, filled(due.form), subject=subject)
    assert result.status == 404
    assert result.body["text"]


def test_nobody_sends_for_another_group(village: Village) -> None:
    stranger = make.leader(make.groups(village.world.other_area)[0], "Vi Văn Thành")
    due = village.due()
    assert send(make.actor(stranger), due, filled(due.form)).status == 404
    assert not Report.objects.exists()


def test_somebody_who_was_faster_is_shown_with_both_versions(village: Village) -> None:
    due = village.due()
    save_draft(village.writer, due, Answers({"trees_planted": 1}), 0)
    save_draft(make.actor(village.deputy), due, Answers({"trees_planted": 9}), 1)
    result = send(village.writer, due, filled(due.form), 1)
    assert (result.status, result.body["code"]) == (409, "report_changed_meanwhile")
    server = result.body["server"]
    assert (server["version"], server["by"], server["state"]) == (2, "Hồ Thị Hạnh", "draft")
    assert server["data"]["values"] == {"trees_planted": 9}
    assert server["before"]["values"] == {"trees_planted": 1}
    assert server["told"] is False
    assert Report.objects.get().content.values == {"trees_planted": 9}


def test_after_the_choice_the_new_version_is_taken_and_both_are_kept(village: Village) -> None:
    due = village.due()
    sent(village, figure=4)
    first = send(make.actor(village.deputy), due, filled(due.form, trees_planted=7))
    assert first.status == 409
    version = first.body["server"]["version"]
    chosen = send(make.actor(village.deputy), due, filled(due.form, trees_planted=7), version)
    assert (chosen.status, chosen.body["version"]) == (201, 2)
    assert [r.answers["values"]["trees_planted"] for r in Revision.objects.all()] == [4, 7]


def test_an_accepted_report_is_not_changed_by_a_late_telephone(village: Village) -> None:
    report = accepted(village, sent(village, figure=4))
    due = village.due()
    result = send(village.writer, due, filled(due.form, figure=5), 1)
    assert (result.status, result.body["server"]["state"]) == (409, "accepted")
    report.refresh_from_db()
    assert report.content == filled(due.form, figure=4)


def test_a_returned_report_is_corrected_from_the_telephone(village: Village) -> None:
    return_report(village.reviewer, sent(village), 1, "Xem lại số cây")
    due = village.due()
    result = send(village.writer, due, filled(due.form, trees_planted=8), 2)
    assert (result.status, result.body["receipt"][-2:]) == (201, "-3")
    assert Report.objects.get().return_reason == ""


def test_a_locked_report_says_who_can_open_it(village: Village) -> None:
    due = village.due()
    Obligation.objects.filter(pk=due.pk).update(locks_at=due.due_at)
    result = send(village.writer, due, filled(due.form))
    assert result.status == 423
    assert village.officer.name in result.body["text"]
    assert not Report.objects.exists()


# ---- the form changed while the telephone had no network (F-110)


def newer(due: Obligation, old: str, new: str) -> ProgrammeEdition:
    """The obligation asks for the form of a newer edition, with one thing written otherwise."""
    edition = due.edition
    assert old in edition.text.definition
    later = make.another_edition(edition, "2019", edition.text.definition.replace(old, new))
    Obligation.objects.filter(pk=due.pk).update(edition=later)
    return later


def test_the_version_of_a_form_changes_with_the_edition_and_the_form(village: Village) -> None:
    due = village.due()
    before = version_of(due)
    assert len(before) == 12
    assert before != form_version(due.edition, "baseline")
    newer(due, '"trees_planted"', '"trees_put"')
    assert version_of(village.due()) != before


def test_answers_to_the_form_before_are_taken_where_they_still_fit(village: Village) -> None:
    due = village.due()
    version = version_of(due)
    newer(due, "Cây mới trồng", "Số cây mới trồng")
    result = send(village.writer, village.due(), filled(due.form), v=version)
    assert result.status == 201


def test_what_the_new_form_does_not_ask_is_shown_and_never_dropped(village: Village) -> None:
    due = village.due()
    version = version_of(due)
    newer(due, '"trees_planted"', '"trees_put"')
    result = send(village.writer, village.due(), filled(due.form, trees_planted=12), v=version)
    server = result.body["server"]
    assert (result.status, result.body["code"]) == (409, "form_changed")
    assert server["lost"] == [["Cây mới trồng", "12"]]
    assert "trees_planted" not in server["kept"]["values"]
    assert len(server["kept"]["values"]) == len(filled(due.form).values) - 1
    assert server["v"] == version_of(village.due())
    assert not Report.objects.exists()


def test_a_line_that_is_counted_otherwise_is_asked_again(village: Village) -> None:
    due = village.due()
    version = version_of(due)
    newer(due, '"unit":"cây"', '"unit":"hàng cây"')
    result = send(village.writer, village.due(), filled(due.form), v=version)
    assert {label for label, _value in result.body["server"]["lost"]} == {"Cây mới trồng"}


def test_a_form_older_than_the_one_before_is_looked_through_by_the_writer(
    village: Village,
) -> None:
    due = village.due()
    result = send(village.writer, due, filled(due.form), v="0" * 12)
    assert (result.status, result.body["server"]["lost"]) == (409, [])
    assert len(result.body["server"]["kept"]["values"]) == len(filled(due.form).values)

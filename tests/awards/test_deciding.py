"""F-70, F-105: a decision gives what it lists, and takes it back when it is withdrawn."""

from __future__ import annotations

import pytest

from tests import make
from tests.awards.awarding import (
    AREA_AWARD,
    FAMILIES,
    REASON,
    TODAY,
    VOTE,
    Awarding,
    awarding,
    codes,
)
from tests.background import run_waiting_jobs
from tests.formation.forming import issuer
from tuquan.audit.models import Change
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.awards.queries import ceremony_paper, given_years
from tuquan.awards.services import (
    NewNomination,
    Verdict,
    close_round,
    decide,
    draft_certificates,
    nominate,
    record_council,
    reopen_round,
)
from tuquan.base.errors import Conflict, DomainError, Invalid
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import may_read, read_contents, read_template
from tuquan.documents.services import (
    discard_draft,
    issue_batch,
    issue_document,
    replace_document,
    withdraw_document,
)
from tuquan.notices.models import Notice

pytestmark = pytest.mark.django_db
YES = Verdict(True)


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


def test_a_decision_before_the_council_is_refused(known: Awarding) -> None:
    round_ = known.round()
    known.nominated(round_, known.groups[0])
    with pytest.raises(Conflict) as refusal:
        decide(known.officer, round_, round_.version)
    assert refusal.value.problem.code == "award_council_first"
    assert not OfficialDocument.objects.exists()


def test_with_nobody_recommended_there_is_nothing_to_decide(known: Awarding) -> None:
    round_ = known.round()
    [one] = known.nominated(round_, known.groups[0])
    no = Verdict(False, "Còn thiếu.")
    record_council(known.officer, round_, round_.version, VOTE, {one.pk: no})
    with pytest.raises(Invalid) as refusal:
        decide(known.officer, round_, round_.version)
    assert codes(refusal.value) == ["award_nobody_recommended"]


def test_the_decision_lists_those_recommended_and_gives_nothing_yet(known: Awarding) -> None:
    round_ = known.recommended()
    by = known.issuer()
    draft = decide(known.officer, round_, round_.version, by.body)
    assert (round_.decision, round_.state) == (draft, "proposed")
    contents = read_contents(draft)
    [row] = contents.rows["award_decision"]
    assert (row["kind"], row["name"]) == ("Tổ tự quản", known.groups[0].name)
    assert (row["place"], row["reason"]) == ("Thôn 2", REASON)
    assert contents.values["honouree_count"] == "01 tổ tự quản"
    assert draft.title.startswith("QUYẾT ĐỊNH Về việc công nhận tổ tự quản văn minh - an toàn")
    assert not AwardGiven.objects.exists()
    everybody = dict.fromkeys(round_.nominations.values_list("pk", flat=True), YES)
    with pytest.raises(Conflict) as refusal:
        record_council(known.officer, round_, round_.version, VOTE, everybody)
    assert refusal.value.problem.code == "award_decision_written"


def test_two_officers_who_decide_at_once_write_one_decision(known: Awarding) -> None:
    round_ = known.recommended()
    other = AwardRound.objects.get(pk=round_.pk)
    decide(known.officer, round_, round_.version)
    with pytest.raises(Conflict) as refusal:
        decide(make.actor(make.officer(known.world.commune)), other, other.version)
    assert refusal.value.problem.code == "award_decision_written"
    assert OfficialDocument.objects.count() == 1


def test_a_decision_that_was_discarded_makes_room_for_another(known: Awarding) -> None:
    round_ = known.recommended()
    discard_draft(known.officer, decide(known.officer, round_, round_.version))
    round_.refresh_from_db()
    assert decide(known.officer, round_, round_.version).state == "draft"


def test_f_105_the_issued_decision_is_what_stands_in_the_register(known: Awarding) -> None:
    leader = make.leader(known.groups[0])
    round_, paper = known.decided()
    assert round_.state == "decided"
    given = AwardGiven.objects.get()
    assert (given.group, given.name, given.kind) == (known.groups[0], "Tổ 1", "group")
    assert (given.decision, given.decision_number) == (paper, "01/QĐ-UBND")
    assert (given.given_on, given.year, given.level) == (paper.dated, 2026, "commune")
    assert (given.giver, given.place) == (known.world.commune, known.world.area)
    states = AwardNomination.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["awarded", "not_recommended"]
    assert [effect.what for effect in paper.effects.all()] == ["award"]
    notice = Notice.objects.get(account=leader)
    assert (notice.code, notice.params["group"]) == ("award_given", "Tổ 1")
    change = Change.objects.get(action="awards.decided")
    assert change.data == {"count": 1, "paper": "01/QĐ-UBND"}


def test_the_list_of_the_ceremony_is_headed_by_whoever_decides(known: Awarding) -> None:
    front = ("ỦY BAN MTTQ VIỆT NAM", "XÃ MINH SƠN")
    commune = known.world.commune
    known.issuers["QĐ"] = issuer(known.officer, commune, "front", front, "MTTQ-BTT", "QĐ")
    round_ = known.recommended()
    undecided, _style = ceremony_paper(round_, list(round_.nominations.all()))
    assert undecided.head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN")
    round_, paper = known.decided(round_)
    drawn, _style = ceremony_paper(round_, list(AwardGiven.objects.all()))
    assert drawn.head.issuer == front
    assert drawn.title.reference == "(Kèm theo Quyết định số 01/QĐ-MTTQ-BTT ngày 20/11/2026)"
    withdraw_document(known.officer, paper, "Ban hành nhầm danh sách.", TODAY)
    round_.refresh_from_db()
    again, _style = ceremony_paper(round_, [])
    assert (again.head.issuer, again.title.reference) == (undecided.head.issuer, "")


def test_whoever_may_not_decide_cannot_issue_what_decides(known: Awarding) -> None:
    round_ = known.round(AREA_AWARD)
    [one] = known.nominated(round_, known.groups[0])
    record_council(known.officer, round_, round_.version, VOTE, {one.pk: YES})
    by = known.issuer()
    draft = decide(known.officer, round_, round_.version, by.body)
    with pytest.raises(DomainError):
        issue_document(known.head, draft, by.terms())
    assert not AwardGiven.objects.exists()
    assert OfficialDocument.objects.get().state == "draft"


def test_f_104_a_withdrawn_decision_takes_back_and_the_line_stays(known: Awarding) -> None:
    round_, paper = known.decided()
    withdraw_document(known.officer, paper, "Ban hành nhầm danh sách.", TODAY)
    given = AwardGiven.objects.get()
    assert (given.taken_back_on, given.taken_back_reason) == (TODAY, "Ban hành nhầm danh sách.")
    round_.refresh_from_db()
    assert (round_.state, round_.has_decision) == ("proposed", False)
    assert AwardNomination.objects.order_by("pk")[0].state == "recommended"
    assert Change.objects.get(action="awards.taken_back").data["count"] == 1
    with pytest.raises(TypeError):
        given.delete()


def test_after_a_withdrawal_the_round_is_decided_anew(known: Awarding) -> None:
    round_, paper = known.decided()
    withdraw_document(known.officer, paper, "Ban hành nhầm.", TODAY)
    round_.refresh_from_db()
    by = known.issuer()
    draft = decide(known.officer, round_, round_.version, by.body)
    issue_document(known.officer, draft, by.terms())
    assert [one.holds for one in AwardGiven.objects.order_by("pk")] == [False, True]


def test_a_paper_that_corrects_the_decision_gives_nothing_twice(known: Awarding) -> None:
    round_, paper = known.decided()
    newer = replace_document(known.officer, paper)
    newer = issue_document(known.officer, newer, known.issuer().terms())
    given = AwardGiven.objects.get()
    assert (given.decision, given.decision_number) == (newer, "02/QĐ-UBND")
    round_.refresh_from_db()
    assert (round_.decision, round_.state) == (newer, "decided")


def test_a_correction_of_a_decision_that_was_withdrawn_comes_too_late(known: Awarding) -> None:
    _round, paper = known.decided()
    newer = replace_document(known.officer, paper)
    withdraw_document(known.officer, paper, "Ban hành nhầm.", TODAY)
    with pytest.raises(Conflict) as refusal:
        issue_document(known.officer, newer, known.issuer().terms())
    assert refusal.value.problem.code == "award_replaced_too_late"
    newer.refresh_from_db()
    assert newer.state == "draft"


def test_certificates_are_drafted_once_and_numbered_together(known: Awarding) -> None:
    round_ = known.round()
    everybody = known.nominated(round_, *known.groups)
    record_council(known.officer, round_, round_.version, VOTE, {one.pk: YES for one in everybody})
    known.decided(round_)
    by = known.issuer("GCN")
    drafts = draft_certificates(known.officer, round_, by.body)
    assert len(drafts) == len(known.groups)
    contents = read_contents(drafts[0])
    assert contents.values["honouree"] == "Tổ 1, Thôn 2"
    assert contents.values["title_name"] == "Tổ tự quản văn minh - an toàn"
    assert contents.values["decision_number"] == "01/QĐ-UBND"
    with pytest.raises(Conflict) as refusal:
        draft_certificates(known.officer, round_, by.body)
    assert refusal.value.problem.code == "award_no_certificate_open"
    issue_batch(known.officer, drafts, by.book, by.terms())
    run_waiting_jobs()
    given = AwardGiven.objects.order_by("pk").values_list("certificate__number_text", flat=True)
    numbers = list(given)
    assert numbers == [f"{number:02d}/GCN-UBND" for number in range(1, len(known.groups) + 1)]


def test_s1_21_a_certificate_of_a_person_is_for_who_may_read_the_register(known: Awarding) -> None:
    round_ = known.round(FAMILIES)
    person = NewNomination("individual", REASON, place=known.world.area, name="Lò Thị Ánh")
    one = nominate(known.officer, round_, person)
    round_.refresh_from_db()
    record_council(known.officer, round_, round_.version, VOTE, {one.pk: YES})
    _round, paper = known.decided(round_)
    by = known.issuer("GK")
    [draft] = draft_certificates(known.officer, round_, by.body)
    assert read_template(draft)[0].title == "Giấy khen"
    assert read_contents(draft).values["honouree"] == "Lò Thị Ánh, Thôn 2"
    province = make.actor(make.account("province_officer", known.world.province))
    for document in (paper, draft):
        assert not may_read(province, document)
        assert may_read(known.officer, document)
    issued = issue_document(known.officer, draft, by.terms())
    assert issued.number_text == "01/GK-UBND"


def test_a_round_is_closed_after_its_ceremony(known: Awarding) -> None:
    round_, _paper = known.decided()
    close_round(known.officer, round_, round_.version)
    assert (round_.state, round_.close_reason) == ("closed", "")
    with pytest.raises(Conflict) as refusal:
        close_round(known.officer, round_, round_.version)
    assert refusal.value.problem.code == "award_round_over"
    key = ("quynh-vinh-2019", "recognition", known.world.commune.pk)
    assert given_years([key[0]], [key[1]])[key] == [2026]


def test_nominations_are_opened_again_until_a_decision_is_written(known: Awarding) -> None:
    round_ = known.recommended()
    reopen_round(known.officer, round_, round_.version)
    assert round_.state == "open"
    decide_later = known.recommended(AREA_AWARD)
    decide(known.officer, decide_later, decide_later.version)
    with pytest.raises(Conflict) as refusal:
        reopen_round(known.officer, decide_later, decide_later.version)
    assert refusal.value.problem.code == "award_decision_written"

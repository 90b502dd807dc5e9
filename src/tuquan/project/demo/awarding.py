"""Recognition in the demonstration: who reached the class, council, decision, certificates."""

from __future__ import annotations

from datetime import date

from tuquan.awards.models import AwardRound
from tuquan.awards.queries import suggestions
from tuquan.awards.services import (
    CouncilVote,
    EarlierAward,
    NewNomination,
    NewRound,
    RoundTerms,
    Verdict,
    decide,
    draft_certificates,
    enter_award,
    nominate_several,
    open_round,
    record_council,
)
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.models import Body
from tuquan.bodies.services import NewBody, found_body
from tuquan.documents.models import IssuingBody, Signatory
from tuquan.documents.services import (
    NewIssuingBody,
    NewSignatory,
    add_signatory,
    issue_document,
    open_book,
    set_up_issuing_body,
)
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.project.demo.accepting import FRONT_CHAIR
from tuquan.project.demo.bodies import Issuer

PROGRAMME, RECOGNITION, AREA_AWARD = "quynh-vinh-2019", "recognition", "area_award"
AREA = "Bản Ngọc"
REASON = "Cả tổ cùng làm đường hoa 300 mét, không còn rác đổ ở đầu ngõ."
NOT_YET = "Kết quả mới đạt năm đầu, để xét năm sau."


def award(commune: Place, officer: Actor) -> None:
    """A round of recognition as far as its certificates, one still open, one award of last year."""
    adoption = Adoption.objects.get(place=commune, edition__programme__key=PROGRAMME)
    decisions, certificates = _front(commune, officer)
    round_, today = _recommended(adoption, commune, officer), clock.today()
    if round_.state == AwardRound.State.PROPOSED:
        draft = decide(officer, round_, round_.version, decisions.body)
        issue_document(officer, draft, decisions.terms(today))
        round_.refresh_from_db()
        for one in draft_certificates(officer, round_, certificates.body):
            issue_document(officer, one, certificates.terms(today))
    _open_in_an_area(adoption, commune, officer)


def _recommended(adoption: Adoption, commune: Place, officer: Actor) -> AwardRound:
    """Everybody who reached the class is nominated; the council leaves the last one out.

    With fewer than two there is nothing to leave out, and the round stays open.
    """
    today = clock.today()
    council = found_body(
        officer,
        commune,
        NewBody(Body.Kind.COUNCIL, "Hội đồng thi đua, khen thưởng xã Minh Sơn", today),
    )
    new = NewRound(RECOGNITION, commune, today.year, RoundTerms(council=council))
    round_ = open_round(officer, adoption, new)
    offered = suggestions(officer, round_)
    if len(offered) < 2:
        return round_
    nominated = nominate_several(
        officer,
        round_,
        [NewNomination("group", one.reason, group=one.group, result=one.result) for one in offered],
    )
    round_.refresh_from_db()
    verdicts = {one.pk: Verdict(True) for one in nominated[:-1]}
    verdicts[nominated[-1].pk] = Verdict(False, NOT_YET)
    return record_council(officer, round_, round_.version, CouncilVote(today, 8, 1), verdicts)


def _open_in_an_area(adoption: Adoption, commune: Place, officer: Actor) -> None:
    """An area has begun its own round; last year's award was entered by hand."""
    area = Place.objects.get(parent=commune, name=AREA)
    group = ResidentGroup.objects.formed().filter(place=area).order_by("number")[0]
    last_year = clock.today().year - 1
    earlier = EarlierAward(
        AREA_AWARD,
        area,
        "group",
        date(last_year, 11, 18),
        f"18/QĐ-UBND/{last_year}",
        group=group,
        reason=REASON,
    )
    enter_award(officer, adoption, earlier)
    round_ = open_round(officer, adoption, NewRound(AREA_AWARD, area, clock.today().year))
    nominate_several(officer, round_, [NewNomination("group", REASON, group=group)])


def _front(commune: Place, officer: Actor) -> tuple[Issuer, Issuer]:
    """The Front of the commune with its books of decisions, recognitions and praises."""
    new_year = clock.today().replace(month=1, day=1)
    body = set_up_issuing_body(
        officer,
        commune,
        NewIssuingBody(
            IssuingBody.Regime.FRONT,
            "Ủy ban MTTQ Việt Nam xã Minh Sơn",
            ("ỦY BAN MTTQ VIỆT NAM", "XÃ MINH SƠN"),
            "MTTQ-BTT",
            "Minh Sơn",
            new_year,
            on_behalf_of="BAN THƯỜNG TRỰC",
        ),
    )
    by = NewSignatory(FRONT_CHAIR, "CHỦ TỊCH", Signatory.Authority.ON_BEHALF, new_year)
    signatory = add_signatory(officer, body, by)
    books = {code: open_book(officer, body, code, new_year) for code in ("QĐ", "GCN", "GK")}
    decisions, certificates = books["QĐ"], books["GCN"]
    return Issuer(body, signatory, decisions), Issuer(body, signatory, certificates)

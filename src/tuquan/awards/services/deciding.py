"""The decision of a round and its certificates: what is issued is what stands in the register."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from tuquan.accounts.models import Account
from tuquan.audit.models import subject_of
from tuquan.audit.services import record
from tuquan.awards.models import (
    AwardGiven,
    AwardNomination,
    AwardNominationQuerySet,
    AwardRound,
)
from tuquan.awards.queries import certificate_paper, decision_paper
from tuquan.awards.services.keeping import change_round
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key
from tuquan.documents.models import IssuingBody, OfficialDocument
from tuquan.documents.services import NewDocument, draft_document, link_effect
from tuquan.groups.models import Tenure
from tuquan.notices.services import tell

_STATE = AwardRound.State
_NOMINATED = AwardNomination.State


@transaction.atomic
def decide(
    actor: Actor, round_: AwardRound, base: int, issuing_body: IssuingBody | None = None
) -> OfficialDocument:
    """Draft one decision about everybody the council recommends; nothing is given before its issue.

    Refused before the council, with nobody recommended, and where a decision is written already.
    """
    require(actor.may("awards.decide", round_.path))
    if round_.state != _STATE.PROPOSED:
        open_ = round_.state == _STATE.OPEN
        raise Conflict("award_council_first" if open_ else "award_round_over")
    chosen = list(_recommended(round_))
    if not chosen:
        raise Invalid([Problem("award_nobody_recommended")])
    template, contents = decision_paper(round_, chosen, issuing_body)
    document = draft_document(
        actor,
        NewDocument(
            round_.place,
            round_.path,
            template,
            contents=contents,
            issuing_body=issuing_body,
            programme=round_.programme,
            subject=subject_of(round_),
        ),
    )
    change_round(actor, round_, (_STATE.PROPOSED,), base, undecided=True, decision=document)
    record(actor, "awards.decision_drafted", round_, round_.path, count=len(chosen))
    return document


@transaction.atomic
def draft_certificates(
    actor: Actor, round_: AwardRound, issuing_body: IssuingBody | None = None
) -> list[OfficialDocument]:
    """Draft a certificate for everybody awarded who has none yet; `issue_batch` numbers them."""
    require(actor.may("awards.decide", round_.path))
    rows = AwardGiven.objects.holding().filter(nomination__round=round_, certificate=None)
    waiting = list(rows.select_related("place", "decision").order_by("pk"))
    if not waiting:
        raise Conflict("award_no_certificate_open")
    documents = []
    for row in waiting:
        template, contents = certificate_paper(round_, row, issuing_body)
        document = draft_document(
            actor,
            NewDocument(
                row.place,
                row.path,
                template,
                contents=contents,
                issuing_body=issuing_body,
                programme=row.programme,
                subject=subject_of(row),
            ),
        )
        if not rows.filter(pk=row.pk).update(certificate=document):
            raise Conflict("award_no_certificate_open")
        documents.append(document)
    record(actor, "awards.certificates_drafted", round_, round_.path, count=len(documents))
    return documents


def _recommended(round_: AwardRound) -> AwardNominationQuerySet:
    found = AwardNomination.objects.filter(round=round_, state=_NOMINATED.RECOMMENDED)
    return found.select_related("place", "group", "household")


class AwardPapers:
    """What the issue, replacement and withdrawal of a decision bring about in the register."""

    def issued(self, actor: Actor, document: OfficialDocument) -> None:
        """A decision gives what it lists; a paper that replaces another stands in its place."""
        waiting = AwardRound.objects.filter(decision=document, state=_STATE.PROPOSED)
        for round_ in waiting.select_related("place", "edition__programme", "edition__parent"):
            _give(actor, round_, document)
        if document.replaces_id:
            _go_over(actor, document)

    def withdrawn(self, actor: Actor, document: OfficialDocument) -> None:
        """What a decision gave is taken back with it; the lines stay, with day and reason."""
        rows = AwardGiven.objects.holding().filter(decision=document)
        nominations = list(rows.values_list("nomination_id", flat=True))
        if not nominations:
            return
        taken = {
            "taken_back_on": document.withdrawn_on,
            "taken_back_reason": document.withdraw_reason,
        }
        count = rows.update(**taken)
        AwardNomination.objects.filter(pk__in=nominations).update(state=_NOMINATED.RECOMMENDED)
        for round_ in AwardRound.objects.filter(decision=document):
            _undecide(round_, document.withdraw_reason)
            number = document.number_text
            record(actor, "awards.taken_back", round_, round_.path, paper=number, count=count)


def _give(actor: Actor, round_: AwardRound, document: OfficialDocument) -> None:
    require(actor.may("awards.decide", round_.path))
    chosen = list(_recommended(round_))
    change_round(actor, round_, (_STATE.PROPOSED,), state=_STATE.DECIDED)
    AwardGiven.objects.bulk_create(
        (_line(actor, round_, one, document) for one in chosen), batch_size=500
    )
    AwardNomination.objects.filter(pk__in=[one.pk for one in chosen]).update(
        state=_NOMINATED.AWARDED
    )
    on = document.dated
    assert on is not None  # noqa: S101 - an issued paper has its day
    link_effect(actor, document, subject_of(round_), "award", on)
    record(
        actor,
        "awards.decided",
        round_,
        round_.path,
        count=len(chosen),
        paper=document.number_text,
    )
    _tell_leaders(round_, chosen, document)


def _line(
    actor: Actor, round_: AwardRound, one: AwardNomination, document: OfficialDocument
) -> AwardGiven:
    award = round_.definition
    on = document.dated
    assert on is not None  # noqa: S101 - an issued paper has its day
    return AwardGiven(
        nomination=one,
        programme=round_.programme,
        award=award.key,
        label=award.label,
        level=award.level or round_.place.kind,
        year=round_.year,
        giver=round_.place,
        kind=one.kind,
        place=one.place,
        path=one.path,
        group=one.group,
        household=one.household,
        name=one.name,
        search_key=search_key(one.name),
        reason=one.reason,
        decision=document,
        decision_number=document.number_text,
        given_on=on,
        entered_at=clock.now(),
        entered_by_id=actor.user_id,
        entered_by_name=actor.name,
    )


def _tell_leaders(
    round_: AwardRound, chosen: Sequence[AwardNomination], document: OfficialDocument
) -> None:
    """Tell the leaders of the groups that were awarded."""
    groups = {one.group_id: one for one in chosen if one.group_id}
    leading = Tenure.objects.current().filter(group__in=list(groups), account__isnull=False)
    by_group: dict[int, list[Account]] = {}
    for tenure in leading.exclude(position="member").select_related("account"):
        if tenure.account:
            by_group.setdefault(tenure.group_id, []).append(tenure.account)
    for group, accounts in by_group.items():
        params = {
            "group": groups[group].name,
            "award": round_.definition.label,
            "number": document.number_text,
            "since": document.dated,
        }
        key = f"awards.given.{document.pk}.{group}"
        tell(accounts, "award_given", params, reverse("awards:round", args=[round_.pk]), key)


def _undecide(round_: AwardRound, reason: str) -> None:
    """Let the round be decided anew; closed where another one runs by now."""
    others = AwardRound.objects.under_way().filter(
        adoption=round_.adoption_id, award=round_.award, year=round_.year, place=round_.place_id
    )
    mine = AwardRound.objects.filter(pk=round_.pk, state=_STATE.DECIDED)
    if others.exists():
        mine.update(state=_STATE.CLOSED, close_reason=reason, version=round_.version + 1)
    else:
        mine.update(state=_STATE.PROPOSED, version=round_.version + 1)


def _go_over(actor: Actor, document: OfficialDocument) -> None:
    """Lines and rounds of a paper that was replaced name the new one; nothing is given again.

    Refused where the first one was withdrawn meanwhile: its round is decided anew, not corrected.
    """
    before, number = document.replaces_id, document.number_text
    rounds = AwardRound.objects.filter(decision=before)
    if rounds.filter(state=_STATE.PROPOSED).exists():
        raise Conflict("award_replaced_too_late")
    AwardGiven.objects.holding().filter(decision=before).update(
        decision=document, decision_number=number
    )
    AwardGiven.objects.holding().filter(certificate=before).update(certificate=document)
    for round_ in rounds:
        AwardRound.objects.filter(pk=round_.pk).update(decision=document)
        record(actor, "awards.decision_replaced", round_, round_.path, paper=number)

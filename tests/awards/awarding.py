"""Communes that give awards: S0's groups, S1's families, and what leads to a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests import make
from tests.assessments.worlds import marks
from tests.formation.forming import Issuer, issuer
from tuquan.accounts.models import Account
from tuquan.assessments.models import AssessmentResult, AssessmentSheet
from tuquan.assessments.services import decide as give_result
from tuquan.assessments.services import open_cycles, save_findings
from tuquan.awards.models import AwardNomination, AwardRound
from tuquan.awards.services import (
    CouncilVote,
    NewNomination,
    NewRound,
    RoundTerms,
    Verdict,
    decide,
    nominate,
    open_round,
    record_council,
)
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.documents.models import OfficialDocument
from tuquan.documents.services import issue_document, open_book
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

TODAY = date(2026, 11, 20)
REASON = "Chín tiêu chí đều đạt, giúp ba hộ sửa nhà sau bão."
VOTE = CouncilVote(TODAY, 7, 1, 1)
RECOGNITION, AREA_AWARD, COMMUNE_AWARD = "recognition", "area_award", "commune_award"
FAMILIES = "families_and_individuals"


@dataclass
class Awarding:
    """Our commune with S0 and S1, two groups in Thôn 2, and who works there."""

    world: make.World
    adoption: Adoption
    families: Adoption
    groups: list[ResidentGroup]
    officer_account: Account
    head_account: Account
    issuers: dict[str, Issuer] = field(default_factory=dict)

    @property
    def officer(self) -> Actor:
        return make.actor(self.officer_account)

    @property
    def head(self) -> Actor:
        return make.actor(self.head_account)

    def round(
        self, award: str = RECOGNITION, place: Place | None = None, **more: Any
    ) -> AwardRound:
        """A round of this year, at the commune unless said otherwise."""
        adoption = self.families if award == FAMILIES else self.adoption
        at = place or (self.world.area if award != RECOGNITION else self.world.commune)
        terms = more.pop("terms", RoundTerms())
        year = more.pop("year", TODAY.year)
        return open_round(self.officer, adoption, NewRound(award, at, year, terms, **more))

    def nominated(self, round_: AwardRound, *groups: ResidentGroup) -> list[AwardNomination]:
        """These groups nominated by the officer."""
        made = [
            nominate(self.officer, round_, NewNomination("group", REASON, group=group))
            for group in groups
        ]
        round_.refresh_from_db()
        return made

    def recommended(self, award: str = RECOGNITION) -> AwardRound:
        """A round in which the council recommends the first group and not the second."""
        round_ = self.round(award)
        first, second = self.nominated(round_, *self.groups)
        verdicts = {first.pk: Verdict(True), second.pk: Verdict(False, "Hồ sơ còn thiếu.")}
        return record_council(self.officer, round_, round_.version, VOTE, verdicts)

    def issuer(self, code: str = "QĐ") -> Issuer:
        """The People's Committee with its book of one type of paper."""
        if not self.issuers:
            lines = ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN")
            commune = self.world.commune
            self.issuers["QĐ"] = issuer(self.officer, commune, "state", lines, "UBND", "QĐ")
        first = self.issuers["QĐ"]
        if code not in self.issuers:
            book = open_book(self.officer, first.body, code, make.SINCE)
            self.issuers[code] = Issuer(first.body, first.signatory, book)
        return self.issuers[code]

    def decided(self, round_: AwardRound | None = None) -> tuple[AwardRound, OfficialDocument]:
        """The round decided by an issued paper."""
        known, by = round_ or self.recommended(), self.issuer()
        draft = decide(self.officer, known, known.version, by.body)
        paper = issue_document(self.officer, draft, by.terms())
        known.refresh_from_db()
        return known, paper


def awarding(world: make.World) -> Awarding:
    """The commune at work."""
    adoption = make.adoption(world.commune)
    families = make.adoption(world.commune, make.S1)
    groups = make.groups(world.area, 60)
    officer = make.officer(world.commune)
    head = make.account("area_head", world.area, "Lê Thị Mai")
    return Awarding(world, adoption, families, groups, officer, head)


def reached(group: ResidentGroup, year: int = TODAY.year) -> AssessmentResult:
    """The result of a group that kept everything in the year that runs."""
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(group=group, cycle__year=year)
    save_findings(make.SYSTEM, sheet, marks(sheet), 0, done=True)
    return give_result(make.SYSTEM, sheet, sheet.version)


def codes(refusal: Invalid) -> list[str]:
    """The codes of what was refused."""
    return [one.code for one in refusal.problems]

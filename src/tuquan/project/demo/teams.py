"""A group that the Front founds, a team that the Party founds, and what households promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tuquan.base.actor import Actor
from tuquan.documents.queries import IssueTerms, read_contents
from tuquan.documents.services import issue_document, update_draft
from tuquan.formation.models import Dossier, PledgeRegistration
from tuquan.formation.services import (
    ModelWords,
    NewNomination,
    NewRegistration,
    choose_model,
    draft_decision,
    draft_request,
    nominate,
    open_dossiers,
    register_pledge,
    sign_many,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import propose_area_groups, share_care
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.project.demo.bodies import Issuer, term_words
from tuquan.project.demo.stage import DAY_PLACE, Days, then
from tuquan.residents.models import Household, HouseholdQuerySet

People = tuple[tuple[str, str, str, str], ...]
"""Position, name, present post, and where they come from."""

MODEL = ModelWords(
    "environment",
    "Đường hoa tự quản",
    "Trồng và chăm sóc hai tuyến đường hoa; phân loại rác tại nhà",
)
SUBGROUP = (
    ("leader", "Vi Thị Hoà", "Trưởng ban Công tác Mặt trận", "Ban Công tác Mặt trận"),
    ("member", "Quách Đình Bảy", "Chi hội trưởng Nông dân", "Ban phát triển thôn"),
    ("member", "Lô Thị Mười", "Chi hội trưởng Phụ nữ", "Ban Công tác Mặt trận"),
)
TEAM = (
    ("leader", "Hoàng Viết Tâm", "Bí thư chi bộ", ""),
    ("deputy", "Lý Văn Ổn", "Trưởng thôn", ""),
    ("member", "Ngô Thị Bích", "Chi hội trưởng Phụ nữ", ""),
    ("member", "Dương Hải Đăng", "Bí thư chi đoàn", ""),
)
CHOICES = {
    "paper_motto_of_another": "style",
    "paper_authority_spelling": "style",
    "paper_body_differs": "title",
}
"""How the Party committee settles what form 01 contradicts itself in (S2-27, S2-28)."""


def found_by_front(
    days: Days, officer: Actor, adoption: Adoption, area: Place, front: Issuer
) -> None:
    """The households of an area as one group: model, named people, notice, decision (S1)."""
    with then(days.ago(33)):
        chooser = f"Ban Công tác Mặt trận {area.name}"
        choose_model(officer, adoption, area, MODEL, days.ago(33), chooser)
        dossier = _dossier(officer, adoption, area, "area", SUBGROUP)
    with then(days.paper(29), 10):
        notice = draft_request(officer, dossier)
        head = SUBGROUP[0][1]
        terms = IssueTerms(days.paper(29), signed_by=(head,), place_of_issue=DAY_PLACE)
        issue_document(officer, notice, terms)
    with then(days.paper(22), 15):
        dossier = Dossier.objects.get(pk=dossier.pk)
        decision = draft_decision(officer, [dossier])
        issue_document(officer, decision, front.terms(days.paper(22)))


def found_by_party(
    days: Days, officer: Actor, adoption: Adoption, area: Place, party: Issuer
) -> None:
    """A team of four named people who share the households among them (S2)."""
    with then(days.ago(34)):
        dossier = _dossier(officer, adoption, area, "team", TEAM)
    with then(days.paper(19), 10):
        draft = draft_decision(officer, [dossier])
        contents = read_contents(draft)
        values = {
            **contents.values,
            "congress_term": term_words(),
            "plan_number": "12-KH/HU",
            "plan_day": "05/10/2021",
        }
        draft = update_draft(officer, draft, replace(contents, values=values), draft.version)
        issue_document(officer, draft, party.terms(days.paper(19), **CHOICES))
    with then(days.ago(16), 9):
        share_care(officer, ResidentGroup.objects.get(pk=dossier.group_id))


def promise_by_households(
    days: Days, officer: Actor, adoption: Adoption, area: Place, head: str
) -> None:
    """The households of an area discuss and commit; more than half have signed."""
    with then(days.ago(18), 15):
        pledge = register_pledge(officer, adoption, "residents_commitment", area, _new(days, head))
    with then(days.ago(11), 20):
        households = Household.objects.current().filter(place=area)
        _sign(officer, pledge, households, days.ago(11))


def promise_by_area(
    days: Days, officer: Actor, adoption: Adoption, group: ResidentGroup, head: str
) -> None:
    """An area registers the model of groups for the year; the households of its group follow."""
    area, new = group.place, _new(days, head)
    with then(days.ago(15), 10):
        register_pledge(officer, adoption, "area_registration", area, new)
        new = replace(new, group=group)
        pledge = register_pledge(officer, adoption, "household_commitment", area, new)
    with then(days.ago(8), 20):
        households = Household.objects.current().filter(memberships__group=group)
        _sign(officer, pledge, households, days.ago(8))


def _sign(
    officer: Actor, pledge: PledgeRegistration, households: HouseholdQuerySet, on: date
) -> None:
    """Three of five sign on paper."""
    signing = [
        one for at, one in enumerate(households.order_by("list_order")) if at % 5 in (0, 2, 4)
    ]
    sign_many(officer, pledge, signing, on)


def _new(days: Days, head: str) -> NewRegistration:
    return NewRegistration(days.today.year, days.ago(20), head)


def _dossier(
    officer: Actor, adoption: Adoption, area: Place, covers: str, people: People
) -> Dossier:
    """The dossier of the one group that takes all households of an area, with its people."""
    rules = next(one for one in adoption.content.group_kinds if one.covers == covers)
    groups = propose_area_groups(officer, adoption.edition.programme, rules, area)
    [dossier] = open_dossiers(officer, adoption, groups)
    for position, name, post, comes_from in people:
        nominate(officer, dossier, NewNomination(position, name, post, comes_from))
    return dossier

"""The papers of dossiers, and what happens when they are issued (S0-16, S1-14, S2-07, F-105)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from tuquan.audit.models import subject_of
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.documents.models import IssuingBody, OfficialDocument
from tuquan.documents.services import NewDocument, draft_document, link_effect
from tuquan.formation.models import DecisionKind, Dossier, GroupDecision
from tuquan.formation.queries import (
    changed_groups,
    drafted_paper,
    groups_without_decision,
    has_other_households,
    papers_serving,
    rules_of,
    steps_of,
)
from tuquan.formation.services.dossiers import change_open
from tuquan.groups.models import MEMBER, Regrouping, ResidentGroup
from tuquan.groups.queries import term_offer
from tuquan.groups.services import (
    add_member,
    carry_out_regrouping,
    dissolve_group,
    form_groups,
    name_holder,
)


@transaction.atomic
def draft_request(actor: Actor, dossier: Dossier) -> OfficialDocument:
    """Write the request, or the notice of S1-12, from what the dossier holds (S0-15)."""
    require(actor.may("formation.manage", dossier.path))
    if dossier.request and dossier.request.state != OfficialDocument.State.WITHDRAWN:
        raise Conflict("dossier_has_paper", group=dossier.group.name)
    _refuse_unless_done(dossier, before="request")
    document = _draft(actor, [dossier], "request")
    _attach(actor, dossier, "request", document)
    record(actor, "formation.request_drafted", dossier, dossier.path)
    return document


@transaction.atomic
def draft_minutes(actor: Actor, dossier: Dossier) -> OfficialDocument:
    """Write the minutes of the meeting the dossier rests on, to be signed by two (S0-14)."""
    require(actor.may("formation.manage", dossier.path))
    if dossier.minutes:
        raise Conflict("dossier_has_paper", group=dossier.group.name)
    if dossier.meeting is None:
        raise Invalid([Problem("dossier_no_meeting")])
    document = _draft(actor, [dossier], "minutes")
    _attach(actor, dossier, "minutes", document)
    record(actor, "formation.minutes_drafted", dossier, dossier.path)
    return document


@transaction.atomic
def draft_decision(
    actor: Actor, dossiers: Sequence[Dossier], issuing_body: IssuingBody | None = None
) -> OfficialDocument:
    """Write one decision about one group or about many (40 groups of a commune, F-23).

    Refused where a dossier lacks a step, has a decision already, or is of another kind or
    programme than the others; nothing is drafted then.
    """
    if not dossiers:
        raise Invalid([Problem("dossiers_missing", "dossier")])
    for dossier in dossiers:
        require(actor.may("formation.decide", dossier.path))
        if dossier.decision_id:
            raise Conflict("dossier_has_paper", group=dossier.group.name)
    problems = [problem for one in dossiers for problem in _lacking(one, before="decision")]
    problems += _unlike(dossiers)
    if problems:
        raise Invalid(problems)
    document = _draft(actor, dossiers, dossiers[0].kind, issuing_body)
    for dossier in dossiers:
        _attach(actor, dossier, "decision", document)
        record(actor, "formation.decision_drafted", dossier, dossier.path)
    return document


def _attach(actor: Actor, dossier: Dossier, paper: str, document: OfficialDocument) -> None:
    """Put a paper into a dossier, unless somebody else wrote the same paper meanwhile.

    One that was withdrawn makes room for it.
    """
    require(actor.may("formation.manage", dossier.path))
    mine = Dossier.objects.under_way().filter(pk=dossier.pk)
    withdrawn = OfficialDocument.objects.filter(state=OfficialDocument.State.WITHDRAWN).values("pk")
    room = Q(**{f"{paper}__isnull": True}) | Q(**{f"{paper}__in": withdrawn})
    if not mine.filter(room).update(**{paper: document}):
        code = "dossier_has_paper" if mine.exists() else "dossier_over"
        raise Conflict(code, group=dossier.group.name)
    dossier.refresh_from_db()


def _draft(
    actor: Actor,
    dossiers: Sequence[Dossier],
    serves: str,
    issuing_body: IssuingBody | None = None,
) -> OfficialDocument:
    first = dossiers[0]
    templates = papers_serving(first.adoption, serves, many=len(dossiers) > 1)
    fitting = [one for one in templates if one.many or len(dossiers) == 1]
    if not fitting:
        code = "dossier_no_paper_for_many" if templates else "dossier_no_paper"
        raise Invalid([Problem(code, params={"kind": serves})])
    drafted = drafted_paper(fitting[0], dossiers)
    together = len(dossiers) > 1
    place = first.adoption.place if together else first.place
    return draft_document(
        actor,
        NewDocument(
            place,
            place.path if together else first.path,
            drafted.template,
            drafted.annexes,
            drafted.contents,
            issuing_body,
            first.adoption.edition.programme.key,
            subject_of(first.group),
        ),
    )


def _refuse_unless_done(dossier: Dossier, before: str) -> None:
    if problems := _lacking(dossier, before):
        raise Invalid(problems)


def _lacking(dossier: Dossier, before: str) -> list[Problem]:
    """What is missing in the steps before one, told with the name of the group."""
    found: list[Problem] = []
    for step in steps_of(dossier):
        if step.key == before:
            break
        if step.state in ("now", "later"):
            found += step.missing
    named = {"group": dossier.group.name, "place": dossier.place.name}
    return [Problem("dossier_lacks", "dossier", {**named, "why": one}) for one in found]


def _unlike(dossiers: Sequence[Dossier]) -> list[Problem]:
    """Why several dossiers cannot stand in one decision."""
    problems = []
    if len({(one.kind, one.adoption_id) for one in dossiers}) > 1:
        problems.append(Problem("dossiers_differ", "dossier"))
    for plan in {one.regrouping for one in dossiers if one.regrouping}:
        if missing := _left_out(plan, dossiers):
            params = {"place": plan.place.name, "count": len(missing)}
            problems.append(Problem("dossiers_of_plan_missing", "dossier", params))
    return problems


def _left_out(plan: Regrouping, dossiers: Sequence[Dossier]) -> set[int]:
    """The groups of a plan that would not be decided; each has its own paper where none is for all.

    Where the programme has a paper for many groups, the whole plan stands in it.
    """
    first = dossiers[0]
    if any(one.many for one in papers_serving(first.adoption, first.kind, many=True)):
        return changed_groups(plan) - {one.group_id for one in dossiers}
    return groups_without_decision(plan)


class DossierPapers:
    """What the issue of a paper brings about for the dossiers that wait for it."""

    def issued(self, actor: Actor, document: OfficialDocument) -> None:
        """A request moves its dossier on; a decision does what it says, about every group."""
        requested = Dossier.objects.filter(request=document, state=Dossier.State.OPEN)
        for dossier in requested.select_related("group"):
            change_open(actor, dossier, state=Dossier.State.REQUESTED)
            record(actor, "formation.requested", dossier, dossier.path, paper=document.number_text)
        decided = Dossier.objects.filter(decision=document).exclude(state=Dossier.State.DECIDED)
        if dossiers := list(decided.select_related(*_WITH)):
            _carry_out(actor, document, dossiers)
        if document.replaces_id:
            _go_over(actor, document)


_WITH = (
    "group__place",
    "group__programme",
    "adoption__place",
    "adoption__edition__programme",
    "adoption__edition__parent",
    "regrouping__place",
    "regrouping__programme",
)


def _carry_out(actor: Actor, document: OfficialDocument, dossiers: Sequence[Dossier]) -> None:
    require(all(actor.may("formation.decide", one.path) for one in dossiers))
    on = document.dated
    assert on is not None  # noqa: S101 - an issued paper has its day
    for dossier in dossiers:
        if dossier.state == Dossier.State.DROPPED:
            raise Conflict("dossier_dropped_in_paper", group=dossier.group.name)
    dropped = any(
        one.regrouping and one.regrouping.state == Regrouping.State.DROPPED for one in dossiers
    )
    if not dropped and has_other_households(document, dossiers):
        raise Conflict("dossier_list_changed")
    founded = _carry_out_plans(actor, dossiers, on)
    for dossier in dossiers:
        change_open(actor, dossier, state=Dossier.State.DECIDED, ended_on=on)
        dossier.group.refresh_from_db()
        _carry_out_one(actor, dossier, on)
        _note(actor, dossier, dossier.group, document, dossier.kind)
    for group, dossier in founded:
        _note(actor, dossier, group, document, DecisionKind.ESTABLISH)


def _carry_out_plans(
    actor: Actor, dossiers: Sequence[Dossier], on: date
) -> list[tuple[ResidentGroup, Dossier]]:
    """Carry each plan out with the last decision about it; gives the groups it founded.

    Each founded group comes with the dossier it came by.
    """
    founded = []
    by_plan = {one.regrouping_id: one for one in reversed(dossiers) if one.regrouping}
    for dossier in by_plan.values():
        plan = dossier.regrouping
        assert plan is not None  # noqa: S101 - chosen by its plan above
        others = plan.dossiers.under_way().exclude(pk__in=[one.pk for one in dossiers])
        if others.exists() or groups_without_decision(plan):
            continue
        before = set(
            ResidentGroup.objects.filter(place=plan.place, programme=plan.programme).values_list(
                "pk", flat=True
            )
        )
        groups = carry_out_regrouping(actor, plan, on)
        founded += [(group, dossier) for group in groups if group.pk not in before]
    return founded


def _carry_out_one(actor: Actor, dossier: Dossier, on: date) -> None:
    group = dossier.group
    if dossier.kind == DecisionKind.DISSOLVE:
        dissolve_group(actor, group, on, dossier.reason)
        return
    if dossier.kind == DecisionKind.ESTABLISH:
        rules = rules_of(dossier)
        form_groups(actor, group.programme, group.place, rules, only=[group.pk], on=on)
        group.refresh_from_db()
    if group.state == ResidentGroup.State.FORMED:
        _recognise(actor, dossier, group, on)


def _recognise(actor: Actor, dossier: Dossier, group: ResidentGroup, on: date) -> None:
    """Name everybody the decision recognises; whoever stays keeps the running term."""
    rules = rules_of(dossier)
    offer = term_offer(group, rules, on) if rules else None
    until = offer.until if offer else None
    for one in dossier.nominations.filter(stays=False):
        if one.position == MEMBER:
            add_member(actor, group, one.name, on, term_until=until, main_post=one.main_post)
        else:
            name_holder(
                actor,
                group,
                one.position,
                one.name,
                on,
                until,
                main_post=one.main_post,
                filled_by=one.filled_by,
            )


def _note(
    actor: Actor, dossier: Dossier, group: ResidentGroup, document: OfficialDocument, kind: str
) -> None:
    decided_on = dossier.ended_on
    assert decided_on is not None  # noqa: S101 - it was decided just now
    GroupDecision.objects.create(
        group=group, dossier=dossier, document=document, kind=kind, decided_on=decided_on
    )
    link_effect(actor, document, subject_of(group), kind, decided_on)
    record(
        actor,
        "formation.decided",
        dossier,
        group.path,
        kind=kind,
        group=group.name,
        paper=document.number_text,
    )


def _go_over(actor: Actor, document: OfficialDocument) -> None:
    """A paper that replaces another stands in its place; what a decision did is not done again."""
    for dossier in Dossier.objects.filter(request=document.replaces_id).select_related("group"):
        Dossier.objects.filter(pk=dossier.pk).update(request=document)
        record(
            actor,
            "formation.request_replaced",
            dossier,
            dossier.path,
            group=dossier.group.name,
            paper=document.number_text,
        )
    old = GroupDecision.objects.filter(document=document.replaces_id).select_related(
        "group", "dossier"
    )
    for decision in old:
        _note_again(actor, decision, document)


def _note_again(actor: Actor, decision: GroupDecision, document: OfficialDocument) -> None:
    on = document.dated
    assert on is not None  # noqa: S101 - an issued paper has its day
    GroupDecision.objects.create(
        group=decision.group,
        dossier=decision.dossier,
        document=document,
        kind=decision.kind,
        decided_on=on,
    )
    link_effect(actor, document, subject_of(decision.group), decision.kind, on)
    Dossier.objects.filter(pk=decision.dossier_id).update(decision=document)
    record(
        actor,
        "formation.decision_replaced",
        decision.dossier,
        decision.group.path,
        group=decision.group.name,
        paper=document.number_text,
    )

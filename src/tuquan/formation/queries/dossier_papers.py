"""What fills the papers of dossiers: the request of one group, the decision about one or many.

Papers are Vietnamese whatever language somebody reads the pages in, so nothing here is translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuquan.base.actor import Actor
from tuquan.core.papers import Contents, copies
from tuquan.core.papers.filling import Row
from tuquan.core.programme import Paper
from tuquan.core.vietnamese import format_number
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import read_contents, read_template
from tuquan.formation.models import Dossier, Nomination, SelfManagementModel
from tuquan.formation.queries.dossiers import label_of, rules_of
from tuquan.groups.models import MEMBER, Membership, Regrouping, ResidentGroup
from tuquan.groups.queries import TEAM_SPANNING, groups_after, visible_regroupings
from tuquan.meetings.queries import minutes_values
from tuquan.places.queries import commune_of
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import headed
from tuquan.residents.models import Household

HOUSEHOLD_LIST = "household_head"
"""The column by which a list of the households of a group is known."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A template with its annexes and what fills them."""

    template: Paper
    annexes: tuple[Paper, ...]
    contents: Contents


def drafted_paper(template: Paper, dossiers: Sequence[Dossier]) -> Drafted:
    """A paper of the programme filled with what the dossiers know; what is not known stays open."""
    adoption = dossiers[0].adoption
    papers = {one.key: one for one in adoption.content.papers if not one.missing}
    annexes, rows = [], {template.key: _rows(template, dossiers)}
    own: dict[str, dict[str, str]] = {}
    for annex in (papers[key] for key in template.annexes if key in papers):
        if annex.kind == "minutes":
            continue  # the signed minutes go along as they are
        for one, about in _copies(annex, dossiers):
            annexes.append(one)
            rows[one.key] = _rows(one, about)
            if len(about) < len(dossiers):
                own[one.key] = _of_list(about[0])
    known = {key: found for key, found in rows.items() if found is not None}
    spanning = {
        one.key: TEAM_SPANNING
        for one in (template, *annexes)
        if any(column.key == "person_name" for column in one.columns)
    }
    contents = Contents(values_of(dossiers), known, spanning=spanning, own_values=own)
    return Drafted(headed(template, adoption.content), tuple(annexes), contents)


def has_other_households(document: OfficialDocument, dossiers: Sequence[Dossier]) -> bool:
    """Whether the annexed lists of a drafted decision are no longer those of the groups."""
    template, _annexes = read_template(document)
    written = _listed(read_contents(document).rows)
    return written != _listed(drafted_paper(template, dossiers).contents.rows)


def _listed(rows: Mapping[str, Sequence[Row]]) -> list[tuple[str, str]]:
    """The households of all lists, sorted: the order of the groups is of no importance."""
    return sorted(
        (row[HOUSEHOLD_LIST], row["address"])
        for listed in rows.values()
        for row in listed
        if HOUSEHOLD_LIST in row
    )


def values_of(dossiers: Sequence[Dossier]) -> dict[str, str]:
    """The values of the named blanks, as far as the dossiers know them."""
    first = dossiers[0]
    commune = commune_of(first.place.path)
    areas = list(dict.fromkeys(one.group.place.name for one in dossiers))
    values = {
        "commune_name": commune.name if commune else "",
        "areas": ", ".join(areas),
        "area_name": first.place.name if len(areas) == 1 else "",
        "group_name": first.group.name if len(dossiers) == 1 else "",
        **_counts(dossiers),
        "household_count": _figure(sum(len(_households(one)) for one in dossiers)),
        "plan_number": first.adoption.edition.content.number,
    }
    if len(dossiers) == 1:
        values |= _of_one(first)
    return {key: value for key, value in values.items() if value}


def _counts(dossiers: Sequence[Dossier]) -> dict[str, str]:
    """How many groups, and how many subgroups where a programme tells them apart (S1-11)."""
    kinds = [rules_of(one) for one in dossiers]
    told_apart = any(one.covers == "area" for one in dossiers[0].adoption.content.group_kinds)
    whole = sum(one is not None and one.covers == "area" for one in kinds)
    groups = whole if told_apart else len(kinds)
    return {"group_count": str(groups), "subgroup_count": str(len(kinds) - groups)}


def _of_one(dossier: Dossier) -> dict[str, str]:
    met = minutes_values(dossier.meeting) if dossier.meeting else {}
    values = {key: value for key, value in met.items() if key not in _LATER}
    values |= _of_people(dossier) | _of_model(dossier) | _of_request(dossier.request)
    return values | {"reason": dossier.reason.rstrip(".")}


_LATER = ("household_count", "head_name", "deputy_name")
"""What the dossier knows better than the minutes of its meeting."""


def _of_people(dossier: Dossier) -> dict[str, str]:
    named = {one.position: one for one in dossier.nominations.all()}
    leader, deputy = named.get("leader"), named.get("deputy")
    return {
        "head_name": f"ông (bà) {leader.name}" if leader else "",
        "head_post": leader.main_post if leader else "",
        "deputy_name": f"ông (bà) {deputy.name}" if deputy else "chưa bầu",
    }


def _of_model(dossier: Dossier) -> dict[str, str]:
    models = SelfManagementModel.objects.current().filter(place=dossier.group.place_id)
    own = models.filter(group=dossier.group_id).first() or models.filter(group=None).first()
    return {"model_name": own.name, "model_content": own.content} if own else {}


def _of_request(request: OfficialDocument | None) -> dict[str, str]:
    if request is None or request.dated is None:
        return {}
    return {
        "request_number": request.number_text,
        "request_day": f"{request.dated:%d/%m/%Y}",
    }


def _copies(annex: Paper, dossiers: Sequence[Dossier]) -> list[tuple[Paper, Sequence[Dossier]]]:
    """An annex once; a list of the households of a group once for each group."""
    by_group = any(column.key == HOUSEHOLD_LIST for column in annex.columns)
    if not by_group or len(dossiers) == 1:
        return [(annex, dossiers)]
    lists = copies(annex, len(dossiers))
    return [(one, [dossier]) for one, dossier in zip(lists, dossiers, strict=True)]


def _of_list(dossier: Dossier) -> dict[str, str]:
    """What the list of the households of one group says of its group."""
    return {
        "group_name": dossier.group.name,
        "area_name": dossier.place.name,
        "household_count": _figure(len(_households(dossier))),
    }


def _rows(paper: Paper, dossiers: Sequence[Dossier]) -> Sequence[Row] | None:
    """The rows of a list, by what its columns ask for; None where the template has its own."""
    columns = {column.key for column in paper.columns}
    if HOUSEHOLD_LIST in columns:
        return [row for one in dossiers for row in _household_rows(one)]
    if "person_name" in columns:
        return _team_rows(dossiers)
    if {"group", "leader"} <= columns:
        return [_group_row(number, one) for number, one in enumerate(dossiers, start=1)]
    if {"name", "votes"} <= columns:
        return [row for one in dossiers for row in _people_rows(one)]
    if {"member", "comes_from"} <= columns:
        return [row for one in dossiers for row in _member_rows(one)]
    if "number_of_groups" in columns:
        return [_notice_row(one) for one in dossiers]
    return None


def _household_rows(dossier: Dossier) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "household_head": one.head_name,
            "address": " ".join(filter(None, (one.house_number, one.lane))),
            "note": "",
        }
        for number, one in enumerate(_households(dossier), start=1)
    ]


def _households(dossier: Dossier) -> list[Household]:
    """The households of the group as the decision leaves it."""
    plan = dossier.regrouping
    if plan is not None and plan.state == Regrouping.State.PLANNED:
        return _planned(plan, dossier.group)
    members = Membership.objects.current().filter(group=dossier.group_id)
    return [one.household for one in members.select_related("household")]


def _planned(plan: Regrouping, group: ResidentGroup) -> list[Household]:
    goes = {int(key): target for key, target in plan.assignments.items()}
    here = set(
        Membership.objects.current().filter(group=group).values_list("household_id", flat=True)
    )
    stays = {key for key in here if goes.get(key, group.pk) == group.pk}
    comes = {key for key, target in goes.items() if target == group.pk}
    households = Household.objects.current().filter(pk__in=stays | comes)
    return list(households.order_by("list_order", "pk"))


def changed_groups(plan: Regrouping) -> set[int]:
    """The formed groups that a plan leaves otherwise than they are."""
    goes = {int(key): target for key, target in plan.assignments.items()}
    members = Membership.objects.current().filter(
        programme=plan.programme, household__in=list(goes)
    )
    left = {group for group, _key in members.values_list("group_id", "household_id")}
    ended = {one.key for one in groups_after(plan) if not one.after}
    numbers = left | set(goes.values()) | ended
    return {number for number in numbers if isinstance(number, int)}


def groups_without_decision(plan: Regrouping) -> set[int]:
    """The groups a plan changes that have neither a dossier nor a decision about it yet."""
    begun = plan.dossiers.exclude(state=Dossier.State.DROPPED)
    return changed_groups(plan) - set(begun.values_list("group_id", flat=True))


def plans_to_open(actor: Actor, adoption: Adoption) -> list[Regrouping]:
    """Plans to reconstitute of which a changed group has no dossier under way yet."""
    plans = visible_regroupings(actor).filter(
        programme=adoption.edition.programme_id, state=Regrouping.State.PLANNED
    )
    return [plan for plan in plans.below(adoption.place.path) if groups_without_decision(plan)]


def _people_rows(dossier: Dossier) -> list[dict[str, str]]:
    rules = rules_of(dossier)
    return [
        {
            "number": str(number),
            "name": f"Ông (bà) {one.name}",
            "post": label_of(rules, one.position),
            "votes": _votes(one),
        }
        for number, one in enumerate(_ordered(dossier), start=1)
    ]


def _member_rows(dossier: Dossier) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "member": f"Ông (bà) {one.name}",
            "comes_from": one.comes_from or one.main_post,
            "households": "",
        }
        for number, one in enumerate(_ordered(dossier), start=1)
    ]


def _group_row(number: int, dossier: Dossier) -> dict[str, str]:
    named = {one.position: one.name for one in dossier.nominations.all()}
    return {
        "number": str(number),
        "area": dossier.place.name,
        "group": dossier.group.name,
        "households": _figure(len(_households(dossier))),
        "leader": named.get("leader", ""),
        "deputy": named.get("deputy", ""),
    }


def _notice_row(dossier: Dossier) -> dict[str, str]:
    """The five fields of S1-12 for one group."""
    named = _ordered(dossier)
    model = _of_model(dossier)
    return {
        "number_of_groups": dossier.group.name,
        "model": ": ".join(filter(None, (model.get("model_name"), model.get("model_content")))),
        "households": _figure(len(_households(dossier))),
        "leader": next((one.name for one in named if one.position == "leader"), ""),
        "members": ", ".join(one.name for one in named if one.position != "leader"),
    }


def _team_rows(dossiers: Sequence[Dossier]) -> list[dict[str, str]]:
    """The list annexed to form 01 of S2: the people of each team, village by village (S2-29)."""
    rows: list[dict[str, str]] = []
    villages: dict[int, int] = {}
    for dossier in dossiers:
        first = dossier.group.place_id not in villages
        village = villages.setdefault(dossier.group.place_id, len(villages) + 1)
        for count, one in enumerate(_ordered(dossier), start=1):
            begins = count == 1
            rows.append(
                {
                    "number": str(village) if first and begins else "",
                    "village": dossier.place.name if first and begins else "",
                    "team": dossier.group.name if begins else "",
                    "person_number": str(count),
                    "person_name": one.name,
                    "current_post": one.main_post,
                    "post_in_team": label_of(rules_of(dossier), one.position),
                }
            )
    return rows


_ORDER: Mapping[str, int] = {"leader": 0, "deputy": 1, MEMBER: 2}


def _ordered(dossier: Dossier) -> list[Nomination]:
    """Leader, deputy, then the members as they were named."""
    return sorted(dossier.nominations.all(), key=lambda one: (_ORDER.get(one.position, 3), one.pk))


def _votes(nomination: Nomination) -> str:
    if nomination.votes is None or nomination.entitled is None:
        return ""
    return f"{nomination.votes}/{nomination.entitled}"


def _figure(count: int) -> str:
    return format_number(count)

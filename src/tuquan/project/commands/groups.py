"""`tuquan groups`: propose groups of neighbouring households, form them, list them."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tuquan.base.errors import Invalid
from tuquan.base.texts.groups import METHODS as METHOD_WORDS
from tuquan.base.texts.groups import reason_sentence, size_words, way_words
from tuquan.core.grouping import METHODS, Proposal, ProposedGroup, size_remark
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import (
    groups_of_area,
    homes_to_group,
    household_counts,
    proposal_by,
    size_bounds,
)
from tuquan.groups.queries.comparing import groups_proposed, regrouping_by
from tuquan.groups.queries.regrouping import assignments_of, situation_of
from tuquan.groups.services import form_groups, propose_area_groups
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.programmes.models import Programme
from tuquan.programmes.queries import grouping_adoption_at, household_rules
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    confirmed,
    place_named,
    print_json,
    say_line,
)

NAME = "groups"
HELP = gettext_lazy("propose, form and list groups of neighbouring households")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`propose`, `regroup`, `form` and `list`, each with `--place P --programme KEY`."""
    what = parser.add_subparsers(dest="what", required=True)
    helps = {
        "propose": _("show how households would be grouped; write the proposal when confirmed"),
        "regroup": _("show how formed groups would be rearranged; nothing is written"),
        "form": _("make the proposed groups real"),
        "list": _("show the groups"),
    }
    for name, text in helps.items():
        below = what.add_parser(name, help=text)
        below.add_argument("--place", metavar="P", required=True, help=_("a commune or one area"))
        below.add_argument("--programme", metavar="KEY", required=True)
        if name == "propose":
            text = _("how to make the groups; without it by the lanes alone")
            below.add_argument("--method", choices=METHODS, default="", help=text)
        if name == "regroup":
            text = _("how to rearrange them; the fewest moves where nothing is said")
            below.add_argument("--method", choices=METHODS, default="keep_existing", help=text)
        if name not in {"list", "regroup"}:
            below.add_argument("--yes", action="store_true", help=_("write without asking"))
        add_json_option(below)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 when there is nothing to group or a proposal cannot be formed."""
    place = place_named(arguments.place, "groups.view")
    programme, rules = _programme(arguments.programme, place)
    areas = _areas(place)
    do = {"propose": _propose, "regroup": _regroup, "form": _form, "list": _list}
    return do[arguments.what](arguments, programme, rules, areas)


def _programme(key: str, place: Place) -> tuple[Programme, GroupRules]:
    adoption = grouping_adoption_at(place.path, key)
    rules = household_rules(adoption.edition) if adoption else None
    if adoption is None or rules is None:
        params = {"programme": key, "place": place.name}
        raise Invalid([Problem("programme_forms_no_groups", "--programme", params)])
    return adoption.edition.programme, rules


def _areas(place: Place) -> list[Place]:
    return list(visible_places(ACTOR, "groups.view").below(place.path).areas())


def _propose(
    arguments: argparse.Namespace, programme: Programme, rules: GroupRules, areas: list[Place]
) -> int:
    method: str = arguments.method
    proposals = {area: f for area in areas if (f := _found(programme, rules, area, method))}
    if not proposals:
        params = {"place": arguments.place}
        raise Invalid([Problem("no_households_to_group", "--place", params)])
    if not arguments.json:
        for area, found in proposals.items():
            _say_proposal(area, found, rules)
    write = arguments.yes or (
        not arguments.json and confirmed(_("Write this proposal?"), assumed=False)
    )
    if write:
        for area in proposals:
            propose_area_groups(ACTOR, programme, rules, area, method)
    if arguments.json:
        plain = [_plain_proposal(area, found) for area, found in proposals.items()]
        print_json({"written": write, "areas": plain})
    elif write:
        say_line(_("The proposal is written. Look at it, then: tuquan groups form"))
    else:
        say_line(_("Nothing was written. Add --yes to write without being asked."))
    return 0


@dataclass(frozen=True, slots=True)
class _Found:
    """The groups found for an area; the proposal they are from where a method was named."""

    groups: tuple[ProposedGroup, ...]
    proposal: Proposal | None = None


def _found(programme: Programme, rules: GroupRules, area: Place, method: str) -> _Found | None:
    """What the method gives for an area; None where nobody is to be grouped."""
    if not method:
        groups = groups_proposed(area, programme, rules)
        return _Found(groups) if groups else None
    if not homes_to_group(area, programme):
        return None
    proposal = proposal_by(area, programme, rules, method)
    return _Found(proposal.groups, proposal)


def _say_proposal(area: Place, found: _Found, rules: GroupRules) -> None:
    groups = found.groups
    total = sum(len(group.members) for group in groups)
    bounds = size_bounds(rules, total)
    say_line(f"{area.name}:")
    for line in _overall(found.proposal) if found.proposal else ():
        say_line(f"  {line}")
    for index, group in enumerate(groups, start=1):
        count = len(group.members)
        say_line(f"  {index}. {size_words(count, size_remark(count, bounds))}")
        for reason in group.reasons:
            if sentence := reason_sentence(reason):
                say_line(f"     {sentence}")


def _overall(proposal: Proposal) -> Iterator[str]:
    """The measures and remarks of a whole proposal, line by line."""
    measures = proposal.measures
    shown = {
        "groups": measures.groups,
        "smallest": measures.smallest,
        "largest": measures.largest,
        "outside": measures.outside,
        "lanes_cut": measures.lanes_cut,
        "moves": measures.moves,
        "walking": way_words(measures.walking) or "–",
    }
    name, _goes_by = METHOD_WORDS[proposal.method]
    yield (
        f"{name}: "
        + _(
            "groups %(groups)s, households a group %(smallest)s–%(largest)s, too many or too few "
            "%(outside)s, walking in all %(walking)s, lanes cut %(lanes_cut)s, "
            "households changing group %(moves)s"
        )
        % shown
    )
    yield from filter(None, map(reason_sentence, proposal.remarks))


def _plain_proposal(area: Place, found: _Found) -> dict[str, Any]:
    proposal = found.proposal
    whole = {} if proposal is None else _plain_whole(proposal)
    return {
        "area": area.pk,
        "name": area.name,
        **whole,
        "groups": [
            {
                "households": list(group.members),
                "lanes": list(group.lanes),
                "reasons": [{"code": r.code, "params": dict(r.params)} for r in group.reasons],
            }
            for group in found.groups
        ],
    }


def _plain_whole(proposal: Proposal) -> dict[str, Any]:
    return {
        "method": proposal.method,
        "measures": asdict(proposal.measures),
        "remarks": [{"code": r.code, "params": dict(r.params)} for r in proposal.remarks],
    }


def _regroup(
    arguments: argparse.Namespace, programme: Programme, rules: GroupRules, areas: list[Place]
) -> int:
    """The plan each area with formed groups would get; it is made on the page of the area."""
    found = {
        area: regrouping_by(area, programme, rules, arguments.method)
        for area in areas
        if situation_of(programme, area, rules).formed
    }
    if not found:
        params = {"place": arguments.place}
        raise Invalid([Problem("regrouping_without_groups", "--place", params)])
    if arguments.json:
        print_json({"areas": [_plain_plan(programme, area, plan) for area, plan in found.items()]})
    for area, plan in () if arguments.json else found.items():
        _say_plan(programme, area, plan)
    return 0


def _say_plan(programme: Programme, area: Place, proposal: Proposal) -> None:
    moves, new = assignments_of(proposal, programme, area)
    names = dict(ResidentGroup.objects.filter(place=area).values_list("pk", "name"))
    say_line(f"{area.name}:")
    for line in _overall(proposal):
        say_line(f"  {line}")
    for target, count in Counter(moves.values()).items():
        name = new[target] if isinstance(target, str) else names[target]
        text = ngettext(
            "%(count)s household goes into %(group)s",
            "%(count)s households go into %(group)s",
            count,
        )
        say_line(f"  {text % {'count': count, 'group': name}}")


def _plain_plan(programme: Programme, area: Place, proposal: Proposal) -> dict[str, Any]:
    moves, new = assignments_of(proposal, programme, area)
    return {
        "area": area.pk,
        "name": area.name,
        **_plain_whole(proposal),
        "new_groups": new,
        "assignments": {str(household): target for household, target in moves.items()},
    }


def _form(
    arguments: argparse.Namespace, programme: Programme, rules: GroupRules, areas: list[Place]
) -> int:
    waiting = [area for area in areas if _proposals(programme, area)]
    if not waiting:
        raise Invalid([Problem("no_proposal", "--place", {"place": arguments.place})])
    if not confirmed(_("Form the proposed groups?"), arguments.yes):
        raise Invalid([Problem("confirm_needed", "--yes")])
    groups = [group for area in waiting for group in form_groups(ACTOR, programme, area, rules)]
    return _print_groups(groups, rules, arguments.json)


def _proposals(programme: Programme, area: Place) -> bool:
    groups = groups_of_area(ACTOR, programme, area)
    return groups.filter(state=ResidentGroup.State.PROPOSED).exists()


def _list(
    arguments: argparse.Namespace, programme: Programme, rules: GroupRules, areas: list[Place]
) -> int:
    groups = [group for area in areas for group in groups_of_area(ACTOR, programme, area)]
    return _print_groups(groups, rules, arguments.json)


def _print_groups(groups: list[ResidentGroup], rules: GroupRules, as_json: bool) -> int:
    counts = household_counts(groups)
    if as_json:
        print_json([_plain_group(group, counts[group.pk]) for group in groups])
    for group in () if as_json else groups:
        count = counts[group.pk]
        size = size_words(count, size_remark(count, size_bounds(rules, count)))
        state = ResidentGroup.State(group.state).label
        say_line(f"{group.place.name}, {group.name}: {size}, {state}")
    return 0


def _plain_group(group: ResidentGroup, count: int) -> dict[str, Any]:
    return {
        "id": group.pk,
        "area": group.place_id,
        "name": group.name,
        "state": group.state,
        "households": count,
    }

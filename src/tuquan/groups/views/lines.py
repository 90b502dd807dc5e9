"""A group as the pages show it: its size, lanes, posts and reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tuquan.base.texts.groups import METHODS, reason_sentence, size_words, way_words
from tuquan.base.texts.wording import spoken
from tuquan.core.grouping import Measures, Proposal, Reason
from tuquan.core.programme import GroupRules
from tuquan.groups import queries
from tuquan.groups.models import ResidentGroup, Tenure


@dataclass(frozen=True, slots=True)
class Post:
    """A position of a group as a page shows it: who holds it and whether the term runs out."""

    key: str
    label: str
    holder: Tenure | None
    term: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as a page shows it."""

    group: ResidentGroup
    size: str
    size_fits: bool
    lanes: list[str]
    posts: list[Post]
    reasons: list[str]


def group_lines(groups: list[ResidentGroup], rules: GroupRules) -> Iterator[GroupLine]:
    """Groups from `queries.visible_groups`, ready to be shown."""
    lanes, counts = queries.lanes_of(groups), queries.household_counts(groups)
    for group in groups:
        count = counts[group.pk]
        remark = queries.size_remark_of(group, rules, count)
        reasons = [reason_sentence(Reason(r["code"], r["params"])) for r in group.reasons]
        yield GroupLine(
            group,
            size_words(count, remark),
            remark is None,
            lanes.get(group.pk, []),
            list(_posts(group, rules)),
            [sentence for sentence in reasons if sentence],
        )


def _posts(group: ResidentGroup, rules: GroupRules) -> Iterator[Post]:
    held = {tenure.position: tenure for tenure in group.present_tenures}  # type: ignore[attr-defined]
    for key, label in position_labels(rules).items():
        holder = held.get(key)
        yield Post(key, label, holder, queries.term_state(holder) if holder else "")


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One way of making groups as the page of comparison shows it."""

    method: str
    name: str
    goes_by: str
    measures: Measures
    walking: str


def method_line(proposal: Proposal) -> MethodLine:
    """A proposal in words, ready to be compared with others."""
    name, goes_by = METHODS[proposal.method]
    measures = proposal.measures
    return MethodLine(
        proposal.method,
        str(name),
        str(goes_by),
        measures,
        way_words(measures.walking),
    )


def remarks_in_words(proposals: Iterable[Proposal]) -> list[str]:
    """What is to be known of the proposals as a whole, each sentence once."""
    said = (reason_sentence(remark) for proposal in proposals for remark in proposal.remarks)
    return [sentence for sentence in dict.fromkeys(said) if sentence]


def position_labels(rules: GroupRules) -> dict[str, str]:
    """What the programme calls the posts of its groups, by key."""
    return {p.key: spoken(p.label, p.label_en) for p in rules.positions}

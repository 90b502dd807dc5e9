"""A group as the pages show it: its size, lanes, posts and reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tuquan.base.actor import Actor
from tuquan.base.texts.groups import METHODS, reason_sentence, size_words, way_words
from tuquan.base.texts.posts import TEAM_MEMBER, how_ended, people_words
from tuquan.base.texts.wording import spoken
from tuquan.core.grouping import Measures, Proposal, Reason
from tuquan.core.programme import GroupRules
from tuquan.groups import queries
from tuquan.groups.models import MEMBER, ResidentGroup, Tenure


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

    @property
    def vacant(self) -> bool:
        """Whether a post is held by nobody."""
        return any(post.holder is None for post in self.posts)


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
    labels = position_labels(rules)
    for position in rules.positions:
        holder = held.get(position.key)
        term = queries.term_state(holder) if holder else ""
        yield Post(position.key, labels[position.key], holder, term)


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a team as a page shows it: the post, the task, how many households."""

    tenure: Tenure
    label: str
    households: int
    term: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """The people of a team, how many the programme asks for and from where they come."""

    people: list[Person]
    size: str
    size_fits: bool
    people_from: tuple[str, ...]


def team_line(rules: GroupRules, people: Sequence[Tenure]) -> TeamLine:
    """A team (S2-13) ready to be shown."""
    labels, counts = position_labels(rules), queries.in_care_of(people)
    remark = queries.people_remark(rules, len(people))
    return TeamLine(
        [
            Person(one, labels.get(one.position, ""), counts[one.pk], queries.term_state(one))
            for one in people
        ],
        people_words(len(people), remark),
        remark is None,
        rules.people_from,
    )


@dataclass(frozen=True, slots=True)
class PastLine:
    """A post that ended as a page shows it: who, as what, and how it ended."""

    tenure: Tenure
    label: str
    how: str


def past_lines(actor: Actor, group: ResidentGroup, rules: GroupRules) -> list[PastLine]:
    """The posts of a group that ended, latest first."""
    labels = position_labels(rules)
    return [
        PastLine(
            one.tenure,
            labels.get(one.tenure.position, ""),
            how_ended(one.tenure.end_reason, one.successor),
        )
        for one in queries.past_posts(actor, group)
    ]


def position_labels(rules: GroupRules) -> dict[str, str]:
    """What the programme calls the posts of its groups, by key; members of a team are such."""
    labels: dict[str, str] = {p.key: spoken(p.label, p.label_en) for p in rules.positions}
    return {**labels, MEMBER: str(TEAM_MEMBER)}

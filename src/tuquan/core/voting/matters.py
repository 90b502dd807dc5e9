"""What may be decided, how, by how many, and who has to recognise it, as the law has it in a table.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 15. None of it is written for a group, which is
smaller than an area: what holds for groups is the choice of the programme (S0-12, S0-30).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason
from tuquan.core.voting.thresholds import (
    AT_LEAST_TWO_THIRDS,
    GROUP_MAJORITY,
    LAW,
    METHOD_CHOICE,
    MORE_THAN_HALF,
    TWO_THIRDS,
    LawArticle,
    Quorum,
    Requirement,
    Threshold,
)

Channel = Literal["meeting", "household_ballots", "online"]

Method = Literal["show_of_hands", "secret_ballot", "household_ballots", "online"]

CHANNELS: Mapping[Method, Channel] = {
    "show_of_hands": "meeting",
    "secret_ballot": "meeting",
    "household_ballots": "household_ballots",
    "online": "online",
}
"""Which way a method goes: hands and secret ballots are two ways to vote in a meeting."""

Effect = Literal["when_passed", "on_recognition", "day_set_by_commune"]

Recogniser = Literal["", "people_committee", "front"]

WORKING_DAYS = 5
"""Days the law gives to recognise or refuse, and to send the minutes (working days)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A kind of matter: which ways may be gone, when it passes and when it holds.

    `after_meeting` are the ways open only after a meeting without its quorum. `areas` is given
    where all areas of a commune decide one matter, each by `threshold`. Recognition or a refusal
    with reasons is due in `recognition_days`, the minutes are sent in `minutes_days`, both working
    days; None where nobody recognises or nothing is said.
    """

    key: str
    channels: tuple[Channel, ...]
    threshold: Threshold
    takes_effect: Effect
    after_meeting: tuple[Channel, ...] = ()
    areas: Requirement | None = None
    recognised_by: Recogniser = ""
    recognition_days: int | None = None
    minutes_to: tuple[Recogniser, ...] = ("people_committee", "front")
    minutes_days: int | None = WORKING_DAYS
    law: LawArticle | None = None

    @property
    def quorum(self) -> Quorum:
        """The households without which a matter counted on all of them could not pass anyhow."""
        asked = self.threshold
        return Quorum(share=asked.share, strict=asked.strict, law=asked.law)


CONTRIBUTIONS = Matter(
    key="contributions",
    channels=("meeting", "household_ballots"),
    threshold=AT_LEAST_TWO_THIRDS,
    takes_effect="when_passed",
    law=LawArticle(LAW, "15(1)"),
)
"""Điều 15(1): what residents contribute to works of their area."""

FUNDS = Matter(
    key="funds",
    channels=("meeting", "household_ballots"),
    threshold=AT_LEAST_TWO_THIRDS,
    takes_effect="when_passed",
    law=LawArticle(LAW, "15(2)"),
)
"""Điều 15(2): collecting, spending and managing contributions and funds."""

COMMUNE_CONTRIBUTIONS = Matter(
    key="commune_contributions",
    channels=("household_ballots",),
    threshold=AT_LEAST_TWO_THIRDS,
    areas=Requirement(share=TWO_THIRDS, strict=False, law=LawArticle(LAW, "15(1)")),
    takes_effect="day_set_by_commune",
    law=LawArticle(LAW, "15(1)"),
)
"""Điều 15(1), (2) for a whole commune: two thirds of all its areas agree, by ballots."""

CONVENTION = Matter(
    key="convention",
    channels=("meeting",),
    after_meeting=("household_ballots",),
    threshold=MORE_THAN_HALF,
    takes_effect="on_recognition",
    recognised_by="people_committee",
    recognition_days=WORKING_DAYS,
    law=LawArticle(LAW, "15(3)"),
)
"""Điều 15(3): the convention of an area (hương ước, quy ước)."""

AREA_HEAD = Matter(
    key="area_head",
    channels=("meeting",),
    after_meeting=("household_ballots",),
    threshold=MORE_THAN_HALF,
    takes_effect="on_recognition",
    recognised_by="people_committee",
    recognition_days=WORKING_DAYS,
    law=LawArticle(LAW, "15(4)"),
)
"""Điều 15(4): electing and dismissing the head of an area."""

BOARDS = Matter(
    key="boards",
    channels=("meeting",),
    after_meeting=("household_ballots",),
    threshold=MORE_THAN_HALF,
    takes_effect="on_recognition",
    recognised_by="front",
    recognition_days=WORKING_DAYS,
    law=LawArticle(LAW, "15(5)"),
)
"""Điều 15(5): members of the people's inspection and investment supervision boards."""

OTHER_MATTERS = Matter(
    key="other_matters",
    channels=("meeting", "household_ballots", "online"),
    threshold=MORE_THAN_HALF,
    takes_effect="when_passed",
    law=LawArticle(LAW, "15(6)"),
)
"""Điều 15(6): other self-management matters, the only ones that may be voted online."""

GROUP_ELECTION = Matter(
    key="group_election",
    channels=("meeting", "household_ballots"),
    threshold=GROUP_MAJORITY,
    takes_effect="on_recognition",
    recognised_by="people_committee",
    minutes_to=(),
    minutes_days=None,
)
"""Leader and deputy of a group (S0-12, S0-16, F-81), unless the programme says otherwise."""

MATTERS: Mapping[str, Matter] = {
    matter.key: matter
    for matter in (
        CONTRIBUTIONS,
        FUNDS,
        COMMUNE_CONTRIBUTIONS,
        CONVENTION,
        AREA_HEAD,
        BOARDS,
        OTHER_MATTERS,
        GROUP_ELECTION,
    )
}
"""All of them by key."""


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """How a meeting chose to vote; None as long as no way has more than half of those present."""

    method: Method | None
    needed: int | None
    reasons: tuple[Reason, ...]


def check_method(
    matter: Matter,
    method: Method,
    programme: Collection[Channel],
    *,
    meeting_fell_short: bool = False,
    online_agreed: bool = False,
) -> tuple[Problem, ...]:
    """Whether a matter may be voted in this way, by the law and by the channels of the programme.

    `meeting_fell_short`: a meeting was called and missed its quorum. `online_agreed`: more than
    half of all representatives agreed to vote online before (`ONLINE_CONSENT`).
    """
    channel = CHANNELS[method]
    shown = {"matter": matter.key, "method": method}
    if channel in matter.after_meeting and not meeting_fell_short:
        return (Problem("method_only_after_meeting", "method", shown),)
    if channel not in (*matter.channels, *matter.after_meeting):
        return (Problem("method_not_for_matter", "method", shown),)
    if channel not in programme:
        return (Problem("method_not_in_programme", "method", shown),)
    if channel == "online" and not online_agreed:
        return (Problem("online_not_agreed", "method", shown),)
    return ()


def choose_method(
    hands: Mapping[Method, int | None],
    present: int | None,
    threshold: Threshold = METHOD_CHOICE,
) -> MethodChoice:
    """Which way to vote the households present chose; by law more than half of them must."""
    known = {method: count for method, count in hands.items() if count is not None}
    lacking: tuple[str, ...] = tuple(method for method in hands if method not in known)
    if present is None:
        lacking = (*lacking, "present")
    if present is None or lacking:
        return MethodChoice(None, None, (Reason("figures_missing", {"figures": lacking}),))
    needed = threshold.least(present)
    shown = {"present": present, "needed": needed}
    if sum(known.values()) > present or min(known.values(), default=0) < 0:
        return MethodChoice(None, needed, (Reason("figures_contradict"),))
    chosen = [method for method, count in known.items() if count >= needed]
    if len(chosen) != 1:
        return MethodChoice(None, needed, (Reason("method_not_chosen", shown), threshold.origin()))
    votes = known[chosen[0]]
    reason = Reason("method_chosen", {**shown, "method": chosen[0], "count": votes})
    return MethodChoice(chosen[0], needed, (reason, threshold.origin()))

"""Who else does something whenever a report is sent, returned, accepted or opened again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tuquan.reports.models import Obligation, Report

Follower = Callable[[Report, str], None]
"""Called with the report and what happened: submitted, returned, accepted or reopened."""

_FOLLOWERS: list[Follower] = []


def follow_reports(follower: Follower) -> None:
    """Let a higher app follow every report; what it does is part of the same transaction."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def tell_followers(report: Report, event: str) -> None:
    """Tell all of them; the last line of whatever changes the state of a report."""
    for follower in _FOLLOWERS:
        follower(report, event)


OwedFollower = Callable[[Sequence[Obligation]], None]
"""Called with obligations that are new, or are to be taken away."""

_OWED_FOLLOWERS: list[OwedFollower] = []


def follow_opened(follower: OwedFollower) -> None:
    """Let a higher app hear who owes a report now; what it does is part of the same transaction."""
    if follower not in _OWED_FOLLOWERS:
        _OWED_FOLLOWERS.append(follower)


def tell_opened(obligations: Sequence[Obligation]) -> None:
    """Tell all of them, after obligations were made or before they are taken away."""
    for follower in _OWED_FOLLOWERS if obligations else ():
        follower(obligations)

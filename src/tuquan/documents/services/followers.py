"""What hears of it when a paper is issued or withdrawn: apps above say so when they start."""

from __future__ import annotations

from typing import Protocol

from tuquan.base.actor import Actor
from tuquan.documents.models import OfficialDocument


class DocumentFollower(Protocol):
    """Carries out what a paper decides, in the transaction that issues it."""

    def issued(self, actor: Actor, document: OfficialDocument) -> None:
        """A paper was issued; raising refuses the issue, and its number stays free."""


class WithdrawalFollower(Protocol):
    """Takes back what a paper decided, in the transaction that withdraws it."""

    def withdrawn(self, actor: Actor, document: OfficialDocument) -> None:
        """A paper was withdrawn; not called for one that another took the place of."""


_followers: list[DocumentFollower] = []
_withdrawal_followers: list[WithdrawalFollower] = []


def follow_documents(follower: DocumentFollower) -> None:
    """Let something follow every paper that is issued."""
    if type(follower) not in map(type, _followers):
        _followers.append(follower)


def tell_issued(actor: Actor, document: OfficialDocument) -> None:
    """Let everybody who follows do what a paper decides."""
    for follower in _followers:
        follower.issued(actor, document)


def follow_withdrawals(follower: WithdrawalFollower) -> None:
    """Let something follow every paper that is withdrawn."""
    if type(follower) not in map(type, _withdrawal_followers):
        _withdrawal_followers.append(follower)


def tell_withdrawn(actor: Actor, document: OfficialDocument) -> None:
    """Let everybody who follows take back what a paper decided."""
    for follower in _withdrawal_followers:
        follower.withdrawn(actor, document)

"""What hears of it when a paper is issued: apps above say so when they start."""

from __future__ import annotations

from typing import Protocol

from tuquan.base.actor import Actor
from tuquan.documents.models import OfficialDocument


class DocumentFollower(Protocol):
    """Carries out what a paper decides, in the transaction that issues it."""

    def issued(self, actor: Actor, document: OfficialDocument) -> None:
        """A paper was issued; raising refuses the issue, and its number stays free."""


_followers: list[DocumentFollower] = []


def follow_documents(follower: DocumentFollower) -> None:
    """Let something follow every paper that is issued."""
    if type(follower) not in map(type, _followers):
        _followers.append(follower)


def tell_issued(actor: Actor, document: OfficialDocument) -> None:
    """Let everybody who follows do what a paper decides."""
    for follower in _followers:
        follower.issued(actor, document)

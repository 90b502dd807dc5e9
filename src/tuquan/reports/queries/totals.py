"""In which totals a report is counted: whoever makes totals says so (F-48)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tuquan.base.actor import Actor
from tuquan.reports.models import Report


@dataclass(frozen=True, slots=True)
class InTotal:
    """One total that counts a report: its name, whose it is, which version, where it is read."""

    title: str
    of: str
    version: int
    url: str


Provider = Callable[[Actor, Report], Sequence[InTotal]]
"""The totals that count a report, as far as the actor may see them."""

_PROVIDERS: list[Provider] = []


def provide_totals(provider: Provider) -> None:
    """Let an app above say in which totals a report is."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def totals_counting(actor: Actor, report: Report) -> list[InTotal]:
    """Every total that counts a report, as far as somebody may see it."""
    return [one for provider in _PROVIDERS for one in provider(actor, report)]

"""What an installation stands on, and what somebody should look at."""

from __future__ import annotations

from tuquan.project.doctor.finding import Finding
from tuquan.project.doctor.running import running_findings
from tuquan.project.doctor.standing import standing_findings

__all__ = ["Finding", "all_findings"]


def all_findings() -> list[Finding]:
    """Everything looked at, in the order in which it is told."""
    return [*standing_findings(), *running_findings()]

"""Pages about reports: the leader's telephone and the officer's desk."""

from __future__ import annotations

from tuquan.reports.views.leader import leader_home

__all__ = ["leader_home"]

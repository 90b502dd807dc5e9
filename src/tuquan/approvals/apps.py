"""The approvals app."""

from __future__ import annotations

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Registers `tuquan.approvals`."""

    name = "tuquan.approvals"
    label = "approvals"
    default_auto_field = "django.db.models.BigAutoField"

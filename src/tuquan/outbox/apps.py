"""The outbox app."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers `tuquan.outbox`."""

    name = "tuquan.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

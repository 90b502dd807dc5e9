"""The meetings app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registers `tuquan.meetings`."""

    name = "tuquan.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

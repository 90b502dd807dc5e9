"""The notices app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers `tuquan.notices`."""

    name = "tuquan.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

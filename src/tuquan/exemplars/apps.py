"""The exemplars app."""

from __future__ import annotations

from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    """Registers `tuquan.exemplars`."""

    name = "tuquan.exemplars"
    label = "exemplars"
    default_auto_field = "django.db.models.BigAutoField"

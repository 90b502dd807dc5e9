"""The formation app."""

from __future__ import annotations

from django.apps import AppConfig


class FormationConfig(AppConfig):
    """Registers `tuquan.formation`."""

    name = "tuquan.formation"
    label = "formation"
    default_auto_field = "django.db.models.BigAutoField"

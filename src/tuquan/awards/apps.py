"""The awards app."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Registers `tuquan.awards`."""

    name = "tuquan.awards"
    label = "awards"
    default_auto_field = "django.db.models.BigAutoField"

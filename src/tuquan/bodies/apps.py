"""The bodies app."""

from __future__ import annotations

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Registers `tuquan.bodies`."""

    name = "tuquan.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"

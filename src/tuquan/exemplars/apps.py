"""The exemplars app."""

from __future__ import annotations

from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    """Registers `tuquan.exemplars`."""

    name = "tuquan.exemplars"
    label = "exemplars"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let good models and those who follow them go along with reforms of the map."""
        from tuquan.exemplars.services.following import ExemplarFollower
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(ExemplarFollower())

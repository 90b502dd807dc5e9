"""The assessments app."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Registers `tuquan.assessments`."""

    name = "tuquan.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let sheets follow reforms of the map."""
        from tuquan.assessments.services.following import SheetFollower
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(SheetFollower())

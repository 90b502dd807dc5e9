"""The meetings app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registers `tuquan.meetings`."""

    name = "tuquan.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let meetings follow the map."""
        from tuquan.meetings.services import MeetingFollower
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(MeetingFollower())

"""The meetings app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registers `tuquan.meetings`."""

    name = "tuquan.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what meetings gave groups to do; follow the map and proposed groups."""
        from tuquan.groups.queries import provide_open_work
        from tuquan.groups.services import forget_with_proposals
        from tuquan.meetings.queries import tasks_of_group
        from tuquan.meetings.services import MeetingFollower, forget_called_off
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(MeetingFollower())
        provide_open_work(tasks_of_group)
        forget_with_proposals(forget_called_off)

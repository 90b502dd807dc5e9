"""The meetings app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registers `tuquan.meetings`."""

    name = "tuquan.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what meetings gave groups to do; follow the map and proposed groups; take rolls that
        were marked on telephones."""
        from tuquan.groups.queries import provide_open_work
        from tuquan.groups.services import forget_with_proposals
        from tuquan.meetings.queries import tasks_of_group
        from tuquan.meetings.queries.phone import rolls_instead, shells_for_keepers
        from tuquan.meetings.services import MeetingFollower, forget_called_off
        from tuquan.meetings.services.delivering import deliver_attendance
        from tuquan.meetings.services.taking_along import take_along_rolls
        from tuquan.outbox.deliveries import (
            keep_files,
            provide_instead,
            provide_kept,
            provide_shells,
            take_kind,
        )
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(MeetingFollower())
        provide_open_work(tasks_of_group)
        forget_with_proposals(forget_called_off)
        take_kind("attendance", deliver_attendance)
        provide_kept("rolls", take_along_rolls)
        provide_instead(rolls_instead)
        provide_shells(shells_for_keepers)
        keep_files(["meetings/js/roll.js"])

"""The groups app."""

from __future__ import annotations

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Registers `tuquan.groups`."""

    name = "tuquan.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what groups know of a place to the programmes below."""
        from tuquan.groups.queries import group_facts
        from tuquan.programmes.queries import provide_facts

        provide_facts(group_facts)

"""The bodies app."""

from __future__ import annotations

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Registers `tuquan.bodies`."""

    name = "tuquan.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let bodies, their people and their guidance follow the map."""
        from tuquan.bodies.services import BodyFollower
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(BodyFollower())

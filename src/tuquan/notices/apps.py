"""The notices app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers `tuquan.notices`."""

    name = "tuquan.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of posts in bodies; they stand below and cannot say so themselves."""
        from tuquan.notices.queries import post_alerts, provide_alerts

        provide_alerts(post_alerts)

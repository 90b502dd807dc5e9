"""The notices app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers `tuquan.notices`."""

    name = "tuquan.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of posts in bodies, carry codes of accounts, send letters where that is set up."""
        from django.conf import settings

        from tuquan.accounts.carriers import provide_carrier
        from tuquan.notices.channels import PhoneCarrier, provide_channel
        from tuquan.notices.mail import Mail
        from tuquan.notices.queries import post_alerts, provide_alerts

        provide_carrier(PhoneCarrier())
        provide_alerts(post_alerts)
        if settings.EMAIL_HOST:
            provide_channel(Mail())

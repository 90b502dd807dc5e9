"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers `tuquan.reports`."""

    name = "tuquan.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

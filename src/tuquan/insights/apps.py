"""The insights app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Registers `tuquan.insights`."""

    name = "tuquan.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"

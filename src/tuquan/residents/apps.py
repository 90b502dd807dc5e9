"""The residents app."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """Registers `tuquan.residents`."""

    name = "tuquan.residents"
    label = "residents"
    default_auto_field = "django.db.models.BigAutoField"

"""The programmes app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers `tuquan.programmes`."""

    name = "tuquan.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

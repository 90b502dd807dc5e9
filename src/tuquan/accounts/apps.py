"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers `tuquan.accounts`."""

    name = "tuquan.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

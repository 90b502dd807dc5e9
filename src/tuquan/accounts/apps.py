"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers `tuquan.accounts`."""

    name = "tuquan.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let grants follow the map."""
        from tuquan.accounts.services.reforms import GrantFollower
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(GrantFollower())

"""The groups app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Registers `tuquan.groups`."""

    name = "tuquan.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

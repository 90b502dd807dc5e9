"""The plumbing as a Django app, so that its templates, tags and static files are found."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Registers `tuquan.base`."""

    name = "tuquan.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers `tuquan.places`."""

    name = "tuquan.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

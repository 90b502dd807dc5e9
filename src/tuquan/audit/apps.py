"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers `tuquan.audit`."""

    name = "tuquan.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

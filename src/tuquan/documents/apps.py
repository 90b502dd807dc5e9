"""The documents app."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers `tuquan.documents`."""

    name = "tuquan.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

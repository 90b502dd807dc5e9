"""The composition as a Django app, so that its templates and texts are found."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectConfig(AppConfig):
    """Registers `tuquan.project`, and the background work of all apps."""

    name = "tuquan.project"
    label = "project"

    def ready(self) -> None:
        """Read the `jobs` module of every app, and say as whom a job runs."""
        from tuquan.accounts.queries import actor_for_owner
        from tuquan.base.jobs import set_actor_source

        set_actor_source(actor_for_owner)
        autodiscover_modules("jobs")

"""The composition as a Django app, so that its templates and texts are found."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectConfig(AppConfig):
    """Registers `tuquan.project`, and the background work of all apps."""

    name = "tuquan.project"
    label = "project"

    def ready(self) -> None:
        """Read every app's `jobs`; say as whom a job runs, and what a telephone's bar leads to."""
        from tuquan.accounts.queries import actor_for_owner
        from tuquan.base.jobs import set_actor_source
        from tuquan.outbox.deliveries import provide_closing, provide_navigation
        from tuquan.project.navigation import phone_navigation
        from tuquan.project.sign_in import closing_phone

        set_actor_source(actor_for_owner)
        provide_closing(closing_phone)
        provide_navigation(phone_navigation)
        autodiscover_modules("jobs")

"""The reports app."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers `tuquan.reports`."""

    name = "tuquan.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what reports know of a place to the programmes below, and follow the map."""
        from tuquan.groups.queries import provide_open_work
        from tuquan.places.services.followers import follow_reforms
        from tuquan.programmes.queries import provide_facts
        from tuquan.reports.queries import report_facts
        from tuquan.reports.queries.handing_over import reports_to_write
        from tuquan.reports.services.following import ReportFollower

        provide_facts(report_facts)
        provide_open_work(reports_to_write)
        follow_reforms(ReportFollower())

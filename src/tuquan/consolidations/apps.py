"""The consolidations app."""

from __future__ import annotations

from django.apps import AppConfig


class ConsolidationsConfig(AppConfig):
    """Registers `tuquan.consolidations`."""

    name = "tuquan.consolidations"
    label = "consolidations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of every report, of who owes one, and of the map, wherever a total changes."""
        from tuquan.approvals.queries import provide_subjects
        from tuquan.consolidations.queries.containing import (
            total_subjects,
            totals_counting_report,
        )
        from tuquan.consolidations.services.marking import mark_owed, mark_reform, mark_report
        from tuquan.places.services.followers import after_reforms
        from tuquan.reports.queries.totals import provide_totals
        from tuquan.reports.services.followers import follow_opened, follow_reports

        follow_reports(mark_report)
        follow_opened(mark_owed)
        after_reforms(mark_reform)
        provide_totals(totals_counting_report)
        provide_subjects("reports.obligation", total_subjects)

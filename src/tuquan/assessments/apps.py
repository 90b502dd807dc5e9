"""The assessments app."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Registers `tuquan.assessments`."""

    name = "tuquan.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let sheets, acceptances and visits follow the map; tell of findings that are due; take
        sheets that were filled in on telephones."""
        from tuquan.assessments.queries.phone import (
            kept_sheets,
            sheets_instead,
            shells_for_markers,
        )
        from tuquan.assessments.queries.visits import finding_alerts
        from tuquan.assessments.services.delivering import deliver_sheet
        from tuquan.assessments.services.following import AcceptanceFollower, SheetFollower
        from tuquan.notices.queries import provide_alerts
        from tuquan.outbox.deliveries import (
            keep_files,
            provide_instead,
            provide_kept,
            provide_shells,
            take_kind,
        )
        from tuquan.places.services.followers import follow_reforms

        follow_reforms(SheetFollower())
        follow_reforms(AcceptanceFollower())
        provide_alerts(finding_alerts)
        take_kind("sheet", deliver_sheet)
        provide_kept("sheets", kept_sheets)
        provide_instead(sheets_instead)
        provide_shells(shells_for_markers)
        keep_files(["assessments/js/rows.js", "assessments/js/marks.js"])

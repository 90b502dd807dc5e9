"""The reports app."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers `tuquan.reports`."""

    name = "tuquan.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what reports know of a place to the programmes below, follow the map, and take what
        telephones send."""
        from tuquan.approvals.queries import provide_subjects
        from tuquan.groups.queries import provide_open_work
        from tuquan.notices.queries import provide_alerts
        from tuquan.outbox.deliveries import keep_files, provide_kept, provide_shells, take_kind
        from tuquan.places.services.followers import follow_reforms
        from tuquan.programmes.queries import provide_facts
        from tuquan.reports.queries import report_facts
        from tuquan.reports.queries.chasing import missing_alerts
        from tuquan.reports.queries.checks import report_subjects
        from tuquan.reports.queries.handing_over import reports_to_write
        from tuquan.reports.queries.phone import kept_reports, shells_of
        from tuquan.reports.services.delivering import deliver_report
        from tuquan.reports.services.following import ReportFollower
        from tuquan.reports.services.following_aims import AimsFollower

        provide_facts(report_facts)
        provide_subjects("reports.report", report_subjects)
        provide_alerts(missing_alerts)
        provide_open_work(reports_to_write)
        follow_reforms(ReportFollower())
        follow_reforms(AimsFollower())
        take_kind("report", deliver_report)
        provide_kept("reports", kept_reports)
        provide_shells(shells_of)
        keep_files(["reports/js/report.js"])

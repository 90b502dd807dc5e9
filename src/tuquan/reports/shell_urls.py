"""Addresses of the forms a telephone keeps: the same for everybody, filled in on the telephone."""

from django.urls import path

from tuquan.reports.views import phone

app_name = "report_shells"
urlpatterns = [
    path("<int:edition_id>/<path:form_key>/<slug:place_kind>/", phone.form_shell, name="report"),
]

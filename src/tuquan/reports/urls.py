"""Addresses of reports: the desk, one report, and a leader's own."""

from django.urls import path

from tuquan.reports.views import desk, leader, reevaluating, versions, writing

app_name = "reports"
urlpatterns = [
    path("", desk.chase_list, name="desk"),
    path("mo-ky/", desk.open_due_periods, name="open"),
    path("doi-theo/", reevaluating.preview, name="reevaluation"),
    path("doi-theo/lam/", reevaluating.reevaluate, name="reevaluate"),
    path("cua-toi/", leader.mine, name="mine"),
    path("viet/<int:obligation_id>/", writing.write, name="write"),
    path("viet/<int:obligation_id>/hai-ban/", versions.settle, name="settle"),
    path("viet/<int:obligation_id>/da-gui/", writing.receipt, name="receipt"),
    path("<int:report_id>/", desk.detail, name="detail"),
    path("<int:report_id>/duyet/", desk.accept, name="accept"),
    path("<int:report_id>/tra-lai/", desk.send_back, name="return"),
]

"""Addresses of reports: the desk, one report, and a leader's own."""

from django.urls import path

from tuquan.reports.views import (
    aims,
    bulk,
    chasing,
    deadlines,
    desk,
    detail,
    incidents,
    leader,
    owing,
    reevaluating,
    told,
    versions,
    writing,
)

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
    path("duyet-nhieu/", bulk.accept_many, name="accept_many"),
    path("nghe/<int:obligation_id>/", told.take, name="told"),
    path("phai-lam/", owing.owing, name="owing"),
    path("don-doc/", chasing.chase, name="chase"),
    path("don-doc/nhac/", chasing.remind_many, name="remind"),
    path("don-doc/<int:obligation_id>/", chasing.contacts, name="contacts"),
    path("han/<int:obligation_id>/", deadlines.deadline, name="deadline"),
    path("dot-xuat/", incidents.incident, name="incident"),
    path("muc-tieu/<int:place_id>/", aims.aims, name="aims"),
    path("muc-tieu/<int:place_id>/viec/", aims.write_issue, name="write_issue"),
    path("muc-tieu/viec/<int:issue_id>/xong/", aims.settle_issue, name="settle_issue"),
    path("<int:report_id>/", detail.detail, name="detail"),
    path("<int:report_id>/duyet/", detail.accept, name="accept"),
    path("<int:report_id>/tra-lai/", detail.send_back, name="return"),
    path("<int:report_id>/hoi/", detail.remark, name="remark"),
    path("<int:report_id>/hoi/xong/", detail.settle, name="settle_remarks"),
]

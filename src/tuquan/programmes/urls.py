"""Addresses of programmes: installed editions, one to read, adopting it."""

from __future__ import annotations

from django.urls import path

from tuquan.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.index, name="index"),
    path("cai-dat/", views.install, name="install"),
    path("kiem-tra/", views.check, name="check"),
    path("<int:edition_id>/", views.detail, name="detail"),
    path("<int:edition_id>/mau/<slug:form_key>/", views.preview, name="preview"),
    path("<int:edition_id>/giay-to/<slug:paper_key>/", views.paper, name="paper"),
    path("<int:edition_id>/giay-to/<slug:paper_key>/docx/", views.paper_docx, name="paper_docx"),
    path("<int:edition_id>/giay-to/<slug:paper_key>/pdf/", views.paper_pdf, name="paper_pdf"),
    path("<int:old_id>/khac/<int:new_id>/", views.changes, name="differences"),
    path("<int:edition_id>/ap-dung/", views.adopt, name="adopt"),
    path("noi/<int:adoption_id>/", views.terms, name="terms"),
    path(
        "noi/<int:adoption_id>/ban/<int:edition_id>/", views.change_edition, name="change_edition"
    ),
    path("noi/<int:adoption_id>/moc/", views.milestones, name="milestones"),
    path("noi/<int:adoption_id>/moc/xong/", views.mark_milestone, name="mark_milestone"),
    path("moc/<int:mark_id>/bo/", views.take_back_milestone, name="take_back_milestone"),
    path("noi/<int:adoption_id>/diem/", views.pilots, name="pilots"),
    path("noi/<int:adoption_id>/diem/chon/", views.choose_pilot, name="choose_pilot"),
    path("diem/<int:pilot_id>/thoi/", views.end_pilot, name="end_pilot"),
    path("lich/", views.deadlines, name="deadlines"),
    path("lich/thang/", views.month, name="month"),
    path("lich/ngay-hoi/", views.events, name="events"),
    path("lich/dia-chi/", views.feeds, name="feeds"),
    path("lich/dia-chi/mo/", views.open_feed, name="open_feed"),
    path("lich/dia-chi/<int:feed_id>/huy/", views.revoke_feed, name="revoke_feed"),
    path("lich/<str:secret>.ics", views.feed, name="feed"),
]

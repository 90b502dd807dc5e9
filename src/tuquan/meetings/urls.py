"""Addresses of the meetings app."""

from __future__ import annotations

from django.urls import path

from tuquan.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("viec/", views.tasks, name="tasks"),
    path("viec/<int:resolution_id>/xong/", views.finish, name="finish"),
    path("moi/", views.new, name="new"),
    path("<int:meeting_id>/", views.detail, name="detail"),
    path("<int:meeting_id>/sua/", views.change, name="change"),
    path("<int:meeting_id>/huy/", views.cancel, name="cancel"),
    path("<int:meeting_id>/thu-moi/", views.invitation, name="invitation"),
    path("<int:meeting_id>/khach/", views.invite, name="invite"),
    path("<int:meeting_id>/khach/co-mat/", views.guests, name="guests"),
    path("<int:meeting_id>/khach/<int:guest_id>/bo/", views.uninvite, name="uninvite"),
    path("<int:meeting_id>/bat-dau/", views.opening, name="open"),
    path("<int:meeting_id>/diem-danh/", views.attendance, name="attendance"),
    path("<int:meeting_id>/cach-bieu-quyet/", views.method, name="method"),
    path("<int:meeting_id>/bien-ban/", views.minutes, name="minutes"),
    path("<int:meeting_id>/ket-thuc/", views.close, name="close"),
    path("<int:meeting_id>/ky/", views.sign, name="sign"),
    path("<int:meeting_id>/bo-sung/", views.correct, name="correct"),
    path("<int:meeting_id>/giao-viec/", views.resolve, name="resolve"),
    path("<int:meeting_id>/giay/<slug:kind>.<slug:ending>", views.paper, name="paper"),
    path("<int:meeting_id>/bieu-quyet/", views.new_motion, name="new_motion"),
    path("bieu-quyet/<int:motion_id>/", views.motion, name="motion"),
    path("bieu-quyet/<int:motion_id>/bo/", views.drop_motion, name="drop_motion"),
    path(
        "bieu-quyet/<int:motion_id>/<slug:kind>.<slug:ending>",
        views.motion_paper,
        name="motion_paper",
    ),
    path("<int:meeting_id>/bau/", views.new_election, name="new_election"),
    path("bau/<int:election_id>/", views.election, name="election"),
    path("bau/<int:election_id>/gioi-thieu/", views.nominate, name="nominate"),
    path(
        "bau/<int:election_id>/rut/<int:candidate_id>/",
        views.withdraw,
        name="withdraw",
    ),
    path("bau/<int:election_id>/vong-sau/", views.next_round, name="next_round"),
    path("bau/<int:election_id>/bau-truong/", views.stage, name="stage"),
    path("bau/<int:election_id>/bo/", views.drop_election, name="drop_election"),
    path(
        "bau/<int:election_id>/<slug:kind>.<slug:ending>",
        views.election_paper,
        name="election_paper",
    ),
]

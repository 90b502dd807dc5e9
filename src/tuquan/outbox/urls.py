"""Addresses of the telephone's own pages and of what its script asks for."""

from __future__ import annotations

from django.urls import path

from tuquan.outbox import views

app_name = "outbox"
urlpatterns = [
    path("phien/", views.session, name="session"),
    path("sw.js", views.worker, name="worker"),
    path("ung-dung.webmanifest", views.manifest, name="manifest"),
    path("may/", views.today, name="today"),
    path("may/so-gui/", views.ledger, name="ledger"),
    path("may/gui/", views.send, name="send"),
    path("may/du-lieu/", views.kept, name="kept"),
    path("may/lac/", views.strays, name="strays"),
    path("may/lac/<int:stray_id>/", views.stray, name="stray"),
    path("may/lac/<int:stray_id>/nhap/", views.enter, name="enter_stray"),
    path("may/lac/<int:stray_id>/gac-lai/", views.set_aside, name="set_aside_stray"),
]

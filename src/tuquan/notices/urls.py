"""Addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from tuquan.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("da-doc/", views.read_all, name="read_all"),
    path("<int:notice_id>/", views.open_notice, name="open"),
]

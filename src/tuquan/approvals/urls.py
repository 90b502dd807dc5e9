"""Addresses of what waits for a yes."""

from __future__ import annotations

from django.urls import path

from tuquan.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.index, name="index"),
]

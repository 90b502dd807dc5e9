"""Addresses of the bodies app."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "bodies"
urlpatterns: list[URLPattern] = []

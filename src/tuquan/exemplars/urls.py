"""Addresses of the exemplars app."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "exemplars"
urlpatterns: list[URLPattern] = []

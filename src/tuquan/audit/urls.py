"""Addresses of the record."""

from django.urls import path

from tuquan.audit import views

app_name = "audit"
urlpatterns = [path("", views.recent, name="index")]

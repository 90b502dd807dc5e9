"""The product's addresses, the note's page, and what the tests turn and read."""

from __future__ import annotations

from django.urls import path

from tests.e2e.notes import views
from tuquan.project.urls import handler403, handler404, handler500
from tuquan.project.urls import urlpatterns as product

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("may/thu/", views.page),
    path("thu/lenh/", views.order),
    *product,
]

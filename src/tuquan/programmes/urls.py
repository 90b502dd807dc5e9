"""Addresses of programmes: installed editions, one to read, adopting it."""

from __future__ import annotations

from django.urls import path

from tuquan.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.index, name="index"),
    path("cai-dat/", views.install, name="install"),
    path("<int:edition_id>/", views.detail, name="detail"),
    path("<int:edition_id>/ap-dung/", views.adopt, name="adopt"),
    path("noi/<int:adoption_id>/", views.terms, name="terms"),
    path(
        "noi/<int:adoption_id>/ban/<int:edition_id>/", views.change_edition, name="change_edition"
    ),
]

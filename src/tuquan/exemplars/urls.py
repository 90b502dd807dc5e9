"""Addresses of the exemplars app."""

from __future__ import annotations

from django.urls import path

from tuquan.exemplars import views

app_name = "exemplars"
urlpatterns = [
    path("", views.library, name="index"),
    path("viet/", views.write, name="write"),
    path("<int:exemplar_id>/", views.exemplar, name="exemplar"),
    path("<int:exemplar_id>/sua/", views.rewrite, name="rewrite"),
    path("<int:exemplar_id>/chia-se/", views.share, name="share"),
    path("<int:exemplar_id>/rut/", views.withdraw, name="withdraw"),
    path("<int:exemplar_id>/lam-theo/", views.adopt, name="adopt"),
    path("lam-theo/<int:replication_id>/", views.replication, name="replication"),
    path("lam-theo/<int:replication_id>/buoc/<int:number>/", views.tick, name="tick"),
    path("lam-theo/<int:replication_id>/giu/", views.keep, name="keep"),
    path("lam-theo/<int:replication_id>/dung/", views.stop, name="stop"),
]

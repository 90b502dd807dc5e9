"""Addresses of bodies, of posts in them, and of the people who hold posts."""

from __future__ import annotations

from django.urls import path

from tuquan.bodies import views

app_name = "bodies"
urlpatterns = [
    path("", views.index, name="index"),
    path("lap/", views.found, name="found"),
    path("cua-toi/", views.own_posts, name="own_posts"),
    path("nguoi/", views.people, name="people"),
    path("nguoi/<int:holder_id>/", views.person, name="person"),
    path("nguoi/<int:holder_id>/tap-huan/", views.train, name="train"),
    path("huong-dan/<int:guidance_id>/ket-thuc/", views.end_guidance, name="end_guidance"),
    path("chuc-danh/<int:appointment_id>/ban-giao/", views.hand_over, name="hand_over"),
    path("chuc-danh/<int:appointment_id>/thoi-giu/", views.end_post, name="end_post"),
    path("<int:body_id>/", views.detail, name="detail"),
    path("<int:body_id>/lich-su/", views.history, name="history"),
    path("<int:body_id>/sua/", views.alter, name="alter"),
    path("<int:body_id>/giai-the/", views.dissolve, name="dissolve"),
    path("<int:body_id>/cu-nguoi/", views.appoint, name="appoint"),
    path("<int:body_id>/phu-trach-tam/", views.act, name="act"),
    path("<int:body_id>/huong-dan/", views.guide, name="guide"),
]

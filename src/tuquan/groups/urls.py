"""Addresses of groups: by area, one by one, and a leader's own households."""

from __future__ import annotations

from django.urls import path

from tuquan.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.index, name="index"),
    path("ho-dan/", views.households, name="households"),
    path("thon/<int:place_id>/", views.area, name="area"),
    path("thon/<int:place_id>/de-xuat/", views.propose, name="propose"),
    path("thon/<int:place_id>/so-sanh/", views.compare, name="compare"),
    path("thon/<int:place_id>/xac-nhan/", views.confirm, name="confirm"),
    path("thon/<int:place_id>/bo-de-xuat/", views.discard, name="discard"),
    path("<int:group_id>/", views.detail, name="detail"),
    path("<int:group_id>/chuyen-ho/", views.move, name="move"),
    path("<int:group_id>/doi-ten/", views.rename, name="rename"),
    path("<int:group_id>/to-truong-to-pho/", views.name_holder, name="name_holder"),
]

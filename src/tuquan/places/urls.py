"""Addresses of places."""

from django.urls import path

from tuquan.places import views

app_name = "places"
urlpatterns = [
    path("", views.place_list, name="index"),
    path("them/", views.add, name="add"),
]

"""Addresses everybody may open without signing in."""

from django.urls import path

from tuquan.insights import views

app_name = "public"
urlpatterns = [
    path("", views.published, name="index"),
    path("<int:cycle_id>/", views.cycle, name="cycle"),
    path("<int:cycle_id>/<int:place_id>/", views.area, name="area"),
]

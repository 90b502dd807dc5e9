"""Addresses of household lists."""

from django.urls import path

from tuquan.residents.views import imports, lists, records

app_name = "residents"
urlpatterns = [
    path("", lists.index, name="index"),
    path("thon/<int:place_id>/", lists.area, name="area"),
    path("thon/<int:place_id>/them/", records.add, name="add"),
    path("nhap/", imports.upload, name="import"),
    path("nhap/<int:import_id>/", imports.preview, name="import_preview"),
    path("nhap/<int:import_id>/bo/", imports.discard, name="import_discard"),
    path("<int:household_id>/", records.detail, name="detail"),
    path("<int:household_id>/sua/", records.edit, name="edit"),
]

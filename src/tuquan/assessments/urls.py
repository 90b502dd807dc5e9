"""Addresses of the assessments app."""

from __future__ import annotations

from django.urls import path

from tuquan.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.sheets, name="index"),
    path("phieu/<int:sheet_id>/", views.sheet, name="sheet"),
    path("phieu/<int:sheet_id>/danh-dau/", views.mark, name="mark"),
    path("phieu/<int:sheet_id>/kiem-tra/", views.check, name="check"),
    path("phieu/<int:sheet_id>/tra-lai/", views.give_back, name="give_back"),
    path("phieu/<int:sheet_id>/ket-luan/", views.decide, name="decide"),
    path("ket-qua/<int:result_id>/", views.result, name="result"),
    path("ket-qua/<int:result_id>/sua/", views.correct, name="correct"),
]

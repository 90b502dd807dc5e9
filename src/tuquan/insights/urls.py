"""Addresses of the totals and of reviews."""

from django.urls import path

from tuquan.insights import views

app_name = "insights"
urlpatterns = [
    path("", views.totals, name="totals"),
    path("bao-cao/", views.submissions, name="submissions"),
    path("tai-ve/", views.workbook, name="workbook"),
    path("so-ket/", views.review, name="review"),
]

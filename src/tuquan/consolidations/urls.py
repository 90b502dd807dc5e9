"""Addresses of totals that are prepared and sent up, and of how complete reports are."""

from django.urls import path

from tuquan.consolidations import views

app_name = "consolidations"
urlpatterns = [
    path("", views.index, name="index"),
    path("xa/", views.communes, name="communes"),
    path("day-du/", views.complete, name="complete"),
    path("trang-thang/<int:place_id>/", views.meeting, name="meeting"),
    path("<int:obligation_id>/", views.total, name="total"),
    path("<int:obligation_id>/dieu-chinh/", views.adjust, name="adjust"),
    path("<int:obligation_id>/bo-dieu-chinh/", views.drop, name="drop"),
    path("<int:obligation_id>/y-kien/", views.decide, name="decide"),
    path("<int:obligation_id>/cac-xa/", views.received, name="received"),
    path("ban-gui/<int:sent_id>/", views.version, name="version"),
    path("ban-gui/<int:sent_id>/tai-ve/", views.workbook, name="workbook"),
    path("ban-gui/<int:sent_id>/van-ban/", views.paper, name="paper"),
]

"""Addresses of accounts, and of a person's own page."""

from django.urls import path

from tuquan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", views.account_list, name="index"),
    path("tai-khoan/them/", views.add_account, name="add"),
    path("tai-khoan/<int:account_id>/mat-khau-moi/", views.give_new_password, name="reset"),
    path("tai-khoan/quyen/<int:grant_id>/ket-thuc/", views.take_grant_back, name="end_grant"),
    path("toi/", views.me, name="me"),
    path("toi/mat-khau/", views.own_password, name="password"),
]

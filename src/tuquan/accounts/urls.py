"""Addresses of accounts, of a person's own page, and of signing in by a card or a code."""

from django.urls import path

from tuquan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", views.account_list, name="index"),
    path("tai-khoan/them/", views.add_account, name="add"),
    path("tai-khoan/<int:account_id>/mat-khau-moi/", views.give_new_password, name="reset"),
    path("tai-khoan/quyen/<int:grant_id>/ket-thuc/", views.take_grant_back, name="end_grant"),
    path("tai-khoan/the/", views.people_for_cards, name="cards"),
    path("tai-khoan/the/lam/", views.make_cards, name="make_cards"),
    path("tai-khoan/<int:account_id>/the/", views.card_page, name="card"),
    path("tai-khoan/<int:account_id>/the/lam/", views.make_card, name="make_card"),
    path("tai-khoan/<int:account_id>/the/huy/", views.revoke_card, name="revoke_card"),
    path("tai-khoan/<int:account_id>/lien-he/", views.set_contact, name="set_contact"),
    path("tai-khoan/may/<int:device_id>/dong/", views.close_device, name="close_device"),
    path("vao/", views.enter_by_code, name="enter"),
    path("vao/ma-mot-lan/", views.ask_for_code, name="ask_for_code"),
    path("vao/ma-mot-lan/nhap/", views.type_code, name="type_code"),
    path("vao/<str:token>/", views.enter_by_card, name="enter_by_card"),
    path("toi/may/<int:device_id>/dong/", views.close_own_device, name="close_own_device"),
    path("toi/", views.me, name="me"),
    path("toi/mat-khau/", views.own_password, name="password"),
]

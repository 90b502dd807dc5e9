"""Addresses of the formation app."""

from __future__ import annotations

from django.urls import path

from tuquan.formation import views

app_name = "formation"
urlpatterns = [
    path("", views.dossiers, name="dossiers"),
    path("mo/", views.open_dossiers, name="open"),
    path("mo-ho-so/", views.open_later, name="open_later"),
    path("kien-toan/<int:regrouping_id>/", views.open_plan, name="open_plan"),
    path("quyet-dinh/", views.decide, name="decide"),
    path("ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/hop/", views.link_meeting, name="link_meeting"),
    path("ho-so/<int:dossier_id>/nguoi/", views.nominate, name="nominate"),
    path("ho-so/<int:dossier_id>/giay/<slug:paper>/", views.draft, name="draft"),
    path("ho-so/<int:dossier_id>/bo/", views.drop, name="drop"),
    path("nguoi/<int:nomination_id>/bo/", views.remove_nomination, name="remove_nomination"),
    path("cam-ket/", views.pledges, name="pledges"),
    path("cam-ket/chuong-trinh/<int:adoption_id>/<slug:pledge_key>/", views.pledge, name="pledge"),
    path(
        "cam-ket/chuong-trinh/<int:adoption_id>/<slug:pledge_key>/<int:place_id>/",
        views.register_pledge,
        name="register_pledge",
    ),
    path("cam-ket/dang-ky/<int:registration_id>/", views.registration, name="registration"),
    path("cam-ket/dang-ky/<int:registration_id>/ky/", views.sign_list, name="sign_list"),
    path("cam-ket/dang-ky/<int:registration_id>/co-quan/", views.sign_office, name="sign_office"),
    path(
        "cam-ket/dang-ky/<int:registration_id>/mau-so/", views.correct_pledge, name="correct_pledge"
    ),
    path("cam-ket/dang-ky/<int:registration_id>/gia-han/", views.renew_pledge, name="renew_pledge"),
    path("cam-ket/dang-ky/<int:registration_id>/dong/", views.close_pledge, name="close_pledge"),
    path(
        "cam-ket/dang-ky/<int:registration_id>/giay/<slug:paper_key>/docx/",
        views.pledge_docx,
        name="pledge_docx",
    ),
    path(
        "cam-ket/dang-ky/<int:registration_id>/giay/<slug:paper_key>/pdf/",
        views.pledge_pdf,
        name="pledge_pdf",
    ),
    path("cam-ket/cua-to/", views.my_pledges, name="my_pledges"),
    path("cam-ket/cua-to/<int:registration_id>/<int:group_id>/", views.signing, name="signing"),
    path(
        "cam-ket/cua-to/<int:registration_id>/<int:group_id>/<int:household_id>/",
        views.sign,
        name="sign",
    ),
    path("cam-ket/chu-ky/<int:signature_id>/rut/", views.withdraw, name="withdraw"),
    path("mo-hinh/", views.models, name="models"),
    path("mo-hinh/<int:place_id>/", views.area_models, name="area_models"),
    path("mo-hinh/<int:place_id>/chon/", views.choose_model, name="choose_model"),
    path("mo-hinh/<int:place_id>/bao-cao/docx/", views.group_notice_docx, name="group_notice_docx"),
    path("mo-hinh/<int:place_id>/bao-cao/pdf/", views.group_notice_pdf, name="group_notice_pdf"),
    path("mo-hinh/sua/<int:model_id>/", views.alter_model, name="alter_model"),
    path("mo-hinh/ket-thuc/<int:model_id>/", views.end_model, name="end_model"),
]

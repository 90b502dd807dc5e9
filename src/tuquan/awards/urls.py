"""Addresses of the awards app."""

from __future__ import annotations

from django.urls import path

from tuquan.awards import views

app_name = "awards"
urlpatterns = [
    path("", views.index, name="index"),
    path("dot/moi/<int:adoption_id>/<slug:award_key>/", views.open_round, name="open"),
    path("dot/<int:round_id>/", views.round_page, name="round"),
    path("dot/<int:round_id>/sua/", views.terms, name="terms"),
    path("dot/<int:round_id>/dong/", views.close, name="close"),
    path("dot/<int:round_id>/de-cu/", views.nominate, name="nominate"),
    path("dot/<int:round_id>/tu-ket-qua/", views.from_results, name="from_results"),
    path("de-cu/<int:nomination_id>/rut/", views.withdraw, name="withdraw"),
    path("dot/<int:round_id>/hoi-dong/", views.council, name="council"),
    path("dot/<int:round_id>/mo-lai/", views.reopen, name="reopen"),
    path("dot/<int:round_id>/quyet-dinh/", views.decide, name="decide"),
    path("dot/<int:round_id>/giay/", views.certificates, name="certificates"),
    path("dot/<int:round_id>/danh-sach/", views.ceremony_list, name="ceremony"),
    path("dot/<int:round_id>/danh-sach.docx", views.ceremony_docx, name="ceremony_docx"),
    path("dot/<int:round_id>/danh-sach.pdf", views.ceremony_pdf, name="ceremony_pdf"),
    path("so/", views.register, name="register"),
    path("so/nhap/<int:adoption_id>/", views.enter, name="enter"),
    path("so/<int:award_id>/thu-hoi/", views.take_back, name="take_back"),
]

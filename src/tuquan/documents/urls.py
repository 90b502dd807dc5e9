"""Addresses of the documents app."""

from __future__ import annotations

from django.urls import path

from tuquan.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("ban-hanh-nhieu/", views.batch, name="batch"),
    path("kiem-tra/", views.verify, name="verify"),
    path("tep/<int:file_id>/", views.download, name="file"),
    path("co-quan/", views.issuers, name="issuers"),
    path("co-quan/<int:issuer_id>/", views.issuer, name="issuer"),
    path("co-quan/<int:issuer_id>/thoi/", views.end_body, name="end_issuer"),
    path("co-quan/<int:issuer_id>/nguoi-ky/", views.add_person, name="add_signatory"),
    path("co-quan/<int:issuer_id>/so/", views.open_new_book, name="open_book"),
    path("nguoi-ky/<int:signatory_id>/thoi/", views.end_person, name="end_signatory"),
    path("so/<int:book_id>/", views.book, name="book"),
    path("so/<int:book_id>/dong/", views.close, name="close_book"),
    path("so/<int:book_id>/khong-dung/", views.unused, name="unused_number"),
    path("so/<int:book_id>/van-ban-ngoai/", views.enter_outside, name="outside_number"),
    path("<int:document_id>/", views.detail, name="detail"),
    path("<int:document_id>/sua/", views.edit, name="edit"),
    path("<int:document_id>/ban-hanh/", views.issue, name="issue"),
    path("<int:document_id>/bo/", views.discard, name="discard"),
    path("<int:document_id>/thu-hoi/", views.withdraw, name="withdraw"),
    path("<int:document_id>/thay-the/", views.replace_paper, name="replace"),
    path("<int:document_id>/ban-ky/", views.attach, name="attach"),
]

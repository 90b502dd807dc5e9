"""Addresses of places."""

from django.urls import path

from tuquan.places.views import detail, reforms, sources, starting, tree

app_name = "places"
urlpatterns = [
    path("", tree.place_list, name="index"),
    path("them/", tree.add, name="add"),
    path("nguon/", sources.sources, name="sources"),
    path("sap-xep/", reforms.desk, name="reforms"),
    path("sap-xep/moi/<slug:kind>/", starting.start, name="start_reform"),
    path("sap-xep/<int:reform_id>/", reforms.reform, name="reform"),
    path("sap-xep/<int:reform_id>/bien-ban/", reforms.report, name="reform_report"),
    path("sap-xep/<int:reform_id>/thuc-hien/", reforms.carry_out, name="carry_out_reform"),
    path("sap-xep/<int:reform_id>/hoan-tac/", reforms.undo, name="undo_reform"),
    path("sap-xep/<int:reform_id>/bo/", reforms.drop, name="drop_reform"),
    path("<int:place_id>/", detail.place, name="place"),
    path("<int:place_id>/ten-khac/", detail.alias, name="alias"),
    path("<int:place_id>/ma/", detail.code, name="code"),
    path("<int:place_id>/goi-la/", detail.local_word, name="local_word"),
]

"""Addresses of groups: by area, one by one, and a leader's own households."""

from __future__ import annotations

from django.urls import path

from tuquan.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.index, name="index"),
    path("ho-dan/", views.households, name="households"),
    path("thon/<int:place_id>/", views.area, name="area"),
    path("thon/<int:place_id>/de-xuat/", views.propose, name="propose"),
    path("thon/<int:place_id>/so-sanh/", views.compare, name="compare"),
    path("thon/<int:place_id>/xac-nhan/", views.confirm, name="confirm"),
    path("thon/<int:place_id>/bo-de-xuat/", views.discard, name="discard"),
    path("thon/<int:place_id>/sap-xep/", views.adjust, name="adjust"),
    path("thon/<int:place_id>/sap-xep/chuyen/", views.adjust_move, name="adjust_move"),
    path("thon/<int:place_id>/ranh-gioi/", views.barriers, name="barriers"),
    path("thon/<int:place_id>/nguyen-vong/", views.wishes, name="wishes"),
    path("thon/<int:place_id>/kien-toan/", views.regroup, name="regroup"),
    path("thon/<int:place_id>/kien-toan/lap/", views.plan_regrouping, name="plan_regrouping"),
    path("ranh-gioi/<int:barrier_id>/", views.barrier, name="barrier"),
    path("ranh-gioi/<int:barrier_id>/bo/", views.remove_barrier, name="remove_barrier"),
    path("nguyen-vong/<int:wish_id>/bo/", views.remove_wish, name="remove_wish"),
    path("kien-toan/<int:regrouping_id>/", views.regrouping, name="regrouping"),
    path(
        "kien-toan/<int:regrouping_id>/chuyen/", views.adjust_regrouping, name="adjust_regrouping"
    ),
    path(
        "kien-toan/<int:regrouping_id>/cap-nhat/", views.renew_regrouping, name="renew_regrouping"
    ),
    path("kien-toan/<int:regrouping_id>/bo/", views.drop_regrouping, name="drop_regrouping"),
    path("<int:group_id>/", views.detail, name="detail"),
    path("<int:group_id>/chuyen-ho/", views.move, name="move"),
    path("<int:group_id>/doi-ten/", views.rename, name="rename"),
    path("<int:group_id>/to-truong-to-pho/", views.name_holder, name="name_holder"),
    path("<int:group_id>/doi-to-truong/", views.change_leader, name="change_leader"),
    path("<int:group_id>/thanh-vien/", views.add_member, name="add_member"),
    path("<int:group_id>/nguon-goc/", views.set_predecessor, name="set_predecessor"),
    path("<int:group_id>/phu-trach-ho/", views.care, name="care"),
    path("<int:group_id>/phu-trach-ho/giao/", views.assign_care, name="assign_care"),
    path("<int:group_id>/phu-trach-ho/chia-deu/", views.share_care, name="share_care"),
    path("<int:group_id>/phu-trach-ho/thoi/", views.end_care, name="end_care"),
    path("thon/<int:place_id>/phu-trach-ho/", views.care_sheet, name="care_sheet"),
    path("chuc-danh/<int:tenure_id>/", views.tenure, name="tenure"),
    path("chuc-danh/<int:tenure_id>/ban-giao/", views.hand_over, name="hand_over"),
    path("chuc-danh/<int:tenure_id>/ket-thuc/", views.end_tenure, name="end_tenure"),
    path("chuc-danh/<int:tenure_id>/nhiem-vu/", views.change_post, name="change_post"),
    path("chuc-danh/<int:tenure_id>/tai-khoan/", views.give_access, name="give_access"),
]

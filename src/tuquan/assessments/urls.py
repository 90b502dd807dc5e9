"""Addresses of the assessments app."""

from __future__ import annotations

from django.urls import path

from tuquan.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.sheets, name="index"),
    path("phieu/<int:sheet_id>/", views.sheet, name="sheet"),
    path("phieu/<int:sheet_id>/bieu.<str:ending>", views.paper, name="paper"),
    path("phieu/<int:sheet_id>/minh-chung/<str:row>/", views.row_evidence, name="row_evidence"),
    path("minh-chung/<int:evidence_id>/tep/", views.evidence_file, name="evidence_file"),
    path("minh-chung/<int:evidence_id>/rut/", views.take_back, name="evidence_withdraw"),
    path("phieu/<int:sheet_id>/danh-dau/", views.mark, name="mark"),
    path("phieu/<int:sheet_id>/kiem-tra/", views.check, name="check"),
    path("phieu/<int:sheet_id>/tra-lai/", views.give_back, name="give_back"),
    path("phieu/<int:sheet_id>/ket-luan/", views.decide, name="decide"),
    path("phieu/<int:sheet_id>/thu/", views.what_if, name="what_if"),
    path("phieu/<int:sheet_id>/binh-xet/", views.appraise, name="appraise"),
    path("phieu/<int:sheet_id>/khieu-nai/", views.complain, name="complain"),
    path("khieu-nai/", views.complaints, name="complaints"),
    path("khieu-nai/<int:complaint_id>/", views.complaint, name="complaint"),
    path("khieu-nai/<int:complaint_id>/tiep-nhan/", views.acknowledge, name="acknowledge"),
    path("khieu-nai/<int:complaint_id>/tra-loi/", views.answer, name="answer"),
    path("khieu-nai/<int:complaint_id>/rut/", views.withdraw, name="withdraw"),
    path("dot/<int:cycle_id>/", views.cycle, name="cycle"),
    path("dot/<int:cycle_id>/ngay/", views.set_days, name="set_days"),
    path("dot/<int:cycle_id>/thoi-han/", views.set_limits, name="set_limits"),
    path("dot/<int:cycle_id>/chon-mau/", views.draw, name="draw"),
    path("dot/<int:cycle_id>/con-lai/", views.pass_undrawn, name="pass_undrawn"),
    path("dot/<int:cycle_id>/tra-lai/", views.return_all, name="return_all"),
    path("dot/<int:cycle_id>/niem-yet/", views.post, name="post"),
    path("dot/<int:cycle_id>/ket-luan/", views.decide_all, name="decide_all"),
    path("dot/<int:cycle_id>/cong-khai/", views.publish, name="publish"),
    path("dot/<int:cycle_id>/xep-hang/", views.ranking, name="ranking"),
    path("dot/<int:cycle_id>/muc-chung/", views.benchmarks, name="benchmarks"),
    path("dot/<int:cycle_id>/danh-hieu/", views.titles, name="titles"),
    path(
        "dot/<int:cycle_id>/danh-hieu/<int:title_id>/bo/",
        views.remove_title,
        name="remove_title",
    ),
    path("nghiem-thu/<int:acceptance_id>/", views.acceptance, name="acceptance"),
    path("nghiem-thu/<int:acceptance_id>/kiem-tra/", views.check_model, name="check_model"),
    path("nghiem-thu/<int:acceptance_id>/dat/", views.accept, name="accept"),
    path("nghiem-thu/<int:acceptance_id>/chua-dat/", views.refuse, name="refuse"),
    path(
        "nghiem-thu/<int:acceptance_id>/sua/", views.correct_acceptance, name="correct_acceptance"
    ),
    path(
        "nghiem-thu/<int:acceptance_id>/bien-ban/",
        views.acceptance_minutes,
        name="acceptance_minutes",
    ),
    path("nghiem-thu/<int:acceptance_id>/ngay-hoi/", views.festival, name="festival"),
    path(
        "nghiem-thu/<int:acceptance_id>/da-bao-cao/",
        views.told_at_festival,
        name="told_at_festival",
    ),
    path("tham/", views.visits, name="visits"),
    path("tham/moi/", views.new_visit, name="new_visit"),
    path("tham/<int:visit_id>/", views.visit, name="visit"),
    path("tham/<int:visit_id>/thay/", views.add_finding, name="add_finding"),
    path("tham/<int:visit_id>/rut/", views.withdraw_visit, name="withdraw_visit"),
    path("tham/viec/<int:finding_id>/xong/", views.finish_finding, name="finish_finding"),
    path("ket-qua/<int:result_id>/", views.result, name="result"),
    path("ket-qua/<int:result_id>/sua/", views.correct, name="correct"),
]

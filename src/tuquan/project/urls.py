"""Every address of the product. Addresses are Vietnamese: officers read them to each other."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.conf import settings
from django.urls import include, path

from tuquan.project import views

urlpatterns = [
    path("", views.home, name="home"),
    path("bat-dau/", views.first_hour, name="first_hour"),
    path("cai-dat/", views.set_up, name="set_up"),
    path("viec-hom-nay/", views.area_desk, name="area_desk"),
    path("viec-hom-nay/loa/<int:place_id>/", views.loudspeaker, name="loudspeaker"),
    path("gioi-thieu/", views.about, name="about"),
    path("ngon-ngu/", views.choose_language, name="language"),
    path("co-chu/", views.choose_text_size, name="text_size"),
    path("suc-khoe/", views.health, name="health"),
    path("dang-nhap/", allauth_views.login, name="account_login"),
    path("dang-xuat/", allauth_views.logout, name="account_logout"),
    path("dang-nhap/da-khoa/", allauth_views.account_inactive, name="account_inactive"),
    path("dang-ky/", views.no_sign_up, name="account_signup"),
    path("dang-nhap/quen-mat-khau/", views.forgotten_password, name="account_reset_password"),
    path("viec-nen/", views.jobs, name="jobs"),
    path("viec-nen/<int:job_id>/", views.job_page, name="job"),
    path("viec-nen/<int:job_id>/dung/", views.cancel, name="job_cancel"),
    path("viec-nen/<int:job_id>/lam-lai/", views.retry, name="job_retry"),
    path("", include("tuquan.accounts.urls")),
    path("", include("tuquan.outbox.urls")),
    path("dia-ban/", include("tuquan.places.urls")),
    path("ho-dan/", include("tuquan.residents.urls")),
    path("chuong-trinh/", include("tuquan.programmes.urls")),
    path("to/", include("tuquan.groups.urls")),
    path("bao-cao/", include("tuquan.reports.urls")),
    path("may/bao-cao/", include("tuquan.reports.shell_urls")),
    path("may/bien-dong/", include("tuquan.residents.shell_urls")),
    path("may/ho/", include("tuquan.formation.shell_urls")),
    path("may/diem-danh/", include("tuquan.meetings.shell_urls")),
    path("may/phieu/", include("tuquan.assessments.shell_urls")),
    path("hop/", include("tuquan.meetings.urls")),
    path("thanh-lap/", include("tuquan.formation.urls")),
    path("danh-gia/", include("tuquan.assessments.urls")),
    path("khen-thuong/", include("tuquan.awards.urls")),
    path("mo-hinh-hay/", include("tuquan.exemplars.urls")),
    path("van-ban/", include("tuquan.documents.urls")),
    path("to-chuc/", include("tuquan.bodies.urls")),
    path("phe-duyet/", include("tuquan.approvals.urls")),
    path("thong-bao/", include("tuquan.notices.urls")),
    path("tong-hop/", include("tuquan.consolidations.urls")),
    path("so-lieu/", include("tuquan.insights.urls")),
    path("nhat-ky/", include("tuquan.audit.urls")),
    path("cong-khai/", include("tuquan.insights.public_urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("kieu-dang/", views.style_page, name="style"))

handler403 = "tuquan.project.views.forbidden"
handler404 = "tuquan.project.views.not_found"
handler500 = "tuquan.project.views.server_error"

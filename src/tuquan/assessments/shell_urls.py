"""The address of the sheet on a telephone: the same for everybody."""

from django.urls import path

from tuquan.assessments.views import phone

app_name = "sheet_shells"
urlpatterns = [path("", phone.sheet_shell, name="sheet")]

"""The address of the roll on a telephone: the same for everybody."""

from django.urls import path

from tuquan.meetings.views import phone

app_name = "roll_shells"
urlpatterns = [path("", phone.attendance_shell, name="attendance")]

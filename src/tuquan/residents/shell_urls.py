"""The address at which a telephone tells what happened in a household: the same for everybody."""

from django.urls import path

from tuquan.residents.views import phone

app_name = "household_shells"
urlpatterns = [path("", phone.change_shell, name="change")]

"""The address of the household list with its ticks on a telephone: the same for everybody."""

from django.urls import path

from tuquan.formation.views import phone

app_name = "pledge_shells"
urlpatterns = [path("", phone.households_shell, name="households")]

from django.urls import path
from django.http import HttpResponse
app_name = "groups"
def placeholder(request): return HttpResponse('groups')
urlpatterns = [
    path("", placeholder, name="index"),
    path("households/", placeholder, name="households"),
]

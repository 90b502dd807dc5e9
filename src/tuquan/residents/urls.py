from django.urls import path
from django.http import HttpResponse
app_name = "residents"
def placeholder(request): return HttpResponse('residents')
urlpatterns = [
    path("", placeholder, name="index"),
]

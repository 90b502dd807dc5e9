from django.urls import path
from django.http import HttpResponse
app_name = "programmes"
def placeholder(request): return HttpResponse('programmes')
urlpatterns = [
    path("", placeholder, name="index"),
]

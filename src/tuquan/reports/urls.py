from django.urls import path
from django.http import HttpResponse
app_name = "reports"
def placeholder(request): return HttpResponse('reports')
urlpatterns = [
    path("", placeholder, name="desk"),
    path("mine/", placeholder, name="mine"),
]

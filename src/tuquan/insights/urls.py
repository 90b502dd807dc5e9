from django.urls import path
from django.http import HttpResponse
app_name = "insights"
def placeholder(request): return HttpResponse('insights')
urlpatterns = [
    path("", placeholder, name="totals"),
]

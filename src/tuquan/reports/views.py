from django.http import HttpResponse
def leader_home(request): return HttpResponse("home")

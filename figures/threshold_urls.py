from django.urls import URLPattern

app_name = "thresholds"
urlpatterns: list[URLPattern] = []

from django.urls import include, path
from django.views.generic import RedirectView

from config import views

urlpatterns = [
    path("", include("reports.urls")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("health/", views.health, name="health"),
    path("favicon.ico", RedirectView.as_view(url="/static/favicon.svg"), name="favicon"),
]

from django.urls import path, register_converter

from reports import views
from reports.converters import MonthConverter

register_converter(MonthConverter, "month")

app_name = "reports"
urlpatterns = [
    path("", views.published, name="list"),
    path("reports/<month:month>/", views.report, name="report"),
    path("reports/<month:month>/files/<str:name>", views.file, name="file"),
    path("reports/<month:month>/figures/<path:ref>/", views.reading, name="reading"),
]

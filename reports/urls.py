from django.urls import path

from reports import converters, views  # noqa: F401 - the converter <month:…>

app_name = "reports"
urlpatterns = [
    path("", views.published, name="list"),
    path("reports/<month:month>/", views.report, name="report"),
    path("reports/<month:month>/files/<str:name>", views.file, name="file"),
    path("reports/<month:month>/figures/<path:ref>/", views.reading, name="reading"),
]

from django.urls import path

from intake.loads import views as loads
from intake.uploads import views

app_name = "files"
urlpatterns = [
    path("", views.files, name="list"),
    path("checks/<int:pk>/", views.upload, name="upload"),
    path("checks/<int:pk>/progress/", views.progress, name="progress"),
    path("checks/<int:pk>/errors/", views.errors, name="errors"),
    path("checks/<int:pk>/warnings/", views.warnings, name="warnings"),
    path("checks/<int:pk>/headings/", views.headings, name="headings"),
    path("checks/<int:pk>/sheet/", views.sheet, name="sheet"),
    path("checks/<int:pk>/marked.<str:format>", views.marked, name="marked"),
    path("checks/<int:pk>/load/", views.load_it, name="load_it"),
    path("checks/<int:pk>/stop/", views.stop, name="stop"),
    path("checks/<int:pk>/check-again/", views.check_again, name="check_again"),
    path("checks/<int:pk>/try-again/", views.try_again, name="try_again"),
    path("checks/<int:pk>/throw-away/", views.throw_away, name="throw_away"),
    path("checks/<int:pk>/<str:kind>/", views.changes, name="changes"),
    path("loads/<int:pk>/", loads.load, name="load"),
    path("loads/<int:pk>/undo/", loads.undo_load, name="undo"),
    path("loads/<int:pk>/<str:kind>/", loads.load_rows, name="rows"),
    path("<slug:name>/", views.dataset_page, name="dataset"),
    path("<slug:name>/columns/", views.columns, name="columns"),
    path("<slug:name>/template.<str:format>", views.template, name="template"),
]

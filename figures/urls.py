from django.urls import path

from figures import views
from figures.notes import views as notes

app_name = "figures"
urlpatterns = [
    path("", views.figures, name="list"),
    path("<str:key>/", views.figure, name="figure"),
    path("<str:key>/months.csv", views.months, name="months"),
    path("<str:key>/notes/", notes.notes, name="notes"),
    path("<str:key>/notes/add/", notes.add, name="add_note"),
    path("<str:key>/notes/<int:pk>/withdraw/", notes.withdraw, name="withdraw_note"),
    path("<str:key>/records/<str:side>/", views.figure_records, name="records"),
    path("<str:key>/records/<str:side>/file.<str:format>", views.records_file, name="records_file"),
]

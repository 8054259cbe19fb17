from django.urls import path

from figures.published import views

app_name = "published"
urlpatterns = [
    path("", views.published, name="list"),
    path("releases/add/", views.add_release, name="add_release"),
    path("releases/<int:pk>/", views.release, name="release"),
    path("releases/<int:pk>/remove/", views.remove_release, name="remove_release"),
    path("areas/add/", views.choose_areas, name="choose_areas"),
    path("areas/<str:month>/remove/", views.remove_areas, name="remove_areas"),
]

from django.urls import path

from frontdoor import views

app_name = "frontdoor"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("categories/", views.categories, name="categories"),
    path("categories/add/", views.add_category, name="add_category"),
    path("categories/<int:pk>/", views.category, name="category"),
    path("categories/<int:pk>/change/", views.change_category, name="change_category"),
    path("categories/<int:pk>/remove/", views.remove_category, name="remove_category"),
]

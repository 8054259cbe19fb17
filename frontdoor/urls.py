from django.urls import path

from frontdoor import views
from frontdoor.order import views as order

app_name = "frontdoor"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("outcomes/", order.orders, name="orders"),
    path("outcomes/add/", order.add_order, name="add_order"),
    path("outcomes/<str:month>/remove/", order.remove_order, name="remove_order"),
    path("categories/", views.categories, name="categories"),
    path("categories/add/", views.add_category, name="add_category"),
    path("categories/<int:pk>/", views.category, name="category"),
    path("categories/<int:pk>/change/", views.change_category, name="change_category"),
    path("categories/<int:pk>/remove/", views.remove_category, name="remove_category"),
]

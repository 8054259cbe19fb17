from django.urls import path

from figures import threshold_views as views

app_name = "thresholds"
urlpatterns = [
    path("", views.thresholds_list, name="list"),
    path("add/", views.add_threshold, name="add"),
    path("<int:pk>/", views.threshold, name="threshold"),
    path("<int:pk>/change/", views.change_threshold, name="change"),
    path("<int:pk>/remove/", views.remove_threshold, name="remove"),
]

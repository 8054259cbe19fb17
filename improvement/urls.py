from django.urls import path

from improvement import update_views, views

app_name = "plan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("updates/", update_views.updates, name="updates"),
    path("changes/<month:month>/", views.changes, name="changes"),
    path("actions/<str:reference>/", views.action, name="action"),
]

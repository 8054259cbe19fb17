from django.urls import path

from improvement import views

app_name = "plan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("changes/<month:month>/", views.changes, name="changes"),
    path("actions/<str:reference>/", views.action, name="action"),
]

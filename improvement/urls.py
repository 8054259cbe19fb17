from django.urls import path

from improvement import decision_views, reading_views, update_views, views

app_name = "plan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("timeline/", reading_views.timeline, name="timeline"),
    path("export.<str:format>", reading_views.export, name="export"),
    path("calendar/", reading_views.calendar, name="calendar"),
    path("updates/", update_views.updates, name="updates"),
    path("changes/<month:month>/", views.changes, name="changes"),
    path("actions/<str:reference>/", views.action, name="action"),
    path("actions/<str:reference>/assurance/", decision_views.assurance, name="assurance"),
    path("waiting/", decision_views.waiting, name="waiting"),
    path("dates/<int:pk>/", decision_views.date_request, name="date_request"),
    path("areas/<str:code>/approver/", decision_views.approver, name="approver"),
]

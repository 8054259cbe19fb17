from django.urls import path

from improvement import decision_views, evidence_views, keeping_views, owning_views, reading_views, update_views, views

app_name = "plan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("timeline/", reading_views.timeline, name="timeline"),
    path("export.<str:format>", reading_views.export, name="export"),
    path("calendar/", reading_views.calendar, name="calendar"),
    path("updates/", update_views.updates, name="updates"),
    path("changes/<month:month>/", views.changes, name="changes"),
    path("actions/add/", keeping_views.add_action, name="add_action"),
    path("actions/<str:reference>/", views.action, name="action"),
    path("actions/<str:reference>/history/", views.history, name="history"),
    path("actions/<str:reference>/change/", keeping_views.change_action, name="change_action"),
    path("actions/<str:reference>/milestones/add/", keeping_views.add_milestone, name="add_milestone"),
    path("actions/<str:reference>/owner/", owning_views.owner, name="owner"),
    path("owners/", owning_views.owners, name="owners"),
    path("owners/add/", owning_views.add_outside, name="add_outside"),
    path("roles/add/", owning_views.add_role, name="add_role"),
    path("roles/<int:pk>/appoint/", owning_views.appoint, name="appoint"),
    path("people/<int:pk>/hand-over/", owning_views.hand_over, name="hand_over"),
    path("actions/<str:reference>/evidence/add/", evidence_views.add, name="add_evidence"),
    path("evidence/<int:pk>/file", evidence_views.file, name="evidence_file"),
    path("evidence/<int:pk>/withdraw/", evidence_views.withdraw, name="withdraw_evidence"),
    path("actions/<str:reference>/assurance/", decision_views.assurance, name="assurance"),
    path("waiting/", decision_views.waiting, name="waiting"),
    path("dates/<int:pk>/", decision_views.date_request, name="date_request"),
    path("areas/<str:code>/approver/", decision_views.approver, name="approver"),
]

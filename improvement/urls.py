from django.urls import path

from improvement.actions import many_views
from improvement.actions import views as keeping_views
from improvement.collected import views as collected_views
from improvement.decisions import views as decision_views
from improvement.evidence import views as evidence_views
from improvement.funding import views as funding_views
from improvement.measures import views as action_measure_views
from improvement.owners import views as owning_views
from improvement.plan import reading_views, views
from improvement.recommendations import views as recommendation_views
from improvement.reminders import views as reminder_views
from improvement.risks import views as risk_views
from improvement.rules import views as rule_views
from improvement.updates import views as update_views

app_name = "plan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("timeline/", reading_views.timeline, name="timeline"),
    path("export.<str:format>", reading_views.export, name="export"),
    path("calendar/", reading_views.calendar, name="calendar"),
    path("updates/", update_views.updates, name="updates"),
    path("changes/<month:month>/", views.changes, name="changes"),
    path("many/", many_views.many, name="many"),
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
    path("roles/<int:pk>/change/", owning_views.change_role, name="change_role"),
    path("roles/<int:pk>/remove/", owning_views.remove_role, name="remove_role"),
    path("people/<int:pk>/hand-over/", owning_views.hand_over, name="hand_over"),
    path("reminders/", reminder_views.sent, name="reminders"),
    path("people/<int:pk>/link/revoke/", reminder_views.revoke_link, name="revoke_link"),
    path("people/<int:pk>/link/send/", reminder_views.send_link, name="send_link"),
    path("actions/<str:reference>/evidence/add/", evidence_views.add, name="add_evidence"),
    path("evidence/<int:pk>/file", evidence_views.file, name="evidence_file"),
    path("evidence/<int:pk>/withdraw/", evidence_views.withdraw, name="withdraw_evidence"),
    path("actions/<str:reference>/assurance/", decision_views.assurance, name="assurance"),
    path("actions/<str:reference>/measures/add/", action_measure_views.add, name="add_action_measure"),
    path("action-measures/<int:pk>/change/", action_measure_views.change, name="change_action_measure"),
    path("action-measures/<int:pk>/remove/", action_measure_views.remove, name="remove_action_measure"),
    path("measures/", collected_views.measures, name="measures"),
    path("measures/add/", collected_views.add, name="add_measure"),
    path("measures/<slug:slug>/", collected_views.measure, name="measure"),
    path("measures/<slug:slug>/change/", collected_views.change, name="change_measure"),
    path("measures/<slug:slug>/define/", collected_views.redefine, name="redefine_measure"),
    path("measures/<slug:slug>/end/", collected_views.end, name="end_measure"),
    path("measures/<slug:slug>/target/", collected_views.aim, name="aim_measure"),
    path("measures/<slug:slug>/<month:month>/", collected_views.number, name="number"),
    path("numbers/<int:pk>/file", collected_views.file, name="number_file"),
    path("risks/", risk_views.register, name="risks"),
    path("risks/export.<str:format>", risk_views.export, name="risks_export"),
    path("risks/raise/", risk_views.raise_risk, name="raise_risk"),
    path("risks/<str:reference>/", risk_views.risk, name="risk"),
    path("risks/<str:reference>/review/", risk_views.review, name="review_risk"),
    path("risks/<str:reference>/close/", risk_views.close, name="close_risk"),
    path("risks/<str:reference>/hand-over/", risk_views.hand_over, name="hand_over_risk"),
    path("funding/", funding_views.every, name="funding"),
    path("funding/add/", funding_views.add, name="add_funding"),
    path("funding/<int:pk>/", funding_views.one, name="one_funding"),
    path("funding/<int:pk>/allocation/", funding_views.allocate, name="change_allocation"),
    path("funding/<int:pk>/spending/", funding_views.spend, name="report_spending"),
    path("waiting/", decision_views.waiting, name="waiting"),
    path("dates/<int:pk>/", decision_views.date_request, name="date_request"),
    path("recommendations/", recommendation_views.recommendations, name="recommendations"),
    path("recommendations/add/", recommendation_views.add_recommendation, name="add_recommendation"),
    path("recommendations/<str:reference>/", recommendation_views.recommendation, name="recommendation"),
    path(
        "recommendations/<str:reference>/change/",
        recommendation_views.change_recommendation,
        name="change_recommendation",
    ),
    path("areas/", recommendation_views.areas, name="areas"),
    path("areas/add/", recommendation_views.add_area, name="add_area"),
    path("areas/<str:code>/change/", recommendation_views.change_area, name="change_area"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/add/", rule_views.add_rule, name="add_rule"),
    path("rules/<int:pk>/", rule_views.rule, name="rule"),
    path("rules/<int:pk>/change/", rule_views.change_rule, name="change_rule"),
    path("rules/<int:pk>/remove/", rule_views.remove_rule, name="remove_rule"),
    path("areas/<str:code>/approver/", decision_views.approver, name="approver"),
]

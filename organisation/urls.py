from django.urls import path

from organisation.views import access_log, index, people, roles, services, teams

app_name = "organisation"
urlpatterns = [
    path("", index.index, name="index"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change_person, name="change_person"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<int:pk>/roles/add/", roles.give, name="give_role"),
    path("people/<int:pk>/roles/<int:held>/end/", roles.end, name="end_role"),
    path("people/<int:pk>/roles/<int:held>/take-back/", roles.take_back, name="take_back_role"),
    path("services/", services.services, name="services"),
    path("services/add/", services.add_service, name="add_service"),
    path("services/<int:pk>/", services.service, name="service"),
    path("services/<int:pk>/change/", services.change_service, name="change_service"),
    path("services/<int:pk>/end/", services.end_service, name="end_service"),
    path("services/<int:pk>/go-on/", services.let_service_go_on, name="let_service_go_on"),
    path("teams/", teams.teams, name="teams"),
    path("teams/add/", teams.add_team, name="add_team"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/change/", teams.change_team, name="change_team"),
    path("teams/<int:pk>/end/", teams.end_team, name="end_team"),
    path("teams/<int:pk>/merge/", teams.merge_team, name="merge_team"),
    path("teams/<int:pk>/go-on/", teams.let_team_go_on, name="let_team_go_on"),
    path("access-log/", access_log.access_log, name="access_log"),
    path("access-log/download/", access_log.download, name="download_access_log"),
]

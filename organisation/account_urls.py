"""The addresses of allauth that the product uses, under the names by which allauth knows them, and our own."""

from allauth.account import views as account
from allauth.usersessions import views as usersessions
from django.urls import path, re_path

from organisation import signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("as/<int:pk>/", signing_in.sign_in_as, name="sign_in_as"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("sign-up/", account.signup, name="account_signup"),
    path("password/", signing_in.change_password, name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", signing_in.end_session, name="end_session"),
]

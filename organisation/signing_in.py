"""Coming in and going out. allauth does the work; here is what the demonstration adds, and what it leaves open."""

from typing import Any

from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView, password_change
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from organisation import cast, clock
from organisation.models import Council
from pages.once import acts_once


def is_demonstration() -> bool:
    """Both by how it was started and by what its database holds."""
    return bool(settings.DEMO) and Council.current().is_demonstration


class SignIn(LoginView):
    def get_context_data(self, **options: Any) -> dict[str, Any]:
        shown = is_demonstration()
        return super().get_context_data(**options) | {
            "parts": cast.parts(clock.today()) if shown else [],
            "kept": "kept" in self.request.session,
        }


sign_in = SignIn.as_view()


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest, pk: int) -> HttpResponse:
    """One press, no password: for made-up people in the demonstration only."""
    if not is_demonstration():
        raise Http404
    person = cast.can_be_played(clock.today()).get(pk)
    if person is None:
        raise Http404
    response: HttpResponse = perform_login(request, person, redirect_url=get_next_redirect_url(request))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Whoever never had a password gets the first one by e-mail, as whoever forgot it does."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return render(request, "account/no_password.html")
    response: HttpResponse = password_change(request)
    return response


@require_POST
@acts_once
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One of one's own. To end this one is to sign out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.success(request, "You are signed out there.")
    return redirect("usersessions_list")

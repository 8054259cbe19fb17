"""Where an administrator begins."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisation import clock, finding
from organisation.access import needs, who
from organisation.models import Service, Team, User
from organisation.permissions import Permission


@dataclass(frozen=True)
class Card:
    title: str
    address: str
    says: str
    count: int | None = None
    of: str = ""  # what is counted


@require_safe
@needs(Permission.MANAGE_PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    user, today = who(request), clock.today()
    ending = finding.ending_soon(user=user, today=today)
    return render(request, "organisation/index.html", {"cards": cards(user), "ending": ending[:20]})


def cards(user: User) -> list[Card]:
    """Of what this person may change. What is counted elsewhere than here is counted on its own page."""
    today = clock.today()
    offered = [
        (
            Permission.MANAGE_PEOPLE,
            lambda: Card(
                "People and roles",
                reverse("organisation:people"),
                "Who can sign in, and what they may do.",
                User.objects.visible_to(user).active().count(),
                "can sign in",
            ),
        ),
        (
            Permission.MANAGE_ORGANISATION,
            lambda: Card(
                "Services",
                reverse("organisation:services"),
                "The parts that teams belong to.",
                Service.objects.visible_to(user).open_on(today).count(),
                "open today",
            ),
        ),
        (
            Permission.MANAGE_ORGANISATION,
            lambda: Card(
                "Teams",
                reverse("organisation:teams"),
                "Add, end and merge teams.",
                Team.objects.visible_to(user).open_on(today).count(),
                "open today",
            ),
        ),
        (
            Permission.MANAGE_DEFINITIONS,
            lambda: Card(
                "Front-door categories", reverse("frontdoor:categories"), "Why contacts close with no further action."
            ),
        ),
        (
            Permission.MANAGE_DEFINITIONS,
            lambda: Card(
                "Outcomes of contacts",
                reverse("frontdoor:orders"),
                "Which outcome counts where a case system ticks several.",
            ),
        ),
        (
            Permission.MANAGE_DEFINITIONS,
            lambda: Card(
                "Thresholds and targets",
                reverse("thresholds:list"),
                "Values beyond which a figure calls for attention, and values that are aimed at.",
            ),
        ),
        (
            Permission.MANAGE_DEFINITIONS,
            lambda: Card(
                "Published statistics",
                reverse("published:list"),
                "Which authority this council is, its neighbours, and when figures of others came out.",
            ),
        ),
        (
            Permission.MANAGE_DEFINITIONS,
            lambda: Card(
                "Rules of the plan",
                reverse("plan:rules"),
                "How late a forecast may be and still be recovered, and when updates are due.",
            ),
        ),
        (
            Permission.READ_ACCESS_LOG,
            lambda: Card("Access log", reverse("organisation:access_log"), "Who saw or downloaded records of cases."),
        ),
    ]
    return [card() for permission, card in offered if user.access.may_somewhere(permission)]

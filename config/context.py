"""What every page knows: whose it is, and in the demonstration, what day it plays."""

from django.conf import settings
from django.http import HttpRequest

from organisation import clock


def council(request: HttpRequest) -> dict[str, object]:
    return {
        "council": {"name": settings.COUNCIL_NAME, "email": settings.COUNCIL_EMAIL},
        "demo": settings.DEMO,
        "today": clock.today(),
    }

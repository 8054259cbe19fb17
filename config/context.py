"""What every page knows: whose it is, and in the demonstration, what day it plays."""

from django.http import HttpRequest

from organisation.models import Council


def council(request: HttpRequest) -> dict[str, object]:
    council = Council.current()
    return {"council": council, "demo": council.is_demonstration, "today": council.plays_on}

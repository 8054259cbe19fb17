"""A form sent twice acts once: two presses of a button, or a page that was sent again after a slow answer."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode

from pages.models import Sent

FIELD = "once"
REMEMBERED = timedelta(days=1)
DONE_ONCE = "This was sent twice. It was done once."

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def acts_once(view: View) -> View:
    """For a view that changes something: the whole POST is one transaction. What was not accepted may be sent again.

    Forms made by our pack carry a token; a POST without one acts as any other.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *arguments, **options)
        with transaction.atomic():
            if not request.POST.get(FIELD):
                return view(request, *arguments, **options)
            at = timezone.now()
            sent, is_first = Sent.objects.get_or_create(token=mark(request), defaults={"at": at})
            if not is_first:
                messages.info(request, DONE_ONCE)
                return HttpResponseRedirect(sent.location)
            response = view(request, *arguments, **options)
            if 300 <= response.status_code < 400:
                sent.location = response["Location"]
                sent.save(update_fields=["location"])
                Sent.objects.filter(at__lt=at - REMEMBERED).delete()
            else:
                sent.delete()
            return response

    return cast(View, guarded)


def mark(request: HttpRequest) -> str:
    """Of this form, from this person, saying this. The same page with other words typed into it is another."""
    said = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(file.name, file.size) for file in files]) for name, files in request.FILES.lists())
    whole = [request.path, str(request.user.pk), urlencode(said, doseq=True), repr(files)]
    return hashlib.sha256("\n".join(map(iri_to_uri, whole)).encode()).hexdigest()

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontdoor.beside import page
from organisation import clock
from organisation.access import needs, who
from organisation.permissions import Permission


@require_safe
@needs(Permission.SEE_CONTACTS)
def beside(request: HttpRequest) -> HttpResponse:
    return render(request, "frontdoor/beside.html", page.context(request.GET, who(request), clock.today()))

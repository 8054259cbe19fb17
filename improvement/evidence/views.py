"""Pages of evidence: adding a piece, opening its file, withdrawing it."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from history import seen
from improvement.evidence import keeping as evidence
from improvement.evidence.forms import EvidenceForm, WithdrawForm
from improvement.evidence.keeping import StoredFiles
from improvement.evidence.sniffing import KINDS
from improvement.models import Action, Evidence, Sight
from improvement.models.evidence import EvidenceQuerySet
from improvement.models.stored_file import StoredFile
from organisation import clock
from organisation.access import who
from organisation.refused import Refused
from pages.kept import typed
from pages.once import acts_once
from pages.unkept import unkept

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    with StoredFiles() as files:
        return add_once(request, reference, files)


@acts_once
def add_once(request: HttpRequest, reference: str, files: StoredFiles) -> HttpResponse:
    user, now = who(request), clock.now()
    visible = Action.objects.visible_to(user).select_related("theme", "service")
    action = get_object_or_404(visible, reference=reference)
    if not evidence.may_add(user, action):
        raise Http404
    data = typed(request)
    form = EvidenceForm(data, None if data is None else request.FILES, on=clock.today())
    if request.method == "POST" and form.is_valid():
        may_stay = form.cleaned_data["may_stay"]
        try:
            evidence.add_evidence(action=action, piece=form.piece, files=files, by=user, at=now, may_stay=may_stay)
        except Refused as refused:
            refused.show_on(form)
        else:
            messages.success(request, f"The evidence is added to {action.reference}.")
            return HttpResponseRedirect(of_action(action))
    form.ask_for_the_file_again()
    title = f"Add evidence to {action.reference}"
    return render(request, "plan/evidence_form.html", {"form": form, "action": action, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
@acts_once
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = who(request)
    piece = get_object_or_404(pieces(request), pk=pk)
    action = piece.action
    if not (piece.added_by_id == user.pk or evidence.may_keep(user, action)):
        raise Http404
    form = WithdrawForm(typed(request), on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            evidence.withdraw(piece=piece, **form.cleaned_data, by=user, at=clock.now())
        except Refused as refused:
            refused.show_on(form)
        else:
            messages.success(request, f"The evidence is withdrawn from {action.reference}. It stays in the list.")
            return HttpResponseRedirect(of_action(action))
    context = {"form": form, "action": action, "title": "Withdraw evidence", "piece": piece}
    return render(request, "plan/evidence_form.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Never shown in the browser itself. A look at what few may see is written down."""
    user = who(request)
    piece = get_object_or_404(pieces(request).exclude(file=""), pk=pk)
    if not evidence.may_open(user, piece):
        raise Http404
    response = attachment(piece)
    if piece.sight == Sight.ASSURERS and request.method == "GET":
        what = f"Evidence {piece.pk} of action {piece.action.reference}, for those who may assure it"
        address = request.get_full_path()
        seen.log(by=user, at=clock.now(), what=what, address=address, rows=1, format=piece.kind)
    return response


def attachment(stored: StoredFile) -> FileResponse:
    """404 where its file is gone."""
    try:
        opened = stored.file.open()
    except FileNotFoundError:
        logger.error("The file %s is not in the folder of evidence: restore it with the database", stored.file.name)
        raise Http404 from None
    content_type = KINDS[stored.kind][1]
    response = FileResponse(opened, as_attachment=True, filename=stored.name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return unkept(response)


def pieces(request: HttpRequest) -> EvidenceQuerySet:
    return Evidence.objects.visible_to(who(request)).select_related("action__service", "action__theme")


def of_action(action: Action) -> str:
    return f"{reverse('plan:action', args=[action.reference])}#evidence"

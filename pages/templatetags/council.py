"""Tags of the form pack and of forms written by hand: {% error_summary form %}, {% form_tokens %}, {% options %}."""

import uuid
from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages import kept, once, shown
from pages.browsers import browser

register = template.Library()
register.filter("browser", browser)

for judgement in (shown.kind, shown.described_by, shown.first_wrong, shown.is_revealed, shown.choices,
                  shown.choices_kind, shown.folded, shown.heading, shown.parts, shown.drawn):  # fmt: skip
    register.filter(judgement.__name__, judgement)


@register.inclusion_tag("council/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of the form, at the top of the page; takes the focus when scripts run."""
    return {"form": form}


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """Of a list to choose from, which may have a month for each of many years."""
    rows = (
        f'<option value="{escape(str(value))}"{" selected" * (value == chosen)}>{escape(str(text))}</option>'
        for value, text in choices
    )
    return SafeString("".join(rows))


@register.simple_tag(takes_context=True)
def form_tokens(context: Context) -> SafeString:
    """In every form that posts: proof that it is ours, a mark so that it acts once, and for whom it was made."""
    request = context.get("request") or getattr(context, "request", None)  # the second where `include … only` hid it
    token = context.get("csrf_token") or (get_token(request) if request else "")
    hidden = [("csrfmiddlewaretoken", str(token)), (once.FIELD, str(uuid.uuid4()))]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        hidden.append((kept.FIELD, kept.made_for(user)))
    return SafeString("".join(format_html('<input type="hidden" name="{}" value="{}">', *pair) for pair in hidden))

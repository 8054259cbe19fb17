"""How templates write what is told of the plan, and the way back from its pages."""

from urllib.parse import unquote

from django import template
from django.urls import resolve, reverse

from figures.words import times

register = template.Library()
register.filter("times", times)


@register.filter
def sentence(words: str) -> str:
    """What somebody typed, ended once: they may have written the stop themselves."""
    return words if words.rstrip().endswith((".", "!", "?", "…")) else f"{words}."


LISTS = {
    "areas": "Areas of focus",
    "funding": "Funding",
    "measures": "Collected measures",
    "owners": "Owners and roles",
    "recommendations": "Recommendations",
    "risks": "Risks",
}
BELOW = {  # a page of one thing: the list that it stands under, and what it is called there
    "action": ("", "Action {reference}"),
    "measure": ("measures", "The measure"),
    "one_funding": ("funding", "The money"),
    "recommendation": ("recommendations", "Recommendation {reference}"),
    "risk": ("risks", "Risk {reference}"),
}


@register.simple_tag
def trail(back: str) -> list[tuple[str, str]]:
    """Title and address of each page above one that leads back to this address, below the plan itself."""
    if not back:
        return []
    found = resolve(unquote(back.partition("#")[0].partition("?")[0]))
    name = found.url_name or ""
    if name in LISTS:
        return [(LISTS[name], back)]
    above, title = BELOW.get(name, ("", ""))
    lists = [(LISTS[above], reverse(f"plan:{above}"))] if above else []
    return [*lists, (title.format(**found.kwargs), back)] if title else lists

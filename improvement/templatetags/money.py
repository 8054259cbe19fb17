"""How templates write amounts of the plan's money."""

from decimal import Decimal

from django import template

from improvement.funding.known import pounds

register = template.Library()
WORD_JOINER = "\u2060"


@register.filter("pounds")
def on_one_line(amount: Decimal) -> str:
    """No line ends after a minus sign."""
    return pounds(amount).replace("−", f"−{WORD_JOINER}")

"""How templates write amounts of the plan's money."""

from django import template

from improvement.funding.known import pounds

register = template.Library()
register.filter("pounds", pounds)

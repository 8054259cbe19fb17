"""Somebody who holds no role, or none any more."""

from config.home.desk import Desk, Part


def part(desk: Desk) -> Part:
    return Part("You have no role yet", "What you see here depends on your work.", "home/_nobody.html")

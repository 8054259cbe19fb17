"""What a figure is, in terms and texts: definition and version, better, source, what it is held against."""

from __future__ import annotations

from figures import months
from figures.figure import Version
from figures.held_against import published_elsewhere, thresholds
from figures.models import Kind
from figures.page import Page


def what_it_is(page: Page) -> list[tuple[str, str]]:
    """Term and text; what is empty is left out."""
    figure, month = page.figure, page.asked.month or page.today.replace(day=1)
    version = figure.version(month)
    rows = [
        ("Definition", version.definition),
        ("Version", version_words(version)),
        ("Counted", figure.counted_label),
        ("Of", figure.of_label),
        ("Better", figure.better.words),
        ("Small numbers", figure.small_numbers.sentence),
        ("Source", "; ".join(source.label for source in figure.sources)),
        ("Defined by", figure.origin),
        ("Thresholds", "\n".join(thresholds(page, Kind.THRESHOLD))),
        ("Targets", "\n".join(thresholds(page, Kind.TARGET))),
        ("Published elsewhere", "\n".join(published_elsewhere(page))),
    ]
    return [(term, text) for term, text in rows if text]


def version_words(version: Version) -> str:
    since = f", from {months.name(version.holds_from)}" if version.holds_from else ", from the first month"
    return f"{version.number}{since}"

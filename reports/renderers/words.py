"""Words that every format shares, so that page, PDF and Word say the same."""

from datetime import date

from figures import months
from figures.words import times
from reports.tree import Node, flat

ASKED = "The committee is asked to"
NO_DATE = "no date yet"
NO_UPDATE = "No update for this month."


def day(iso: str | None) -> str:
    return months.day(date.fromisoformat(iso)) if iso else "not known"


def short_day(iso: str | None) -> str:
    if not iso:
        return "not known"
    value = date.fromisoformat(iso)
    return f"{value.day}\u00a0{months.NAMES[value.month - 1][:3]}\u00a0{value.year}"


def name(tree: Node) -> str:
    """What a document is called in its properties."""
    return f"{tree['title']}, {tree['month']}"


def standing(tree: Node) -> str:
    """The foot of every page."""
    return " · ".join(part for part in (tree["notice"], f"Data as at {day(tree['as_at'])}") if part)


def numbered(number: str | None, text: str) -> str:
    """A heading with its number in front, where that is no part of the layout: '1. Summary', '2.1 Workforce'."""
    if not number:
        return text
    end = ":" if number.startswith("Appendix") else "" if "." in number else "."
    return f"{number}{end} {text}"


def leads_in(para: Node) -> bool:
    """Whether a paragraph must stand on the page of what follows it."""
    return bool(para.get("keep")) or flat(para["runs"]).rstrip().endswith(":")


def dates(action: Node) -> list[tuple[str, str]]:
    """The three dates of an action and how often the agreed one moved."""
    end = ("Completed", "completed") if action["completed"] else ("Forecast", "forecast")
    shown = [
        (label, short_day(action[key]) if action[key] or key == end[1] else NO_DATE)
        for label, key in (("Original", "original"), ("Agreed", "agreed"), end)
    ]
    return [*shown, ("Moved", times(action["moved"]))]


def teller(action: Node) -> str:
    """Who says what follows, and when."""
    update, owner = action["update"], action["owner"]
    if not update:
        return f"{owner}:"
    by = update.get("by")
    return f"{short_day(update['on'])}, {by} (owner: {owner}):" if by else f"{short_day(update['on'])}, {owner}:"


def said(action: Node) -> list[dict[str, str]]:
    return action["update"]["runs"] if action["update"] else [{"kind": "text", "text": NO_UPDATE}]


def provenance(definition: dict[str, str]) -> str:
    source, better = (definition[key].rstrip(".") for key in ("source", "better"))
    return f"Source: {source}. Direction: {better}."


def counted_at(item: dict[str, str]) -> str:
    """What stands below a key figure."""
    note = item["note"].rstrip(".")
    return f"{note}. Data as at {item['as_at']}." if note else f"Data as at {item['as_at']}."


def recommendations(tree: Node) -> tuple[str, str] | None:
    """Where the recommendations stand in full: id, and words for a link."""
    for node in tree["body"]:
        if node["kind"] == "heading" and node["id"] == "recommendations":
            return node["id"], f"section {node['number']}" if node["number"] else node["text"]
    return None


def caption(node: Node) -> str:
    return f"Table {node['number']}: {flat(node['caption'])}"

"""A browser's own description of itself, in a few words."""

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
MACHINES = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Macintosh", "a Mac"), ("Linux", "Linux"))  # fmt: skip


def browser(description: str) -> str:
    """'Firefox on Windows'. Edge also says that it is Chrome, and Chrome that it is Safari: the order matters."""
    name = next((name for mark, name in BROWSERS if mark in description), "A browser")
    machine = next((name for mark, name in MACHINES if mark in description), "")
    return f"{name} on {machine}" if machine else name

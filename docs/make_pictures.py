"""The pictures of README and docs, taken of a running demonstration: `.venv/bin/python -m docs.make_pictures`

Needs Chromium and, for the pages of the PDF, pdftoppm. Run it when a page looks different.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

from benchmarks.demonstration import ROOT, Demonstration, demonstration

OUT = Path(__file__).with_name("pictures")
CHROMIUM = "/usr/bin/chromium"
DOTS_PER_INCH = 70
PDF_PAGES = (1, 9, 10)
LARGEST = 250_000  # bytes


class Shot(NamedTuple):
    name: str
    address: str
    width: int
    height: int
    at: str = ""  # an element that is to stand at the top
    who: str = ""  # whose page it is, by the name on the sign-in page


SHOTS = (
    Shot("sign-in", "/account/sign-in/", 1280, 960),
    Shot("home-programme-office", "/home/", 1280, 1180, who="Robin Specimen"),
    Shot("home-head-of-service", "/home/", 1280, 960, who="Jo Placeholder"),
    Shot("home-phone", "/home/", 390, 844, who="Alex Example"),
    Shot("plan", "/plan/", 1280, 1180, who="Robin Specimen"),
    Shot("timeline", "/plan/timeline/", 1280, 1180, at="#months", who="Robin Specimen"),
    Shot("action", "/plan/actions/1.2/", 1280, 1180, who="Sam Sample"),
    Shot("updates-phone", "/plan/updates/", 390, 1100, who="Alex Example"),
    Shot("draft", "/drafts/2020-10/", 1280, 900, who="Robin Specimen"),
    Shot("front-door", "/front-door/?month=2020-10", 1280, 1180, who="Lee Mockup"),
    Shot("beside", "/front-door/beside/", 1280, 1100, who="Lee Mockup"),
    Shot("file", "/files/checks/1/", 1280, 1180, who="Lee Mockup"),
    Shot("figure", "/figures/frontdoor.nfa_rate/?month=2020-09&by=source", 1280, 1180, who="Robin Specimen"),
    Shot("records", "/figures/frontdoor.nfa_rate/records/counted/?month=2020-09", 1280, 900, who="Robin Specimen"),
    Shot("person", "/administration/people/1/", 1280, 1000, who="Ash Testcase"),
    Shot("reports", "/", 1280, 800),
    Shot("report", "/reports/2020-08/", 1280, 960),
    Shot("report-workforce", "/reports/2020-08/", 1280, 720, "#workforce"),
    Shot("reading", "/reports/2020-08/figures/frontdoor.contacts@2020-08/", 1280, 1200),
    Shot("phone", "/reports/2020-08/", 390, 844),
)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with demonstration() as demo, running(demo) as address:
        photograph(address)
        print_pages(address)
    for path in sorted(OUT.glob("*.png")):
        size = path.stat().st_size
        print(f"{path.name}: {size // 1024} KB{' - too large' if size > LARGEST else ''}")


@contextmanager
def running(demo: Demonstration) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = [sys.executable, "manage.py", "run", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=demo.environment)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_for(address: str, patience: float = 60.0) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=5).close()  # noqa: S310 - our own address
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def photograph(address: str) -> None:
    with sync_playwright() as playwright:
        options: dict[str, Any] = {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        for shot in SHOTS:
            page = browser.new_page(viewport={"width": shot.width, "height": shot.height})
            if shot.who:
                page.goto(f"{address}/account/sign-in/")
                page.locator("li", has_text=shot.who).get_by_role("button").click()
            page.goto(address + shot.address)
            if shot.at:
                page.evaluate(f"document.querySelector('{shot.at}').scrollIntoView()")
            page.screenshot(path=OUT / f"{shot.name}.png")
            page.close()
        browser.close()


def print_pages(address: str) -> None:
    """The published PDF, a picture a page."""
    if not shutil.which("pdftoppm"):
        print("pdftoppm is not here (Debian: poppler-utils): the pages of the PDF keep their old pictures.")
        return
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        with urllib.request.urlopen(f"{address}/reports/2020-08/files/report.pdf") as answer:  # noqa: S310 - our own
            pdf.write_bytes(answer.read())
        for page in PDF_PAGES:
            only = ["-f", str(page), "-l", str(page), "-singlefile"]
            target = os.fspath(OUT / f"pdf-page-{page:02}")
            subprocess.run(["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), *only, str(pdf), target], check=True)


if __name__ == "__main__":
    main()

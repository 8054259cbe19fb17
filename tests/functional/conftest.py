"""The product as people meet it: started by its own command, opened in a real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.processes import ROOT, environment, free_port, wait_for

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The demonstration is a process of its own, on SQLite on either lane: the served one would do the same again."""
    if os.environ.get("DATABASE_URL"):
        again = [item for item in items if "site" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if item not in again]


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration, in a folder and database of its own, started as `make demo` does."""
    folder = tmp_path_factory.mktemp("site")
    env = environment(DATA_DIR=str(folder), DEMO="1", DATABASE_URL="", REDIS_URL="", JOB_QUEUE="")
    for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, capture_output=True)
    port = free_port()
    log = folder / "run.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run", "--port", str(port)], cwd=ROOT, env=env, stdout=output, stderr=output
        )
    try:
        assert wait_for(lambda: "Open http" in log.read_text() or process.poll() is not None, seconds=60)
        assert process.poll() is None, log.read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        pytest.skip("needs Chromium: pages are opened in a real browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(Path(found)), args=FLAGS)
        yield browser
        browser.close()

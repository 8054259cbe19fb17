"""Keeps the product's processes alive on one machine, and ends them all when it ends."""

import http.client
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from jobs.children import Child

MOST_DEATHS = 5  # at once, in a row: then something is wrong that another start does not mend
GRACE = 5.0  # seconds for all to end of themselves
PATIENCE = 60.0  # seconds until a page that does not answer is spoken of
TICK = 0.2


class GivesUp(Exception):
    """A child does not live; the message says which, and where its log is."""


class Supervisor:
    def __init__(self, children: list[Child], is_up: Callable[[], bool], say: Callable[[str], None]) -> None:
        self.children = children
        self.is_up = is_up
        self.say = say
        self.stops = 0
        self._lifeline, self._held = os.pipe()  # the writing end is inherited by nobody

    def run(self, announce: Callable[[], None]) -> None:
        """Returns after a signal, when every child has ended. Calls `announce` once, when the page answers."""
        signs = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means: stay when the terminal closes
            signs.append(signal.SIGHUP)
        before = {sign: signal.signal(sign, self._stop) for sign in signs}
        try:
            self._wait_for_the_page(announce)
            while not self.stops:
                self._look_after_all()
                time.sleep(TICK)
        finally:
            self._end_all()
            for sign, handler in before.items():
                signal.signal(sign, handler)

    def _stop(self, sign: int, frame: FrameType | None) -> None:
        self.stops += 1

    def _wait_for_the_page(self, announce: Callable[[], None]) -> None:
        began = time.monotonic()
        is_late = False
        while not self.stops:
            self._look_after_all()
            if self.is_up():
                announce()
                return
            if not is_late and time.monotonic() - began > PATIENCE:
                is_late = True
                self.say(f"The page does not answer yet. See {self.children[0].log}.")
            time.sleep(TICK)

    def _look_after_all(self) -> None:
        for child in self.children:
            now = time.monotonic()
            if child.has_died():
                self._mourn(child, now)
            elif child.process is None and now >= child.start_at:
                child.start(self._lifeline)

    def _mourn(self, child: Child, now: float) -> None:
        code = child.process.returncode if child.process else None
        pause = child.bury(now)
        if child.deaths_at_once >= MOST_DEATHS:
            raise GivesUp(
                f"The {child.name} stopped {MOST_DEATHS} times just after its start, so everything is stopped. "
                f"Its log ends with: {child.last_words()} (more in {child.log})"
            )
        self.say(f"The {child.name} stopped (exit code {code}); it starts again in {pause:.0f} s. See {child.log}.")

    def _end_all(self) -> None:
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + GRACE
        asked = self.stops
        while time.monotonic() < deadline and self.stops == asked:  # a second Ctrl-C does not wait
            if all(child.process is None or child.has_died() for child in self.children):
                break
            time.sleep(0.05)
        for child in self.children:
            child.kill()
        os.close(self._held)
        os.close(self._lifeline)


def page_answers(host: str, port: int, as_host: str) -> bool:
    """Whether anything but an error of the server comes back; `as_host` is a name that the product is known by."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": as_host})
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from jobs import supervisor
from jobs.children import LARGEST_LOG, Child, children, make_room
from jobs.supervisor import GivesUp, Supervisor, page_answers
from tests.processes import free_port


def child(folder: Path, program: str) -> Child:
    return Child("web server", [sys.executable, "-c", program], folder / "web-server.log")


@pytest.fixture
def supervise(tmp_path) -> Callable[..., tuple[Supervisor, list[str]]]:
    def make(program: str, is_up: Callable[[], bool] = lambda: False) -> tuple[Supervisor, list[str]]:
        said: list[str] = []
        return Supervisor([child(tmp_path, program)], is_up, said.append), said

    return make


def test_one_that_dies_at_once_five_times_is_given_up_with_its_last_words(supervise, monkeypatch):
    monkeypatch.setattr("jobs.children.LONGEST_PAUSE", 0.01)
    one, said = supervise("print('no room left'); exit(3)")

    with pytest.raises(GivesUp) as end:
        one.run(lambda: None)

    assert str(end.value).startswith("The web server stopped 5 times just after its start")
    assert "Its log ends with: no room left" in str(end.value)
    assert len(said) == 4
    assert said[0].startswith("The web server stopped (exit code 3); it starts again")


def test_the_address_is_announced_once_when_the_page_answers(supervise):
    one, _ = supervise("import time; time.sleep(60)", is_up=lambda: True)
    announced: list[str] = []

    def announce() -> None:
        announced.append("here")
        threading.Timer(0.5, lambda: one._stop(2, None)).start()

    one.run(announce)

    assert announced == ["here"]
    assert all(child.has_died() for child in one.children)


def test_a_page_that_is_late_is_spoken_of_once(supervise, monkeypatch):
    monkeypatch.setattr(supervisor, "PATIENCE", 0.0)
    looks = iter([False, False, False, True])
    one, said = supervise("import time; time.sleep(60)", is_up=lambda: next(looks))

    one.run(lambda: one._stop(2, None))

    assert len(said) == 1
    assert said[0].startswith("The page does not answer yet.")


def test_pauses_grow_while_a_child_dies_at_once_and_shrink_when_it_lived(tmp_path):
    one = child(tmp_path, "")

    at_once = [one.bury(now=1.0) for _ in range(7)]
    one.started_at = 0.0
    lived = one.bury(now=3600.0)

    assert at_once == [1, 2, 4, 8, 16, 30, 30]
    assert lived == 1


@pytest.mark.parametrize(("status", "expected"), [(200, True), (301, True), (400, True), (500, False), (503, False)])
def test_any_answer_but_an_error_of_the_server_is_an_answer(status, expected):
    asked: list[str | None] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.headers["Host"])
            self.send_response(status)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()

        assert page_answers("127.0.0.1", server.server_port, "council.example") is expected

        thread.join()
    assert asked == ["council.example"]


def test_a_port_where_nobody_listens_does_not_answer():
    assert page_answers("127.0.0.1", free_port(), "localhost") is False


def test_the_product_is_a_web_server_a_worker_and_a_scheduler(tmp_path):
    processes = children("::1", 8002, tmp_path)

    assert [each.name for each in processes] == ["web server", "worker", "scheduler"]
    assert "[::1]:8002" in processes[0].command
    assert {each.log.parent for each in processes} == {tmp_path}


def test_a_log_grown_large_is_put_aside(tmp_path):
    one = child(tmp_path, "")
    one.log.write_bytes(b"x" * (LARGEST_LOG + 1))

    make_room(one)

    assert not one.log.exists()
    assert (tmp_path / "web-server.log.1").exists()

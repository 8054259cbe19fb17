"""`./manage.py run` as a person meets it: it starts, it stops, it leaves nothing behind, and it says what is wrong."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT, descendants, environment, free_port, is_alive, python, wait_for


class Run:
    """A running product, its output so far, and every process below it that was ever seen."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        self.seen: set[int] = set()
        self.process = python("manage.py", "run", "--port", str(self.port), env=env, log=log)

    def says(self, words: str) -> bool:
        self.seen |= descendants(self.process.pid)
        return words in self.log.read_text()

    def is_gone(self) -> bool:
        return self.process.poll() is not None and not any(map(is_alive, self.seen))

    def commands(self) -> str:
        found = ",".join(map(str, descendants(self.process.pid)))
        return subprocess.run(["ps", "-o", "args=", "-p", found], capture_output=True, text=True).stdout


@pytest.fixture
def start(tmp_path: Path, transactional_db: None) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def start(**changes: str) -> Run:
        env = environment(DATA_DIR=str(tmp_path / "data"), **changes)
        runs.append(Run(env, tmp_path / f"run-{len(runs)}.log"))
        return runs[-1]

    yield start
    for run in runs:
        run.seen |= descendants(run.process.pid)
        with contextlib.suppress(ProcessLookupError):
            run.process.kill()
        run.process.wait()
        wait_for(run.is_gone, 10)


@pytest.fixture
def running(start) -> Run:
    run = start()
    assert wait_for(lambda: run.says("Stop with Ctrl-C."), 60), run.log.read_text()
    assert wait_for(lambda: run.says("") or run.commands().count("celery") >= 4)
    run.says("")
    return run


def refusal(*arguments: str, **changes: str) -> str:
    """What `run` says when it does not start; one line on the error output and nothing else."""
    end = subprocess.run(
        [sys.executable, "manage.py", "run", *arguments],
        cwd=ROOT, env=environment(**changes), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert end.returncode == 1
    assert "Traceback" not in end.stderr
    assert end.stdout == ""
    return end.stderr.strip()


def test_the_page_answers_and_the_address_is_printed(running):
    assert f"Open http://127.0.0.1:{running.port}/ in a browser." in running.log.read_text()

    with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/health/") as page:
        assert page.status == 200


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stopping_it_leaves_no_process(running, sign):
    running.process.send_signal(sign)

    assert wait_for(running.is_gone, 12)
    assert running.process.returncode == 0
    assert running.log.read_text().endswith("Stopped.\n")


def test_killing_it_leaves_no_process(running):
    assert len(running.seen) >= 7  # three tethers and what they hold

    running.process.kill()
    running.process.wait()

    assert wait_for(running.is_gone, 12)


def test_a_process_that_dies_is_started_again(running):
    [worker] = [
        pid for pid in descendants(running.process.pid) if "worker" in command(pid) and "tether" not in command(pid)
    ]

    os.kill(worker, signal.SIGKILL)

    assert wait_for(lambda: running.says("The worker stopped (exit code 137); it starts again in 1 s."))
    assert wait_for(lambda: running.commands().count("celery") >= 4)


def command(pid: int) -> str:
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout


def test_a_second_start_on_the_same_folder_is_refused(running, start):
    second = start()

    assert second.process.wait(timeout=30) == 1
    assert f"already runs on {running.log.parent / 'data'} (process {running.process.pid}" in second.log.read_text()


def test_a_taken_port_is_named_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        said = refusal("--port", str(port))

    assert said == f"Port {port} is taken by another program. Choose another, for example: PORT=8001 make demo"


def test_the_demonstration_listens_on_this_machine_only():
    said = refusal("--host", "0.0.0.0", DEMO="1")

    assert said.startswith("The demonstration listens on this machine only")


def test_a_demonstration_for_other_hosts_is_refused_whatever_serves_it():
    assert "listens on this machine only" in refusal(DEMO="1", ALLOWED_HOSTS="*")


def test_a_yes_or_no_that_is_neither_is_named():
    assert "DEMO is 'maybe'. Set it to 1 or 0." in refusal(DEMO="maybe")


def test_an_unmigrated_database_is_named(tmp_path):
    said = refusal("--port", str(free_port()), DATABASE_URL="", DATA_DIR=str(tmp_path))

    assert said == "The database is not migrated. Run './manage.py migrate', then try again."


def test_a_database_that_does_not_answer_is_named(tmp_path):
    said = refusal("--port", str(free_port()), DATABASE_URL=f"postgres://council@127.0.0.1:{free_port()}/council")

    assert said.startswith("The database cannot be used (")
    assert said.endswith("Check DATABASE_URL and that the database server is running.")


@pytest.mark.parametrize("url", ["mysql://council@127.0.0.1/council", "council", "nonsense://x"])
def test_a_database_that_the_product_does_not_know_is_named(url):
    said = refusal(DATABASE_URL=url)

    assert said.startswith("DATABASE_URL")
    assert "postgres://user:password@host:5432/name" in said


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "council.sqlite3").write_text("Minutes of the meeting, " * 200)

    said = refusal("--port", str(free_port()), DATABASE_URL="", DATA_DIR=str(tmp_path))

    assert said.startswith("The database cannot be used (file is not a database)")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()

    said = refusal(DATA_DIR=str(tmp_path / "file" / "data"))

    assert said.startswith(f"DATA_DIR is {tmp_path}/file/data, which cannot be made")


def test_a_number_that_is_none_is_named():
    said = refusal(PORT="eight thousand")

    assert said == "PORT is 'eight thousand', which cannot be understood. docs/settings.md says what it may be."


def test_redis_that_does_not_answer_is_named_and_the_pages_work_all_the_same(start):
    run = start(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")

    assert wait_for(lambda: run.says("Stop with Ctrl-C."), 60), run.log.read_text()
    assert run.says("Redis does not answer (")
    assert "Long work waits until it does" in run.log.read_text()

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, is_alive, wait_for

TWO_DEAF = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
below = os.fork()
if below:
    open(sys.argv[1], "w").write(f"{os.getpid()} {below}\\n")
time.sleep(60)
"""


def tethered(lifeline: int, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "jobs.tether", str(lifeline), *command],
        cwd=ROOT,
        pass_fds=(lifeline,),
        start_new_session=True,
    )


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    ends = {"reading": reading, "writing": writing}
    yield ends
    for end in ends.values():
        os.close(end)


@pytest.mark.parametrize(
    ("program", "code"), [("exit(0)", 0), ("exit(7)", 7), ("import os; os.kill(os.getpid(), 9)", 137)]
)
def test_it_ends_with_its_command_and_says_how(pipe, program, code):
    assert tethered(pipe["reading"], sys.executable, "-c", program).wait(timeout=20) == code


def test_asked_to_end_it_asks_its_command(pipe, tmp_path):
    sign = tmp_path / "sign"
    program = (
        "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(5)); open(sys.argv[1], 'w'); time.sleep(60)"
    )
    process = tethered(pipe["reading"], sys.executable, "-c", program, str(sign))
    assert wait_for(sign.exists)

    process.terminate()

    assert process.wait(timeout=20) == 5


def test_when_the_supervisor_is_gone_the_whole_group_ends_even_if_it_is_deaf(pipe, tmp_path):
    sign = tmp_path / "sign"
    process = tethered(pipe["reading"], sys.executable, "-c", TWO_DEAF, str(sign))
    assert wait_for(lambda: sign.exists() and sign.read_text().endswith("\n"))

    os.close(pipe.pop("writing"))

    process.wait(timeout=20)
    assert wait_for(lambda: not any(is_alive(int(pid)) for pid in Path(sign).read_text().split()), 5)

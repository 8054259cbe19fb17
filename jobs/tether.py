"""A thin process between the supervisor and one child: `python -m jobs.tether FD command...`

It leads a process group of its own and holds the reading end of a pipe whose writing end only the supervisor has. When
the supervisor is gone, however it went, the pipe ends and so does the group. That works on every POSIX system.
"""

import os
import signal
import subprocess
import sys
import threading
import time

GRACE = 3.0  # seconds to finish the page in hand


def main(lifeline: int, command: list[str]) -> int:
    """The exit code of the command; that of a shell when a signal ended it."""
    started: list[subprocess.Popen[bytes]] = []
    orphaned = threading.Event()

    def pass_on(*_: object) -> None:
        for child in started:
            child.terminate()

    signal.signal(signal.SIGTERM, pass_on)
    started.append(subprocess.Popen(command))
    threading.Thread(target=watch, args=(lifeline, orphaned), daemon=True).start()
    code = started[0].wait()
    if orphaned.is_set():
        os.killpg(0, signal.SIGKILL)
    return code if code >= 0 else 128 - code


def watch(lifeline: int, orphaned: threading.Event) -> None:
    os.read(lifeline, 1)  # nothing is ever written: this returns when the writing end is closed
    orphaned.set()
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))

"""The product on one machine by one command: web server, worker and scheduler."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from jobs import starting
from jobs.children import children, make_room
from jobs.supervisor import GivesUp, Supervisor, page_answers

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound to


class Command(BaseCommand):
    help = "Starts the web server, the worker and the scheduler, and keeps them running until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="default: PORT, or 8000")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; default: this machine only")

    def handle(self, *, port: int, host: str, **options: Any) -> None:
        os.umask(0o077)  # what the product writes is for its own user
        os.putenv("PORT", str(port))  # of the processes that it starts: links in e-mails lead here
        try:
            starting.check_host(host)
            logs = starting.make_folder(settings.DATA_DIR / "logs")
            lock = starting.hold(settings.DATA_DIR, port)  # before the port: this product may be what has taken it
            starting.check_port(host, port)
            starting.check_database()
        except starting.CannotStart as refusal:
            sys.exit(str(refusal))
        connection.close()
        with lock:
            self.supervise(host, port, logs)

    def supervise(self, host: str, port: int, logs: Path) -> None:
        starting.forget_broken_routes(settings.BROKER_DIR)
        problem = starting.broker_problem()
        if problem:
            self.say(problem)
        processes = children(host, port, logs)
        for child in processes:
            make_room(child)
        here = EVERYWHERE.get(host, host)
        known_as = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "localhost").lstrip(".")
        supervisor = Supervisor(processes, partial(page_answers, here, port, known_as), self.say)
        self.say("Starting.")
        try:
            supervisor.run(partial(self.announce, here, port, logs))
        except GivesUp as end:
            sys.exit(str(end))
        self.say("Stopped.")

    def announce(self, host: str, port: int, logs: Path) -> None:
        address = f"[{host}]" if ":" in host else host
        self.say(f"Open http://{address}:{port}/ in a browser.")
        self.say(f"The web server, the worker for long work and the scheduler are running. Their logs are in {logs}.")
        self.say("Stop with Ctrl-C.")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

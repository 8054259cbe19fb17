"""A mail server on this machine that answers as a test asks."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

DROPS = ""  # in place of an answer: the connection is broken off


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line.decode().split(maxsplit=1)[0].upper()
            if word == "DATA" and self.server.answers.get("DATA") is None:
                self.say("354 go on")
                self.take()
                word = "TAKEN"
            answer = self.server.answers.get(word, "250 fine")
            if answer == DROPS:
                return
            self.say(answer)
            if word == "QUIT":
                return

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.taken.append(b"".join(lines).decode())

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers: dict[str, str] = {}  # by the word that is answered; TAKEN: once the e-mail is whole
        self.taken: list[str] = []


@contextmanager
def listening(settings: Any) -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        try:
            yield server
        finally:
            server.shutdown()

"""What our management commands have in common: an error is one sentence on stderr, and the exit code is not 0."""

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser


class SentenceParser(CommandParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message[:1].upper()}{message[1:]}. Try './manage.py {self.command} --help'.")

    @property
    def command(self) -> str:
        return self.prog.split()[-1]


class Command(BaseCommand):
    """Raise CommandError with a sentence that says what to do."""

    _called_from_command_line: bool  # Django's own word for it

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.__class__ = SentenceParser
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as problem:
            if not self._called_from_command_line or options.get("traceback"):
                raise
            self.stderr.write(str(problem))
            raise SystemExit(problem.returncode) from None

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as problem:  # from the parser, which Django does not expect to raise it
            self.stderr.write(str(problem))
            raise SystemExit(2) from None

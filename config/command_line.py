"""manage.py for people: what is wrong with the machine is one sentence on stderr, not a traceback."""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import DatabaseError, DataError, IntegrityError

NO_TABLE = ("no such table", "no such column", "does not exist")


def execute(argv: list[str]) -> int:
    """Runs the command; exit code 1 after a sentence that says what to do."""
    try:
        execute_from_command_line(argv)
    except ImproperlyConfigured as problem:
        return say(str(problem))
    except (DataError, IntegrityError):
        raise  # a fault of ours: the traceback is wanted
    except DatabaseError as problem:
        return say(database_sentence(str(problem)))
    except KeyboardInterrupt:
        return say("Stopped.")
    except BrokenPipeError:  # the reader of our output has left, for example `| head`
        sys.stderr.close()
        return 1
    return 0


def database_sentence(problem: str) -> str:
    first = problem.strip().splitlines()[0] if problem.strip() else "no reason given"
    if any(sign in first for sign in NO_TABLE) and "database" not in first:
        return "The database is not migrated. Run './manage.py migrate', then try again."
    if "database is locked" in first:
        return "The database is busy with another long change. Try again in a minute."
    return f"The database cannot be used ({first}). Check DATABASE_URL and that the database server is running."


def say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from config import command_line


@pytest.fixture
def meeting(monkeypatch, capsys):
    """The exit code and the sentence when a command meets a problem."""

    def meet(problem: BaseException) -> tuple[int, str]:
        def command(argv):
            raise problem

        monkeypatch.setattr(command_line, "execute_from_command_line", command)
        return command_line.execute(["manage.py"]), capsys.readouterr().err.strip()

    return meet


@pytest.mark.parametrize(
    "problem",
    [
        OperationalError("no such table: organisation_user"),
        OperationalError("no such column: jobs_job.key"),
        ProgrammingError('relation "jobs_job" does not exist\nLINE 1: SELECT'),
    ],
)
def test_a_table_that_is_missing_means_that_the_database_is_not_migrated(meeting, problem):
    assert meeting(problem) == (1, "The database is not migrated. Run './manage.py migrate', then try again.")


@pytest.mark.parametrize(
    ("problem", "named"),
    [
        (OperationalError("connection refused\nIs the server running?"), "(connection refused)"),
        (OperationalError('FATAL:  database "council" does not exist'), '(FATAL:  database "council" does not exist)'),
        (DatabaseError("file is not a database"), "(file is not a database)"),
        (OperationalError(""), "(no reason given)"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_with_its_first_line(meeting, problem, named):
    code, said = meeting(problem)

    assert code == 1
    assert said.startswith(f"The database cannot be used {named}. Check DATABASE_URL")


def test_a_busy_database_asks_for_patience(meeting):
    assert meeting(OperationalError("database is locked"))[1].startswith("The database is busy")


def test_a_wrong_setting_is_its_own_sentence(meeting):
    assert meeting(ImproperlyConfigured("PORT is odd.")) == (1, "PORT is odd.")


def test_a_fault_of_ours_keeps_its_traceback(meeting):
    with pytest.raises(IntegrityError):
        meeting(IntegrityError("UNIQUE constraint failed"))

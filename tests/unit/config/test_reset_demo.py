import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command

from jobs import starting


@pytest.fixture
def folder(settings, tmp_path, monkeypatch) -> Path:
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", tmp_path / "council.sqlite3")
    return tmp_path


def people(folder: Path, *generated: bool) -> None:
    database = sqlite3.connect(folder / "council.sqlite3")
    database.execute("CREATE TABLE organisation_user (generated bool)")
    database.executemany("INSERT INTO organisation_user VALUES (?)", [(each,) for each in generated])
    database.commit()
    database.close()


def refusal() -> str:
    with pytest.raises(SystemExit) as end:
        call_command("reset_demo")
    return str(end.value.code)


def test_it_removes_the_data_and_keeps_the_rest(folder, capsys):
    people(folder, True, True)
    (folder / "broker" / "queue").mkdir(parents=True)
    (folder / "logs").mkdir()
    (folder / "evidence").mkdir()
    (folder / "scheduler.dat").touch()
    (folder / "secret-key").touch()
    (folder / "minutes.txt").touch()

    call_command("reset_demo")

    assert {path.name for path in folder.iterdir()} == {"secret-key", "minutes.txt", "run.lock"}
    said = capsys.readouterr().out
    assert f"Removing {folder}/council.sqlite3\n" in said
    assert said.endswith("The demonstration's data are removed.\n")


def test_with_nothing_there_it_says_so(folder, capsys):
    call_command("reset_demo")

    assert capsys.readouterr().out == "There is nothing to remove.\n"


def test_people_who_are_not_made_up_are_left_alone(folder):
    people(folder, True, False)

    assert "holds people who are not of the demonstration" in refusal()
    assert (folder / "council.sqlite3").exists()


def test_a_database_that_cannot_be_read_is_left_alone(folder):
    (folder / "council.sqlite3").write_text("Minutes of the meeting, " * 200)

    assert "cannot be read (file is not a database)" in refusal()
    assert (folder / "council.sqlite3").exists()


def test_a_database_that_was_never_migrated_is_removed(folder):
    sqlite3.connect(folder / "council.sqlite3").close()

    call_command("reset_demo")

    assert not (folder / "council.sqlite3").exists()


def test_it_refuses_while_the_product_runs(folder):
    people(folder, True)

    with starting.hold(folder, 8003):
        said = refusal()

    assert "already runs on" in said
    assert "port 8003" in said
    assert (folder / "council.sqlite3").exists()


def test_it_refuses_where_this_is_not_the_demonstration(folder, settings):
    settings.DEMO = False

    assert "DEMO is not set" in refusal()


def test_it_refuses_data_that_are_elsewhere(folder, settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "council")

    assert "where DATABASE_URL says" in refusal()

from queue import Empty

import pytest
from kombu import Connection

import config.celery  # noqa: F401 - registers the transport

OPTIONS = {"store_processed": False, "polling_interval": 0.1}


@pytest.fixture
def folders(tmp_path):
    for name in ("queue", "processed", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def channel(folders):
    options = OPTIONS | {
        "data_folder_in": str(folders / "queue"),
        "data_folder_out": str(folders / "queue"),
        "processed_folder": str(folders / "processed"),
        "control_folder": str(folders / "control"),
    }
    with Connection("files://localhost/", transport_options=options) as connection:
        yield connection.channel()


def test_messages_come_out_in_the_order_in_which_they_went_in(channel):
    for number in range(3):
        channel._put("q", {"number": number})

    assert [channel._get("q")["number"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Empty):
        channel._get("q")


def test_a_message_is_for_its_own_queue(channel):
    channel._put("other", {"number": 1})

    with pytest.raises(Empty):
        channel._get("q")


def test_a_message_that_cannot_be_read_is_dropped_and_the_next_is_taken(channel, folders):
    (folders / "queue" / f"{0:020d}_half.q.msg").write_text('{"half": ')
    channel._put("q", {"number": 1})

    assert channel._get("q") == {"number": 1}
    assert list((folders / "queue").iterdir()) == []


def test_nothing_is_left_behind_or_written_elsewhere(channel, folders, monkeypatch):
    monkeypatch.setattr("tempfile.gettempdir", lambda: pytest.fail("the machine's temporary folder was used"))
    channel._put("q", {"number": 1})
    channel._get("q")

    assert [path for path in folders.rglob("*") if path.is_file()] == []

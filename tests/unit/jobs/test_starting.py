import errno
import socket

import pytest

from jobs import starting


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("[::1]", True), ("localhost", True),
        ("0.0.0.0", False), ("192.0.2.1", False), ("council.example", False), ("*", False),
    ],
)  # fmt: skip
def test_loopback_is_this_machine_only(host, expected):
    assert starting.is_loopback(host) is expected


def test_a_demonstration_is_refused_on_any_other_host(settings):
    settings.DEMO = True
    starting.check_host("127.0.0.1")

    with pytest.raises(starting.CannotStart, match="this machine only"):
        starting.check_host("0.0.0.0")


def test_a_product_in_earnest_may_listen_anywhere(settings):
    settings.DEMO = False

    starting.check_host("0.0.0.0")


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_outside_the_range_is_refused(port):
    with pytest.raises(starting.CannotStart, match=f"Port {port} is not between 1 and 65535. .*PORT=8001 make demo"):
        starting.check_port("127.0.0.1", port)


def test_a_free_port_is_left_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    starting.check_port("127.0.0.1", port)
    starting.check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(starting.CannotStart, match=r"192\.0\.2\.1 is not an address of this machine"):
        starting.check_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EADDRINUSE, "Port 80 is taken by another program."),
        (errno.EACCES, "Port 80 is not allowed to you on this machine."),
        (errno.ENOBUFS, "Port 80 cannot be used (no room)."),
    ],
)
def test_each_refusal_of_a_port_names_it_and_the_way_out(code, words):
    said = starting.port_sentence("127.0.0.1", 80, OSError(code, "no room"))

    assert said == f"{words} Choose another, for example: PORT=8001 make demo"


def test_a_folder_is_made_and_left_empty(tmp_path):
    made = starting.make_folder(tmp_path / "data" / "logs")

    assert made.is_dir()
    assert list(made.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(starting.CannotStart, match="Set DATA_DIR to a folder that you may write to"):
        starting.make_folder(tmp_path / "file" / "logs")


def test_a_folder_is_held_once_and_let_go(tmp_path):
    with starting.hold(tmp_path, 8000), pytest.raises(starting.CannotStart, match="port 8000"):
        starting.hold(tmp_path, 8001)

    starting.hold(tmp_path, 8001).close()


def test_a_route_that_was_never_finished_is_forgotten(tmp_path):
    (tmp_path / "control").mkdir()
    (tmp_path / "control" / "council.exchange").touch()

    starting.forget_broken_routes(tmp_path)

    assert list((tmp_path / "control").iterdir()) == []
    starting.forget_broken_routes(tmp_path / "nothing")


def test_a_broker_that_is_well_needs_no_words():
    assert starting.broker_problem() == ""

"""Row 26: more connections than there is room for (CVE-2023-4785)."""

import contextlib
import socket
import time

import pytest

from server.memory import MIB
from siege.siege import Besiege, Siege
from wire import frames
from wire.calls import FULL_DUPLEX_CALL, request_block
from wire.frames import PREFACE
from wire.outcome import Unexpected
from wire.peer import Peer


def try_to_connect(siege: Siege, source: str | None = None) -> Peer | None:
    """A connection with the handshake done, or nothing if the server does not want it."""
    try:
        return siege.peer(source=source, patience=2)
    except (Unexpected, OSError):
        return None


@pytest.mark.parametrize("limit", ["maximumConnectionsPerAddress", "maximumConnections"])
def test_26_connections_up_to_the_limit(besiege: Besiege, limit: str) -> None:
    """The one above the limit is closed at once; when another goes, there is room again."""
    with besiege(memory=16 * MIB, **{limit: 20}) as siege, contextlib.ExitStack() as stack:
        # The polite client has the first of the twenty.
        taken = [stack.enter_context(siege.peer()) for _ in range(19)]
        for _ in range(50):
            assert try_to_connect(siege) is None
        taken[0].socket.close()
        deadline = time.monotonic() + 3
        while (again := try_to_connect(siege)) is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert again is not None
        again.socket.close()
        for peer in taken[1:]:
            peer.call(1)
            peer.socket.close()
        wait_for_room(siege)


def wait_for_room(siege: Siege) -> None:
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        peer = try_to_connect(siege)
        if peer is not None:
            peer.socket.close()
            return
    raise AssertionError("there is no room again")


def test_26_limit_of_an_address_is_not_that_of_another(besiege: Besiege) -> None:
    with besiege(memory=16 * MIB, maximumConnectionsPerAddress=10) as siege, contextlib.ExitStack() as stack:
        for _ in range(9):
            stack.enter_context(siege.peer())
        assert try_to_connect(siege) is None
        other = try_to_connect(siege, "127.0.0.2")
        assert other is not None
        with other:
            other.call(1)
        stack.close()
        wait_for_room(siege)


def test_26_more_connections_than_files(besiege: Besiege) -> None:
    """The process may open 100 files: it stops accepting, serves whom it has, and goes on when some leave."""
    with besiege(memory=12 * MIB, open_files=100) as siege:
        with contextlib.ExitStack() as stack:
            for _ in range(300):
                crowd = socket.socket()
                crowd.settimeout(2)
                crowd.connect(siege.server.address)
                stack.callback(crowd.close)
                crowd.send(PREFACE + frames.settings())
            time.sleep(0.5)
            assert siege.server.is_running
        wait_for_room(siege)


def test_26_connections_that_come_and_go(besiege: Besiege) -> None:
    with besiege(memory=12 * MIB) as siege:
        before = siege.server.open_files
        while siege.goes_on():
            with siege.peer(handshake=False) as peer:
                peer.send(PREFACE[:5])
        wait_until_files_are(siege, before)


def test_26_connections_that_are_cut(besiege: Besiege) -> None:
    """Reset by the client in the middle of calls: neither files nor handlers stay behind."""
    calls = b"".join(frames.headers(stream, request_block(FULL_DUPLEX_CALL)) for stream in range(1, 41, 2))
    with besiege(memory=24 * MIB) as siege:
        before = siege.server.open_files
        while siege.goes_on():
            peer = siege.peer()
            peer.send(calls)
            peer.cut()
        wait_until_files_are(siege, before)


def wait_until_files_are(siege: Siege, count: int) -> None:
    deadline = time.monotonic() + 3
    while siege.server.open_files > count and time.monotonic() < deadline:
        time.sleep(0.05)
    assert siege.server.open_files <= count, "connections stay open"


def test_26_many_idle_connections(besiege: Besiege) -> None:
    """A thousand clients that only wait: 40 KiB each, as the issue of this engine allows."""
    with besiege(memory=40 * MIB) as siege, contextlib.ExitStack() as stack:
        for _ in range(800):
            stack.enter_context(siege.peer())

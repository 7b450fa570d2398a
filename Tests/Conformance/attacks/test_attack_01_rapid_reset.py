"""Rows 1, 1b and 7: requests that the client takes back at once (CVE-2023-44487, CVE-2019-9514)."""

from pathlib import Path

import pytest

from server.memory import MIB
from server.process import ServerProcess
from siege.siege import Besiege
from wire import frames
from wire.calls import EMPTY_CALL, FULL_DUPLEX_CALL, GRPCStatus, message, output_request, request_block
from wire.frames import MAXIMUM_STREAM_ID, ErrorCode
from wire.peer import Peer
from wire.stubborn import STAY_CALL, peak_handlers

REQUESTS = 2000


def rapid_resets(path: str, count: int = REQUESTS, first: int = 1) -> bytes:
    """Complete requests, each followed by its reset."""
    request = request_block(path)
    return b"".join(
        frames.headers(stream, request) + frames.data(stream, message(), end=True) + frames.rst_stream(stream)
        for stream in range(first, first + 2 * count, 2)
    )


@pytest.mark.parametrize("path", [EMPTY_CALL, FULL_DUPLEX_CALL, "/not/Here"])
def test_1_rapid_reset(besiege: Besiege, path: str) -> None:
    resets = rapid_resets(path)
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.flood(resets)
            peer.expect_calm("too_many_resets")


def test_1_rapid_reset_without_reading(besiege: Besiege) -> None:
    resets = rapid_resets(EMPTY_CALL)
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.push(resets)
            peer.expect_closed()


def test_1_rapid_reset_gets_no_more_handlers(besiege: Besiege) -> None:
    """The handlers ignore that they are cancelled: the next ones must wait for them to end."""
    with besiege(memory=16 * MIB, maximumConcurrentHandlers=20, minimumPingInterval=0) as siege, siege.peer() as peer:
        for first in range(1, 301, 60):
            streams = range(first, first + 60, 2)
            for stream in streams:
                peer.request(stream, STAY_CALL)
            peer.settle()
            peer.send(*(frames.rst_stream(stream) for stream in streams))
        peer.settle()
        assert peak_handlers(siege) == 20


def test_1_cancelling_now_and_then_is_no_attack(besiege: Besiege) -> None:
    """A client that lets nine of ten calls end may cancel the tenth as long as it likes."""
    with besiege(memory=16 * MIB) as siege, siege.peer() as peer:
        stream = 1
        while siege.goes_on():
            for _ in range(9):
                peer.request(stream)
                peer.expect_success(stream)
                stream += 2
            peer.send(frames.headers(stream, request_block(FULL_DUPLEX_CALL)), frames.rst_stream(stream))
            stream += 2
        peer.call(stream)


@pytest.mark.parametrize("answers_ping", [False, True], ids=["notice", "last-word"])
def test_1b_rapid_reset_during_drain(binary: Path, answers_ping: bool) -> None:
    """nghttp2's own limit ends with the first GOAWAY; the accepted call of somebody else must still come to its end."""
    server = ServerProcess(binary, shutdownGrace=8000)
    with server, Peer(server.address) as friend, Peer(server.address) as peer:
        friend.request(1, FULL_DUPLEX_CALL, output_request((1, 0)), end=False)
        friend.read_until(lambda: len(friend.answer(1).body) > 0, "an answer")
        peer.request(1, FULL_DUPLEX_CALL, output_request((1, 0)), end=False)
        peer.read_until(lambda: len(peer.answer(1).body) > 0, "an answer")
        before = server.resident_bytes
        server.terminate()
        for other in (friend, peer):
            other.answers_pings = answers_ping
            other.read_until(lambda: other.goaway is not None, "GOAWAY")
            assert other.goaway is not None and other.goaway.error_code == ErrorCode.NO_ERROR
        if answers_ping:
            peer.read_until(lambda: peer.last_stream_taken < MAXIMUM_STREAM_ID, "the last GOAWAY")
        peer.flood(rapid_resets(EMPTY_CALL, 20_000, first=3))
        peer.expect_calm("too_many_resets")
        assert server.peak_bytes - before < 24 * MIB
        friend.send(frames.data(1, output_request((1, 0)), end=True))
        friend.expect_status(1, GRPCStatus.OK)


def test_7_resets_of_a_stream_that_is_over(besiege: Besiege) -> None:
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.call(1)
            peer.flood(frames.rst_stream(1), 20_000)
            peer.expect_calm("too_many_resets")

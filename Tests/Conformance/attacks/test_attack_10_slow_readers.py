"""Row 10: clients that ask for much and take little (CVE-2019-9511, CVE-2019-9517)."""

import time

import pytest

from server.memory import MIB
from siege.siege import Besiege
from wire import frames
from wire.calls import STREAMING_OUTPUT_CALL, UNARY_CALL, output_request, request_block, unary_request
from wire.frames import MAXIMUM_WINDOW, ErrorCode, Setting
from wire.peer import Peer

WIDE_WINDOW = (Setting.INITIAL_WINDOW_SIZE, MAXIMUM_WINDOW)
STREAMS = range(1, 201, 2)
MANY_ANSWERS = output_request(*[(60_000, 0)] * 200)


def ask(path: str, request: bytes) -> bytes:
    """The same request on many streams."""
    block = request_block(path)
    return b"".join(frames.headers(stream, block) + frames.data(stream, request, end=True) for stream in STREAMS)


@pytest.mark.parametrize("window", [0, 1])
def test_10_window_that_stays_shut(besiege: Besiege, window: int) -> None:
    """A hundred streams of 12 MB each, and nothing taken: the writers wait, with a little of each in memory."""
    with besiege(memory=48 * MIB) as siege:
        with siege.peer((Setting.INITIAL_WINDOW_SIZE, window)) as peer:
            peer.flood(ask(STREAMING_OUTPUT_CALL, MANY_ANSWERS))
            time.sleep(0.5)


def test_10_window_of_one_byte_after_another(besiege: Besiege) -> None:
    """Data dribble: a frame for every byte, and a window update for every frame."""
    with besiege(memory=48 * MIB) as siege, siege.peer((Setting.INITIAL_WINDOW_SIZE, 1)) as peer:
        peer.flood(ask(STREAMING_OUTPUT_CALL, MANY_ANSWERS))
        updates = b"".join(frames.window_update(stream, 1) for stream in STREAMS)
        while siege.goes_on() and peer.is_open:
            peer.flood(updates)


def test_10_large_answers_that_nobody_reads(besiege: Besiege) -> None:
    """A hundred answers of 4 MB, each complete in memory before its first byte goes out."""
    with besiege(memory=64 * MIB) as siege:
        with siege.peer((Setting.INITIAL_WINDOW_SIZE, 0)) as peer:
            peer.flood(ask(UNARY_CALL, unary_request(answer_bytes=4_000_000)))
            time.sleep(0.5)


def test_10_reader_that_stops(besiege: Besiege) -> None:
    """The windows are wide open and the socket is full: the connection ends after the write timeout."""
    with besiege(memory=32 * MIB, writeTimeout=600) as siege:
        with siege.peer(WIDE_WINDOW, receive_buffer=4096) as peer:
            peer.send(frames.window_update(0, MAXIMUM_WINDOW - 65_535))
            peer.push(ask(STREAMING_OUTPUT_CALL, MANY_ANSWERS))
            expect_reset_connection(peer, within=3)


def expect_reset_connection(peer: Peer, within: float) -> None:
    """Without reading: writing fails once the server has closed."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            peer.socket.send(frames.ping(ack=True))
        except (BrokenPipeError, ConnectionResetError):
            return
        time.sleep(0.05)
    raise AssertionError("the server holds on to a reader that has stopped")


def test_10_stream_that_is_not_read(besiege: Besiege) -> None:
    """The connection is read and one stream of it never: that call ends after the stall timeout."""
    with besiege(memory=16 * MIB, stallTimeout=600, minimumPingInterval=0) as siege:
        with siege.peer((Setting.INITIAL_WINDOW_SIZE, 10)) as peer:
            peer.request(1, STREAMING_OUTPUT_CALL, MANY_ANSWERS)
            peer.read_until(lambda: peer.answer(1).is_over or not peer.is_open, "the end of the call", timeout=4)
            assert peer.answer(1).reset is not None, str(peer.answer(1))
            peer.send(frames.settings((Setting.INITIAL_WINDOW_SIZE, 65_535)))
            peer.call(3)


def test_10_stream_that_is_read_too_slowly(besiege: Besiege) -> None:
    """A byte now and then is not progress."""
    with besiege(memory=16 * MIB, stallTimeout=600) as siege:
        with siege.peer((Setting.INITIAL_WINDOW_SIZE, 10)) as peer:
            peer.request(1, STREAMING_OUTPUT_CALL, MANY_ANSWERS)
            deadline = time.monotonic() + 4
            while not peer.answer(1).is_over and time.monotonic() < deadline:
                peer.send(frames.window_update(1, 1))
                time.sleep(0.05)
                peer.read_available()
            assert peer.answer(1).reset is not None, str(peer.answer(1))


def test_10_reader_that_is_fast_enough_is_left_alone(besiege: Besiege) -> None:
    """Twelve megabytes in pieces of a kilobyte: slow, and steady."""
    with besiege(memory=16 * MIB, stallTimeout=600) as siege, siege.peer((Setting.INITIAL_WINDOW_SIZE, 1024)) as peer:
        peer.request(1, STREAMING_OUTPUT_CALL, MANY_ANSWERS)
        while siege.goes_on():
            before = len(peer.answer(1).body)
            peer.read_until(lambda: len(peer.answer(1).body) >= before + 1000, "a piece")
            peer.send(frames.window_update(1, 1024), frames.window_update(0, 1024))
            time.sleep(0.01)
        assert not peer.answer(1).is_over
        peer.send(frames.rst_stream(1, ErrorCode.CANCEL))

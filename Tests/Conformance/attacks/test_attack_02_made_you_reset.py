"""Row 2: requests that the client makes the server take back (CVE-2025-8671)."""

from collections.abc import Callable

import pytest

from server.memory import MIB
from siege.siege import Besiege
from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_OUTPUT_CALL, output_request, request_block
from wire.frames import MAXIMUM_WINDOW, ErrorCode, FrameType
from wire.hpack_codes import literal
from wire.stubborn import STAY_CALL, peak_handlers

# As many as may be open at once, with some to spare.
STREAMS_AT_ONCE = 100
STEPS = 5


def overflowing_window(stream: int) -> bytes:
    return frames.headers(stream, request_block(FULL_DUPLEX_CALL)) + frames.window_update(stream, MAXIMUM_WINDOW)


def passing_the_content_length(stream: int) -> bytes:
    request = request_block(FULL_DUPLEX_CALL, adding=((b"content-length", b"1"),))
    return frames.headers(stream, request) + frames.data(stream, b"xy")


def pseudo_field_in_trailers(stream: int) -> bytes:
    trailers = frames.headers(stream, literal(b":path", b"/"), end=True)
    return frames.headers(stream, request_block(FULL_DUPLEX_CALL)) + trailers


def malformed_field(stream: int) -> bytes:
    return frames.headers(stream, request_block(FULL_DUPLEX_CALL) + literal(b"Upper", b"1"))


def no_fields(stream: int) -> bytes:
    return frames.headers(stream, b"", end=True)


PROVOCATIONS = [overflowing_window, passing_the_content_length, pseudo_field_in_trailers, malformed_field, no_fields]


@pytest.mark.parametrize("provocation", PROVOCATIONS)
def test_2_made_you_reset(besiege: Besiege, provocation: Callable[[int], bytes]) -> None:
    """In steps, so that there are never more streams at once than allowed."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            for step in range(STEPS):
                first = 1 + 2 * STREAMS_AT_ONCE * step
                streams = range(first, first + 2 * STREAMS_AT_ONCE, 2)
                peer.flood(b"".join(map(provocation, streams)))
                if not peer.reads_until_reset(streams):
                    break
            peer.expect_calm("too_many_stream_errors")


def test_2_made_you_reset_gets_no_more_handlers(besiege: Besiege) -> None:
    """Fewer resets than are an attack by themselves, of handlers that ignore that they are cancelled."""
    with besiege(memory=16 * MIB, maximumConcurrentHandlers=20, minimumPingInterval=0) as siege, siege.peer() as peer:
        for first in range(1, 121, 40):
            streams = range(first, first + 40, 2)
            for stream in streams:
                peer.request(stream, STAY_CALL)
            peer.settle()
            peer.send(*(frames.window_update(stream, MAXIMUM_WINDOW) for stream in streams))
        peer.settle()
        assert peak_handlers(siege) == 20


@pytest.mark.parametrize(
    ("provocation", "code"),
    [
        pytest.param(frames.window_update(1, 0), ErrorCode.PROTOCOL_ERROR, id="zero-increment"),
        pytest.param(frames.frame(FrameType.PRIORITY, 0, 1, bytes(4)), ErrorCode.FRAME_SIZE_ERROR, id="short-priority"),
        pytest.param(frames.data(1, b"x"), ErrorCode.STREAM_CLOSED, id="data-after-the-end"),
        pytest.param(frames.headers(1, b"", end=True), ErrorCode.STREAM_CLOSED, id="headers-after-the-end"),
    ],
)
def test_2_made_you_reset_that_costs_the_connection(besiege: Besiege, provocation: bytes, code: ErrorCode) -> None:
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.request(1, STREAMING_OUTPUT_CALL, output_request((1, 60_000_000)))
            peer.send(provocation)
            outcome = peer.wait_for_close()
            assert (outcome.goaway, outcome.is_open) == (code, False), str(outcome)

"""RFC 9113 section 5.1: what each state of a stream takes."""

import pytest

from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_OUTPUT_CALL, message, output_request, request_block
from wire.frames import ErrorCode
from wire.peer import Peer

SECONDS = 1_000_000


@pytest.mark.parametrize(
    "intruder",
    [
        pytest.param(frames.data(1, b"x", end=True), id="data"),
        pytest.param(frames.rst_stream(1), id="rst-stream"),
        pytest.param(frames.window_update(1, 1), id="window-update"),
        pytest.param(frames.continuation(1, request_block(), end_headers=True), id="continuation"),
    ],
)
def test_5_1_idle(peer: Peer, intruder: bytes) -> None:
    peer.send(intruder)
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


def test_5_1_idle_takes_priority(peer: Peer) -> None:
    peer.send(frames.priority(1))
    peer.expect_goes_on()
    peer.call(1)


def leave_half_closed(peer: Peer) -> None:
    """A request that is complete and whose answer is far off."""
    peer.send(
        frames.headers(1, request_block(STREAMING_OUTPUT_CALL)),
        frames.data(1, output_request((1, 60 * SECONDS)), end=True),
    )


@pytest.mark.parametrize(
    "intruder",
    [
        pytest.param(frames.data(1, b"x"), id="data"),
        pytest.param(frames.headers(1, request_block(), end=True), id="headers"),
    ],
)
def test_5_1_half_closed(peer: Peer, intruder: bytes) -> None:
    leave_half_closed(peer)
    peer.send(intruder)
    peer.expect_error(1, ErrorCode.STREAM_CLOSED)


def test_5_1_half_closed_continuation(peer: Peer) -> None:
    leave_half_closed(peer)
    peer.send(frames.continuation(1, request_block(), end_headers=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR, ErrorCode.STREAM_CLOSED)


@pytest.mark.parametrize(
    "allowed",
    [
        pytest.param(frames.window_update(1, 1), id="window-update"),
        pytest.param(frames.priority(1), id="priority"),
        pytest.param(frames.rst_stream(1), id="rst-stream"),
    ],
)
def test_5_1_half_closed_takes(peer: Peer, allowed: bytes) -> None:
    leave_half_closed(peer)
    peer.send(allowed)
    peer.expect_goes_on()
    peer.call(3)


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(frames.data(1, b"x"), id="data"),
        pytest.param(frames.data(1, b"", end=True), id="data-end"),
        pytest.param(frames.headers(1, request_block(), end=True), id="headers"),
    ],
)
def test_5_1_closed_by_the_client(peer: Peer, late: bytes) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)), frames.rst_stream(1), late)
    peer.expect_discarded_or(1, ErrorCode.STREAM_CLOSED)


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(frames.data(1, b"x"), id="data"),
        pytest.param(frames.headers(1, request_block(), end=True), id="headers"),
    ],
)
def test_5_1_closed_by_both(peer: Peer, late: bytes) -> None:
    peer.call(1)
    peer.send(late)
    peer.expect_discarded_or(1, ErrorCode.STREAM_CLOSED)


def test_5_1_closed_continuation(peer: Peer) -> None:
    peer.call(1)
    peer.send(frames.continuation(1, request_block(), end_headers=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR, ErrorCode.STREAM_CLOSED)


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(frames.window_update(1, 1), id="window-update"),
        pytest.param(frames.rst_stream(1), id="rst-stream"),
        pytest.param(frames.priority(1), id="priority"),
    ],
)
def test_5_1_closed_takes(peer: Peer, late: bytes) -> None:
    peer.call(1)
    peer.send(late)
    peer.expect_goes_on()
    peer.call(3)


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(frames.data(1, message(b"late")), id="data"),
        pytest.param(frames.data(1, b"", end=True), id="data-end"),
        pytest.param(frames.headers(1, b"", end=True), id="trailers"),
        pytest.param(frames.window_update(1, 1), id="window-update"),
        pytest.param(frames.rst_stream(1), id="rst-stream"),
        pytest.param(frames.priority(1), id="priority"),
    ],
)
def test_5_1_closed_by_the_server_takes_what_was_under_way(peer: Peer, late: bytes) -> None:
    """The client cannot know of the server's reset yet when it sends these."""
    peer.send(frames.headers(1, request_block("/not/Here")))
    peer.wait_for_answer(1)
    peer.settle()
    peer.send(late)
    peer.call(3)

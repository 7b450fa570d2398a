"""RFC 9113 sections 5.1.1 and 5.1.2: stream identifiers and concurrency."""

import pytest

from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_INPUT_CALL, message, request_block
from wire.frames import MAXIMUM_STREAM_ID, ErrorCode, Setting
from wire.peer import Peer


@pytest.mark.parametrize("stream", [2, 100, MAXIMUM_STREAM_ID - 1])
def test_5_1_1_even_identifier(peer: Peer, stream: int) -> None:
    peer.send(frames.headers(stream, request_block(), end=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


def test_5_1_1_identifier_that_was_skipped(peer: Peer) -> None:
    peer.call(5)
    peer.send(frames.headers(3, request_block(), end=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


def test_5_1_1_lower_identifier_while_the_higher_is_open(peer: Peer) -> None:
    peer.send(frames.headers(5, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.headers(3, request_block(), end=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


def test_5_1_1_identifier_used_before(peer: Peer) -> None:
    peer.call(1)
    peer.send(frames.headers(1, request_block()), frames.data(1, message(), end=True))
    peer.expect_discarded_or(1, ErrorCode.PROTOCOL_ERROR, ErrorCode.STREAM_CLOSED)
    assert len(peer.answer(1).blocks) == 2, "one answer"


def test_5_1_1_identifiers_may_be_skipped(peer: Peer) -> None:
    peer.call(1)
    peer.call(1001)


def test_5_1_1_the_last_identifier(peer: Peer) -> None:
    peer.call(MAXIMUM_STREAM_ID)
    peer.expect_goes_on()


def test_5_1_1_lower_streams_that_are_open_live_on(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)))
    peer.call(3)
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)


def test_5_1_2_limit_is_announced(peer: Peer) -> None:
    assert 100 <= peer.server_settings[Setting.MAX_CONCURRENT_STREAMS] <= 256


def test_5_1_2_as_many_streams_as_announced(peer: Peer) -> None:
    streams = range(1, 2 * peer.server_settings[Setting.MAX_CONCURRENT_STREAMS] + 1, 2)
    for stream in streams:
        peer.send(frames.headers(stream, request_block(STREAMING_INPUT_CALL)))
    peer.expect_goes_on()
    for stream in streams:
        peer.send(frames.data(stream, message(), end=True))
    for stream in streams:
        peer.expect_success(stream)


def test_5_1_2_one_stream_more_than_announced(peer: Peer) -> None:
    last = 2 * peer.server_settings[Setting.MAX_CONCURRENT_STREAMS] + 1
    for stream in range(1, last + 1, 2):
        peer.send(frames.headers(stream, request_block(FULL_DUPLEX_CALL)))
    peer.expect_error(last, ErrorCode.PROTOCOL_ERROR, ErrorCode.REFUSED_STREAM)


def test_5_1_2_closed_streams_do_not_count(peer: Peer) -> None:
    for stream in range(1, 2 * peer.server_settings[Setting.MAX_CONCURRENT_STREAMS] + 21, 2):
        peer.call(stream)

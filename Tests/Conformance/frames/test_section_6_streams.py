"""RFC 9113 sections 6.1 to 6.4, 6.6 and 6.10: frames of streams."""

import pytest

from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_INPUT_CALL, message, request_block
from wire.frames import ErrorCode, Flag, FrameType
from wire.peer import Peer


def test_6_1_data_on_stream_zero(peer: Peer) -> None:
    peer.send(frames.data(0, b"x"))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("padding", [0, 1, 255])
def test_6_1_padding(peer: Peer, padding: int) -> None:
    peer.send(frames.headers(1, request_block()), frames.data(1, message(), end=True, padding=padding))
    peer.expect_success(1)


def test_6_1_padding_need_not_be_zero(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block()))
    peer.send(frames.frame(FrameType.DATA, Flag.PADDED | Flag.END_STREAM, 1, b"\x03" + message() + b"abc"))
    peer.expect_success(1)


def test_6_1_nothing_but_padding(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block()), frames.data(1, b"", padding=10))
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("payload", [b"\x05abcd", b"\xff", b"\x01"])
def test_6_1_padding_longer_than_the_frame(peer: Peer, payload: bytes) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.frame(FrameType.DATA, Flag.PADDED, 1, payload))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


def test_6_1_padded_frame_without_a_pad_length(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.frame(FrameType.DATA, Flag.PADDED, 1))
    peer.expect_error(1, ErrorCode.FRAME_SIZE_ERROR, ErrorCode.PROTOCOL_ERROR)


def test_6_2_headers_on_stream_zero(peer: Peer) -> None:
    peer.send(frames.headers(0, request_block(), end=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize(
    ("flags", "prefix", "suffix"),
    [
        pytest.param(Flag.PADDED, b"\x02", b"\x00\x00", id="padding"),
        pytest.param(Flag.PRIORITY, b"\x00\x00\x00\x00\x0f", b"", id="priority"),
        pytest.param(Flag.PRIORITY, b"\x80\x00\x00\x00\xff", b"", id="exclusive-priority"),
        pytest.param(Flag.PADDED | Flag.PRIORITY, b"\x01\x00\x00\x00\x00\x0f", b"\x00", id="both"),
    ],
)
def test_6_2_padding_and_priority(peer: Peer, flags: int, prefix: bytes, suffix: bytes) -> None:
    payload = prefix + request_block() + suffix
    peer.send(frames.frame(FrameType.HEADERS, flags | Flag.END_HEADERS, 1, payload))
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("payload", [b"\x05abcd", b"\xff", b"\x01"])
def test_6_2_padding_longer_than_the_frame(peer: Peer, payload: bytes) -> None:
    peer.send(frames.frame(FrameType.HEADERS, Flag.PADDED | Flag.END_HEADERS, 1, payload))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR, ErrorCode.FRAME_SIZE_ERROR)


@pytest.mark.parametrize(
    ("flags", "payload"),
    [
        pytest.param(Flag.PRIORITY, b"\x00\x00\x00", id="priority-cut"),
        pytest.param(Flag.PADDED, b"", id="no-pad-length"),
        pytest.param(Flag.PADDED | Flag.PRIORITY, b"\x00\x00\x00\x00\x00", id="both-cut"),
    ],
)
def test_6_2_frame_too_small_for_its_flags(peer: Peer, flags: int, payload: bytes) -> None:
    peer.send(frames.frame(FrameType.HEADERS, flags | Flag.END_HEADERS, 1, payload))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR, ErrorCode.PROTOCOL_ERROR)


def test_6_2_empty_block(peer: Peer) -> None:
    peer.send(frames.headers(1, b"", end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


def test_6_3_priority_on_stream_zero(peer: Peer) -> None:
    peer.send(frames.priority(0))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [0, 4, 6])
def test_6_3_priority_of_another_size(peer: Peer, length: int) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.frame(FrameType.PRIORITY, 0, 1, bytes(length)))
    peer.expect_error(1, ErrorCode.FRAME_SIZE_ERROR)


def test_6_4_rst_stream_on_stream_zero(peer: Peer) -> None:
    peer.send(frames.rst_stream(0))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [0, 3, 5])
def test_6_4_rst_stream_of_another_size(peer: Peer, length: int) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.frame(FrameType.RST_STREAM, 0, 1, bytes(length)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


def test_6_4_rst_stream_ends_the_answer(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)), frames.rst_stream(1))
    peer.settle()
    peer.call(3)
    assert not peer.answer(1).blocks


def test_6_6_push_promise(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    promise = b"\x00\x00\x00\x02" + request_block()
    peer.send(frames.frame(FrameType.PUSH_PROMISE, Flag.END_HEADERS, 1, promise))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_6_10_continuations(peer: Peer, count: int) -> None:
    block = request_block()
    peer.send(frames.headers(1, block[:1], end_headers=False))
    for index in range(1, count):
        peer.send(frames.continuation(1, block[index : index + 1]))
    peer.send(frames.continuation(1, block[count:], end_headers=True), frames.data(1, message(), end=True))
    peer.expect_success(1)


def test_6_10_end_of_stream_is_told_by_headers(peer: Peer) -> None:
    """Two good halves of a request for a method that takes any number of messages, none at all included."""
    block = request_block(STREAMING_INPUT_CALL)
    peer.send(frames.headers(1, block[:20], end=True, end_headers=False))
    peer.send(frames.continuation(1, block[20:], end_headers=True))
    peer.expect_success(1)


def test_6_10_continuation_on_stream_zero(peer: Peer) -> None:
    block = request_block()
    peer.send(frames.headers(1, block[:20], end_headers=False), frames.continuation(0, block[20:], end_headers=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(frames.headers(1, request_block(FULL_DUPLEX_CALL)), id="headers"),
        pytest.param(
            frames.headers(1, request_block(FULL_DUPLEX_CALL)[:20], end_headers=False)
            + frames.continuation(1, request_block(FULL_DUPLEX_CALL)[20:], end_headers=True),
            id="continuation",
        ),
        pytest.param(frames.headers(1, request_block(FULL_DUPLEX_CALL)) + frames.data(1, b"\x00"), id="data"),
        pytest.param(frames.settings(), id="settings"),
    ],
)
def test_6_10_continuation_that_continues_nothing(peer: Peer, before: bytes) -> None:
    peer.send(before, frames.continuation(1, request_block(), end_headers=True))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)

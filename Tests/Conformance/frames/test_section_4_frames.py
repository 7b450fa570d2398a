"""RFC 9113 section 4: frame layout, frame size, field section compression."""

import pytest

from wire import frames
from wire.calls import FULL_DUPLEX_CALL, message, request_block
from wire.frames import DEFAULT_FRAME_SIZE, ErrorCode, FrameType, Setting
from wire.peer import Peer

RESERVED_BIT = 0x8000_0000


def test_4_1_unknown_type_is_ignored(peer: Peer) -> None:
    peer.send(frames.frame(FrameType.UNASSIGNED, 0xFF, 0, bytes(100)))
    peer.expect_goes_on()


def test_4_1_unknown_type_on_a_stream_is_ignored(peer: Peer) -> None:
    peer.send(
        frames.headers(1, request_block()),
        frames.frame(FrameType.UNASSIGNED, 0, 1, b"abc"),
        frames.data(1, message(), end=True),
    )
    peer.expect_success(1)


def test_4_1_unknown_type_of_full_size_is_ignored(peer: Peer) -> None:
    peer.send(frames.frame(FrameType.UNASSIGNED, 0, 0, bytes(DEFAULT_FRAME_SIZE)))
    peer.expect_goes_on()


def test_4_1_undefined_flags_are_ignored(peer: Peer) -> None:
    peer.send(frames.frame(FrameType.PING, 0xFE, 0, b"12345678"))
    peer.read_until(lambda: b"12345678" in peer.ping_acks, "a PING ACK")


def test_4_1_undefined_flags_on_data_are_ignored(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block()), frames.frame(FrameType.DATA, 0xF7, 1, message()))
    peer.expect_success(1)


def test_4_1_reserved_bit_of_stream_zero_is_ignored(peer: Peer) -> None:
    peer.send(frames.frame(FrameType.PING, 0, RESERVED_BIT, b"reserved"))
    peer.read_until(lambda: b"reserved" in peer.ping_acks, "a PING ACK")


def test_4_1_reserved_bit_of_a_stream_is_ignored(peer: Peer) -> None:
    peer.send(frames.headers(1 | RESERVED_BIT, request_block()), frames.data(1 | RESERVED_BIT, message(), end=True))
    peer.expect_success(1)


def test_4_1_frames_may_arrive_byte_by_byte(peer: Peer) -> None:
    peer.send_bytewise(frames.headers(1, request_block()) + frames.data(1, message(), end=True))
    peer.expect_success(1)


def limit(peer: Peer) -> int:
    """The largest payload that the server takes."""
    return peer.server_settings.get(Setting.MAX_FRAME_SIZE, DEFAULT_FRAME_SIZE)


def test_4_2_data_of_full_size(peer: Peer) -> None:
    size = limit(peer)
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.data(1, message(bytes(size - 5), declared_length=size)[:size]))
    peer.expect_goes_on()


@pytest.mark.parametrize("kind", [FrameType.DATA, FrameType.UNASSIGNED, FrameType.PRIORITY])
def test_4_2_frame_too_large(peer: Peer, kind: FrameType) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.frame(kind, 0, 1, bytes(limit(peer) + 1)))
    peer.expect_error(1, ErrorCode.FRAME_SIZE_ERROR)


@pytest.mark.parametrize("kind", [FrameType.HEADERS, FrameType.SETTINGS, FrameType.GOAWAY])
def test_4_2_frame_too_large_that_alters_the_connection(peer: Peer, kind: FrameType) -> None:
    stream = 1 if kind == FrameType.HEADERS else 0
    peer.send(frames.frame(kind, 0, stream, bytes(limit(peer) + 1)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


def test_4_2_size_is_judged_by_what_is_declared(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.frame(FrameType.DATA, 0, 1, b"", declared_length=2**24 - 1))
    peer.read_until(lambda: peer.goaway is not None, "GOAWAY before the payload has come", timeout=3)
    assert peer.goaway is not None and peer.goaway.error_code == ErrorCode.FRAME_SIZE_ERROR


def test_4_3_block_that_does_not_decode(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block() + b"\xff\xff\xff", end=True))
    peer.expect_connection_error(ErrorCode.COMPRESSION_ERROR)


def test_4_3_block_that_does_not_decode_in_continuation(peer: Peer) -> None:
    peer.send(
        frames.headers(1, request_block(), end=True, end_headers=False),
        frames.continuation(1, b"\x80", end_headers=True),
    )
    peer.expect_connection_error(ErrorCode.COMPRESSION_ERROR)


@pytest.mark.parametrize(
    "intruder",
    [
        pytest.param(frames.data(1, b"x"), id="data"),
        pytest.param(frames.headers(3, request_block()), id="headers-of-another-stream"),
        pytest.param(frames.headers(1, request_block()), id="headers-of-the-same-stream"),
        pytest.param(frames.priority(1), id="priority"),
        pytest.param(frames.rst_stream(1), id="rst-stream"),
        pytest.param(frames.settings(), id="settings"),
        pytest.param(frames.settings_ack(), id="settings-ack"),
        pytest.param(frames.ping(), id="ping"),
        pytest.param(frames.goaway(), id="goaway"),
        pytest.param(frames.window_update(0, 1), id="window-update"),
        pytest.param(frames.continuation(3), id="continuation-of-another-stream"),
        pytest.param(frames.frame(FrameType.UNASSIGNED), id="unknown"),
    ],
)
def test_4_3_block_is_interrupted(peer: Peer, intruder: bytes) -> None:
    block = request_block()
    peer.send(
        frames.headers(1, block[:10], end=True, end_headers=False),
        intruder,
        frames.continuation(1, block[10:], end_headers=True),
    )
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


def test_4_3_block_in_many_frames(peer: Peer) -> None:
    block = request_block()
    third = len(block) // 3
    peer.send(
        frames.headers(1, block[:third], end_headers=False),
        frames.continuation(1, block[third : 2 * third]),
        frames.continuation(1, block[2 * third :], end_headers=True),
        frames.data(1, message(), end=True),
    )
    peer.expect_success(1)

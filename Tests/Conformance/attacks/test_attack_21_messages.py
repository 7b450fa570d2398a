"""Rows 21, 22, 23 and 25: messages that inflate, that lie about their length, and that are garbage."""

import gzip
import zlib

import pytest

from server.memory import MIB
from siege.siege import Besiege
from wire import frames
from wire.calls import (
    EMPTY_CALL,
    FULL_DUPLEX_CALL,
    STREAMING_OUTPUT_CALL,
    UNARY_CALL,
    GRPCStatus,
    bytes_field,
    message,
    output_request,
    request_block,
)
from wire.peer import Peer

GZIP = {"grpc-encoding": "gzip"}
STREAMS = range(1, 101, 2)


def zeros_by_gzip(size: int) -> bytes:
    """A thousandth of `size`, made without holding it all."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = bytes(MIB)
    return b"".join(compressor.compress(piece) for _ in range(size // MIB)) + compressor.flush()


@pytest.mark.parametrize("size", [5 * MIB, 200 * MIB], ids=["over-the-limit", "far-over-the-limit"])
def test_21_compression_bomb(besiege: Besiege, size: int) -> None:
    bomb = message(zeros_by_gzip(size), flag=1)
    with besiege(memory=24 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(frames.headers(1, request_block(UNARY_CALL, replacing=GZIP)))
            send_within_window(peer, 1, bomb)
            peer.expect_status(1, GRPCStatus.RESOURCE_EXHAUSTED)


def send_within_window(peer: Peer, stream: int, body: bytes) -> None:
    for start in range(0, len(body), 16_384):
        peer.send(frames.data(stream, body[start : start + 16_384]))
    peer.send(frames.data(stream, end=True))


def test_21_many_bombs_below_the_limit(besiege: Besiege) -> None:
    """Each is a legal message of 4 MB from 4 KB: they are inflated one after the other, not all at once."""
    body = message(gzip.compress(bytes_field(3, bytes_field(2, bytes(4_000_000)))), flag=1)
    with besiege(memory=64 * MIB) as siege, siege.peer() as peer:
        for stream in range(1, 41, 2):
            peer.send(frames.headers(stream, request_block(UNARY_CALL, replacing=GZIP)))
            peer.send(frames.data(stream, body, end=True))
        for stream in range(1, 41, 2):
            peer.expect_success(stream)


def test_21_bombs_that_wait_unread(besiege: Besiege) -> None:
    """The handlers are busy with their first message: what waits, waits compressed, or counts with its full size."""
    busy = output_request((1, 60_000_000))
    bomb = message(gzip.compress(bytes_field(3, bytes_field(2, bytes(3_000_000)))), flag=1)
    with besiege(memory=64 * MIB, minimumPingInterval=0) as siege, siege.peer() as peer:
        for stream in STREAMS:
            peer.send(
                frames.headers(stream, request_block(FULL_DUPLEX_CALL, replacing=GZIP)), frames.data(stream, busy)
            )
            peer.send(frames.data(stream, bomb) * 12)
        peer.expect_goes_on()


@pytest.mark.parametrize("declared", [4 * MIB + 1, 2**31, 2**32 - 1])
def test_22_length_that_is_a_lie(besiege: Besiege, declared: int) -> None:
    """Refused by the prefix alone."""
    with besiege(memory=16 * MIB) as siege:
        for peer in siege.attackers():
            for stream in STREAMS:
                peer.send(frames.headers(stream, request_block(UNARY_CALL)))
                peer.send(frames.data(stream, message(declared_length=declared)))
            for stream in STREAMS:
                peer.expect_status(stream, GRPCStatus.RESOURCE_EXHAUSTED)


def test_22_largest_length_and_nothing_after_it(besiege: Besiege) -> None:
    """Four hundred megabytes announced on one connection, and none sent."""
    with besiege(memory=16 * MIB, minimumPingInterval=0) as siege:
        for peer in siege.attackers():
            for stream in STREAMS:
                peer.send(frames.headers(stream, request_block(UNARY_CALL)))
                peer.send(frames.data(stream, message(declared_length=4 * MIB)))
            peer.expect_goes_on()


def test_22_messages_that_never_end(besiege: Besiege) -> None:
    """A hundred megabytes of message beginnings: those above the connection's bound are refused."""
    with besiege(memory=64 * MIB) as siege, siege.peer() as peer:
        for stream in STREAMS:
            peer.send(frames.headers(stream, request_block(UNARY_CALL)))
            peer.send(frames.data(stream, message(declared_length=4 * MIB)))
        # A part of each in turn, and slowly enough for the windows to be given back.
        chunk = bytes(16_384)
        for _ in range(128):
            peer.flood(b"".join(frames.data(s, chunk) for s in STREAMS if not peer.answer(s).is_over))
            peer.read_available()
            if any(answer.grpc_status == GRPCStatus.RESOURCE_EXHAUSTED for answer in peer.answers.values()):
                break
        else:
            raise AssertionError("all of it was taken")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"!!!!", id="no-digits"),
        pytest.param(b"A" * 4001, id="one-digit-too-many"),
        pytest.param(b"=" * 100, id="nothing-but-padding"),
        pytest.param(b"\xff" * 100, id="high-bytes"),
        pytest.param(b"AA=A" * 1000, id="padding-inside"),
    ],
)
def test_23_metadata_that_is_not_base64(besiege: Besiege, value: bytes) -> None:
    """The call fails, the connection never does (CVE-2023-32732)."""
    request = request_block(EMPTY_CALL, adding=((b"x-garbage-bin", value),))
    with besiege(memory=16 * MIB) as siege:
        for peer in siege.attackers():
            for stream in STREAMS:
                peer.send(frames.headers(stream, request), frames.data(stream, message(), end=True))
                peer.expect_status(stream, GRPCStatus.INTERNAL)
            peer.call(1001)


AMPLIFIERS = [
    pytest.param(UNARY_CALL, b"\x78\x01" * MIB, id="unknown-fields"),
    pytest.param(UNARY_CALL, b"\x7a\x00" * MIB, id="unknown-empty-bytes"),
    pytest.param(STREAMING_OUTPUT_CALL, b"\x12\x00" * MIB, id="empty-messages"),
    pytest.param(UNARY_CALL, b"\x3a\x00" * MIB, id="one-message-again-and-again"),
    pytest.param(UNARY_CALL, b"\x7b" * MIB, id="groups-in-groups"),
    pytest.param(UNARY_CALL, b"\x7b" * 100_000 + b"\x7c" * 100_000, id="groups-that-end"),
]


@pytest.mark.parametrize(("path", "body"), AMPLIFIERS)
def test_25_message_of_tiny_fields(besiege: Besiege, path: str, body: bytes) -> None:
    """Two megabytes on the wire, each two of its bytes worth a structure in memory; or endless nesting."""
    with besiege(memory=64 * MIB, minimumPingInterval=0) as siege:
        with siege.peer() as peer:
            peer.send(frames.headers(1, request_block(path)))
            send_within_window(peer, 1, message(body))
            answer = peer.wait_for_answer(1)
            assert answer.grpc_status is not None, str(answer)
            peer.call(3)

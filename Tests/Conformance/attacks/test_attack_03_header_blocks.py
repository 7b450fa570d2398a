"""Rows 3, 4, 9, 20 and 24: header blocks without end, that inflate, that are large or malformed."""

import time

import pytest

from server.memory import MIB
from siege.siege import Besiege
from wire import frames
from wire.calls import EMPTY_CALL, FULL_DUPLEX_CALL, GRPCStatus, message, request_block
from wire.frames import DEFAULT_FRAME_SIZE, ErrorCode, Setting
from wire.hpack_codes import FIRST_DYNAMIC, added, indexed, literal
from wire.peer import Peer

# As large as an entry of the default table can be: 4,096 less 32 for the entry and 6 for the name.
LARGE_ENTRY = added(b"x-bomb", b"a" * 4058)


@pytest.mark.parametrize(
    "fragment",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00", id="byte"),
        pytest.param(literal(b"x-more", b"a" * 1000), id="fields"),
        pytest.param(b"\x00\x01x\x7f\xff\xff\x7f" + bytes(DEFAULT_FRAME_SIZE - 7), id="one-long-value"),
    ],
)
def test_3_continuation_flood(besiege: Besiege, fragment: bytes) -> None:
    """CVE-2024-27316, CVE-2024-28182 and their family; without END_HEADERS no request ever begins."""
    flood = frames.headers(1, request_block(), end_headers=False) + frames.continuation(1, fragment) * 200
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.flood(flood)
            outcome = peer.wait_for_close()
            assert not outcome.is_open
            assert outcome.goaway in (ErrorCode.ENHANCE_YOUR_CALM, ErrorCode.COMPRESSION_ERROR), str(outcome)
            assert not peer.answer(1).blocks


def test_3_legitimate_block_byte_by_byte(besiege: Besiege) -> None:
    """nghttp2 counts reads where it means frames; eight frames in some hundred reads are no flood."""
    request = request_block()
    block = frames.headers(1, request[:4], end_headers=False)
    block += b"".join(frames.continuation(1, request[index : index + 4]) for index in range(4, 32, 4))
    block += frames.continuation(1, request[32:], end_headers=True)
    with besiege(memory=8 * MIB) as siege:
        for peer in siege.attackers():
            for offset in range(len(block)):
                peer.send(block[offset : offset + 1])
                time.sleep(0.0005)
            peer.send(frames.data(1, message(), end=True))
            peer.expect_success(1)


@pytest.mark.parametrize("count", [16_000, 100])
def test_4_hpack_bomb(besiege: Besiege, count: int) -> None:
    """A byte for every 4,096 that it decodes to (CVE-2026-49975, CVE-2016-6581)."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(frames.headers(1, request_block() + LARGE_ENTRY, end=True))
            peer.wait_for_answer(1)
            peer.flood(frames.headers(3, request_block() + indexed(FIRST_DYNAMIC) * count, end=True))
            peer.expect_calm("header_list_too_large")


def test_4_bombs_within_the_limit(besiege: Besiege) -> None:
    """Twelve thousand bytes of metadata for three on the wire, on as many calls as may be open."""
    block = request_block(FULL_DUPLEX_CALL)
    with besiege(memory=24 * MIB, minimumPingInterval=0) as siege:
        for peer in siege.attackers():
            peer.send(frames.headers(1, block + LARGE_ENTRY))
            for first in range(3, 243, 60):
                streams = range(first, first + 60, 2)
                peer.flood(b"".join(frames.headers(stream, block + indexed(FIRST_DYNAMIC) * 3) for stream in streams))
                peer.expect_goes_on()


@pytest.mark.parametrize(
    "field",
    [
        pytest.param(indexed(19), id="static-without-value"),
        pytest.param(literal(b"x", b""), id="literal-without-value"),
    ],
)
def test_4_fields_without_values(besiege: Besiege, field: bytes) -> None:
    """CVE-2019-9516 and the like: nothing to store, and yet something to keep account of."""
    block = request_block() + field * (12_000 // len(field))
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.flood(frames.headers(1, block, end=True))
            peer.expect_calm("header_list_too_large")


def test_9_fields_without_names(besiege: Besiege) -> None:
    block = request_block() + literal(b"", b"") * 900
    flood = b"".join(frames.headers(stream, block, end=True) for stream in range(1, 601, 2))
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.flood(flood)
            peer.expect_closed()


def test_20_large_metadata_on_every_call(besiege: Besiege) -> None:
    """Each over the limit and far from an attack by itself: refused one by one, and nothing of it is kept."""
    metadata = tuple((b"x-%02d" % index, b"v" * 1000) for index in range(20))
    request = request_block(EMPTY_CALL, adding=metadata)
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            for stream in range(1, 201, 2):
                peer.send(frames.headers(stream, request[:DEFAULT_FRAME_SIZE], end_headers=False))
                peer.send(frames.continuation(stream, request[DEFAULT_FRAME_SIZE:], end_headers=True))
                peer.send(frames.data(stream, message(), end=True))
                peer.expect_status(stream, GRPCStatus.RESOURCE_EXHAUSTED)


def asking_for_large_metadata(stream: int) -> bytes:
    request = request_block(EMPTY_CALL, adding=((b"x-grpc-test-echo-initial", b"v" * 15_000),))
    return frames.headers(stream, request) + frames.data(stream, message(), end=True)


def test_20_large_metadata_of_answers_that_nobody_reads(besiege: Besiege) -> None:
    """Header blocks are not flow-controlled: only the server's own limits hold them back."""
    flood = b"".join(asking_for_large_metadata(stream) for stream in range(1, 20_001, 2))
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.push(flood)


def test_20_large_metadata_for_a_client_that_wants_none(besiege: Besiege) -> None:
    """The limit that the client announces is advice; what counts is that both go on."""
    with besiege(memory=12 * MIB, minimumPingInterval=0) as siege:
        for peer in siege.attackers((Setting.MAX_HEADER_LIST_SIZE, 100)):
            peer.send(asking_for_large_metadata(1))
            peer.wait_for_answer(1)
            peer.call(3)


def test_24_malformed_block_on_connection_after_connection(besiege: Besiege) -> None:
    """A table that is out of step poisons every later request, so the connection has to end (CVE-2024-7246)."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(frames.headers(1, request_block() + indexed(FIRST_DYNAMIC), end=True))
            outcome = peer.wait_for_close()
            assert (outcome.goaway, outcome.is_open) == (ErrorCode.COMPRESSION_ERROR, False), str(outcome)


def test_4_every_request_new_to_the_table(besiege: Besiege) -> None:
    """Entries that push one another out of the table, as fast as they come."""
    churn = b"".join(added(b"x-%04d" % index, b"v" * 60) for index in range(60))
    request = frames_of_calls(churn)
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            expect_all_served(peer, request)


def frames_of_calls(block: bytes) -> list[bytes]:
    return [
        frames.headers(stream, request_block() + block) + frames.data(stream, message(), end=True)
        for stream in range(1, 201, 2)
    ]


def expect_all_served(peer: Peer, calls: list[bytes]) -> None:
    peer.send(*calls)
    for index in range(len(calls)):
        peer.expect_success(2 * index + 1)

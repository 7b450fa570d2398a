"""RFC 7541: blocks that a decoder must take, and those it must not."""

import pytest
from hpack import Encoder

from wire import frames
from wire.calls import message, request_block, request_fields
from wire.frames import ErrorCode
from wire.hpack_codes import (
    ACCEPT_ENCODING,
    DEFAULT_TABLE_SIZE,
    FIRST_DYNAMIC,
    LAST_STATIC,
    METHOD_POST,
    SCHEME_HTTP,
    added,
    added_with_indexed_name,
    block,
    indexed,
    integer,
    literal,
    never_indexed,
    table_size,
    text,
)
from wire.peer import Peer

REST = block(request_fields(replacing={":method": None, ":scheme": None}))
START = indexed(METHOD_POST) + indexed(SCHEME_HTTP)
REQUEST = START + REST


def expect_taken(peer: Peer, request: bytes, stream: int = 1) -> None:
    peer.send(frames.headers(stream, request), frames.data(stream, message(), end=True))
    peer.expect_success(stream)


def expect_refused(peer: Peer, request: bytes, stream: int = 1) -> None:
    peer.send(frames.headers(stream, request, end=True))
    peer.expect_connection_error(ErrorCode.COMPRESSION_ERROR)


def test_hpack_2_3_1_static_entries(peer: Peer) -> None:
    expect_taken(peer, REQUEST + indexed(ACCEPT_ENCODING))


def test_hpack_2_3_2_dynamic_entries_newest_first(peer: Peer) -> None:
    without_type = request_block(replacing={"content-type": None, "te": None})
    expect_taken(peer, without_type + added(b"te", b"trailers") + added(b"content-type", b"application/grpc"))
    expect_taken(peer, without_type + indexed(FIRST_DYNAMIC + 1) + indexed(FIRST_DYNAMIC), 3)


@pytest.mark.parametrize("index", [FIRST_DYNAMIC, 1000, 2**28], ids=["next", "thousand", "huge"])
def test_hpack_2_3_3_index_beyond_the_tables(peer: Peer, index: int) -> None:
    expect_refused(peer, REQUEST + indexed(index))


def test_hpack_2_3_3_name_index_beyond_the_tables(peer: Peer) -> None:
    expect_refused(peer, REQUEST + added_with_indexed_name(FIRST_DYNAMIC, b"x"))


def test_hpack_2_3_3_the_last_static_entry_is_no_dynamic_one(peer: Peer) -> None:
    """Entry 61 is www-authenticate without a value: odd in a request, and legal."""
    expect_taken(peer, REQUEST + indexed(LAST_STATIC))


def test_hpack_4_2_update_after_a_field(peer: Peer) -> None:
    expect_refused(peer, REQUEST + table_size(0))


def test_hpack_4_2_updates_before_the_fields(peer: Peer) -> None:
    expect_taken(peer, table_size(0) + table_size(DEFAULT_TABLE_SIZE) + REQUEST)


def test_hpack_4_3_smaller_table_forgets(peer: Peer) -> None:
    expect_taken(peer, REQUEST + added(b"x-kept", b"1"))
    expect_refused(peer, table_size(0) + table_size(DEFAULT_TABLE_SIZE) + REQUEST + indexed(FIRST_DYNAMIC), 3)


def test_hpack_4_4_old_entries_make_room(peer: Peer) -> None:
    """Three entries of 2,000 bytes: the table of 4,096 keeps the last two."""
    entries = b"".join(added(b"x-long", bytes([48 + index]) * 1962) for index in range(3))
    expect_taken(peer, REQUEST + entries)
    expect_taken(peer, REQUEST + indexed(FIRST_DYNAMIC + 1), 3)
    expect_refused(peer, REQUEST + indexed(FIRST_DYNAMIC + 2), 5)


def test_hpack_4_4_entry_larger_than_the_table_empties_it(peer: Peer) -> None:
    expect_taken(peer, REQUEST + added(b"x-kept", b"1") + added(b"x-long", b"a" * 4096))
    expect_refused(peer, REQUEST + indexed(FIRST_DYNAMIC), 3)


def test_hpack_5_1_integer_that_overflows(peer: Peer) -> None:
    expect_refused(peer, REQUEST + b"\xff" + b"\xff" * 9 + b"\x7f")


def test_hpack_5_1_integer_without_an_end(peer: Peer) -> None:
    expect_refused(peer, REQUEST + b"\xff" + b"\x80" * 100)


@pytest.mark.parametrize("rest", [b"\xff", b"\xff\x80", b"\x7f", b"\x00\x7f"])
def test_hpack_5_1_integer_cut_off(peer: Peer, rest: bytes) -> None:
    expect_refused(peer, REQUEST + rest)


def test_hpack_5_1_integer_longer_than_needed(peer: Peer) -> None:
    """A string length of 127 spelt with a zero octet more; legal, however silly."""
    expect_taken(peer, REQUEST + b"\x00\x01x" + b"\x7f\x80\x00" + b"v" * 127)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"\x0a12345", id="longer-than-the-block"),
        pytest.param(integer(2**31, 7) + b"x", id="two-gibibytes"),
        pytest.param(b"", id="missing"),
    ],
)
def test_hpack_5_2_string(peer: Peer, value: bytes) -> None:
    expect_refused(peer, REQUEST + b"\x00\x01x" + value)


def test_hpack_5_2_huffman(peer: Peer) -> None:
    """Everything Huffman-coded by another implementation."""
    expect_taken(peer, Encoder().encode(request_fields(), huffman=True))


@pytest.mark.parametrize(
    "coded",
    [
        pytest.param(b"\x18", id="padding-of-zeros"),
        pytest.param(b"\x1f\xff", id="padding-of-more-than-seven-bits"),
        pytest.param(b"\xff\xff\xff\xff", id="end-of-string-symbol"),
        pytest.param(b"\x1f\xff\xff\xff\xff", id="end-of-string-symbol-after-a-letter"),
        pytest.param(b"\xff", id="nothing-but-padding"),
    ],
)
def test_hpack_5_2_huffman_that_is_malformed(peer: Peer, coded: bytes) -> None:
    expect_refused(peer, REQUEST + b"\x00\x01x" + text(coded, huffman=True))


def test_hpack_6_1_index_zero(peer: Peer) -> None:
    expect_refused(peer, REQUEST + b"\x80")


def test_hpack_6_2_1_name_from_the_dynamic_table(peer: Peer) -> None:
    expect_taken(peer, REQUEST + added(b"x-name", b"1"))
    expect_taken(peer, REQUEST + added_with_indexed_name(FIRST_DYNAMIC, b"2"), 3)
    expect_taken(peer, REQUEST + indexed(FIRST_DYNAMIC) + indexed(FIRST_DYNAMIC + 1), 5)


def test_hpack_6_2_2_literal_does_not_enter_the_table(peer: Peer) -> None:
    expect_taken(peer, REQUEST + literal(b"x-name", b"1"))
    expect_refused(peer, REQUEST + indexed(FIRST_DYNAMIC), 3)


def test_hpack_6_2_3_never_indexed_does_not_enter_the_table(peer: Peer) -> None:
    expect_taken(peer, REQUEST + never_indexed(b"authorization", b"secret"))
    expect_refused(peer, REQUEST + indexed(FIRST_DYNAMIC), 3)


@pytest.mark.parametrize("size", [DEFAULT_TABLE_SIZE + 1, 2**20, 2**31])
def test_hpack_6_3_update_above_the_limit(peer: Peer, size: int) -> None:
    expect_refused(peer, table_size(size) + REQUEST)


def test_hpack_6_3_update_to_the_limit(peer: Peer) -> None:
    expect_taken(peer, table_size(DEFAULT_TABLE_SIZE) + REQUEST)


def test_hpack_6_3_update_alone(peer: Peer) -> None:
    """Trailers with nothing but an update: no field, no error."""
    peer.send(frames.headers(1, REQUEST), frames.data(1, message()), frames.headers(1, table_size(0), end=True))
    peer.expect_success(1)

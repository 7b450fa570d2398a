"""RFC 9113 section 4.3: the dynamic tables stay in step whatever happens to the streams."""

from collections.abc import Iterator

import pytest

from server.process import ServerProcess
from wire import frames
from wire.calls import FULL_DUPLEX_CALL, message, request_block, request_fields
from wire.frames import ErrorCode, Setting
from wire.hpack_codes import FIRST_DYNAMIC, added, block, indexed, literal
from wire.peer import Peer

CONTENT_TYPE = added(b"content-type", b"application/grpc")


def block_that_needs_the_table() -> bytes:
    """A request whose content-type is whatever entered the dynamic table last."""
    return request_block(replacing={"content-type": None}) + indexed(FIRST_DYNAMIC)


def expect_table_in_step(peer: Peer, stream: int) -> None:
    peer.send(frames.headers(stream, block_that_needs_the_table()), frames.data(stream, message(), end=True))
    peer.expect_success(stream)


def test_4_3_fields_of_a_malformed_request_enter_the_table(peer: Peer) -> None:
    peer.send(frames.headers(1, literal(b"UPPER", b"x") + CONTENT_TYPE, end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)
    expect_table_in_step(peer, 3)


def test_4_3_fields_of_a_refused_request_enter_the_table(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block("/not/Here", replacing={"content-type": None}) + CONTENT_TYPE, end=True))
    peer.wait_for_answer(1)
    expect_table_in_step(peer, 3)


def test_4_3_fields_of_trailers_enter_the_table(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block()), frames.data(1, message()), frames.headers(1, CONTENT_TYPE, end=True))
    peer.expect_success(1)
    expect_table_in_step(peer, 3)


def test_4_3_fields_of_trailers_after_a_reset_enter_the_table(peer: Peer) -> None:
    """The server has answered and reset the stream before it can know of the client's trailers."""
    peer.send(frames.headers(1, request_block("/not/Here")))
    peer.wait_for_answer(1)
    peer.settle()
    peer.send(frames.headers(1, CONTENT_TYPE, end=True))
    expect_table_in_step(peer, 3)


def test_4_3_fields_of_too_many_enter_the_table(peer: Peer) -> None:
    many = literal(b"x-many", b"") * 200
    peer.send(frames.headers(1, request_block(replacing={"content-type": None}) + many + CONTENT_TYPE, end=True))
    peer.wait_for_answer(1)
    expect_table_in_step(peer, 3)


def test_4_3_fields_of_a_cancelled_stream_enter_the_table(peer: Peer) -> None:
    request = block(request_fields(FULL_DUPLEX_CALL, replacing={"content-type": None})) + CONTENT_TYPE
    peer.send(frames.headers(1, request), frames.rst_stream(1))
    expect_table_in_step(peer, 3)


@pytest.fixture
def peer_without_table(server: ServerProcess) -> Iterator[Peer]:
    """A client that keeps no dynamic table, and whose decoder insists on it."""
    with Peer(server.address, handshake=False) as peer:
        peer.decoder.max_allowed_table_size = 0
        peer.shake_hands((Setting.HEADER_TABLE_SIZE, 0))
        yield peer


def test_4_3_1_server_keeps_to_the_table_size_of_the_client(peer_without_table: Peer) -> None:
    for stream in (1, 3, 5):
        peer_without_table.call(stream)


def test_4_3_1_server_follows_a_later_table_size(peer: Peer) -> None:
    peer.call(1)
    peer.send(frames.settings((Setting.HEADER_TABLE_SIZE, 0)))
    peer.read_until(lambda: peer.settings_acks == 2, "a SETTINGS ACK")
    peer.decoder.max_allowed_table_size = 0
    peer.call(3)
    peer.send(frames.settings((Setting.HEADER_TABLE_SIZE, 4096)))
    peer.read_until(lambda: peer.settings_acks == 3, "a SETTINGS ACK")
    peer.decoder.max_allowed_table_size = 4096
    peer.call(5)


def test_4_3_1_a_huge_table_of_the_client_is_not_used_up(peer: Peer) -> None:
    peer.send(frames.settings((Setting.HEADER_TABLE_SIZE, 2**32 - 1)))
    peer.read_until(lambda: peer.settings_acks == 2, "a SETTINGS ACK")
    peer.decoder.max_allowed_table_size = 4096
    peer.call(1)

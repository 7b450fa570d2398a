"""The compressed cases of gRPC's interoperability tests, frame by frame (rpc.md 2.1, and 9, 10, 22, 37 of its checklist).

A library may hide whether a message came compressed; here it is the flag byte that counts.
"""

import gzip
import struct
from collections.abc import Iterator

import pytest

from server.process import ServerProcess
from wire import frames
from wire.answer import Answer
from wire.calls import (
    STREAMING_INPUT_CALL,
    STREAMING_OUTPUT_CALL,
    UNARY_CALL,
    bytes_field,
    message,
    number_field,
    request_block,
)
from wire.peer import Peer

WINDOW = 1 << 20
INVALID_ARGUMENT = 3

TAKES_GZIP = {"grpc-accept-encoding": "identity,deflate,gzip"}
SENDS_GZIP = {"grpc-encoding": "gzip"}

# BoolValue, and the fields of the requests that hold one.
YES, NO = number_field(1, 1), b""


@pytest.fixture
def wide(server: ServerProcess) -> Iterator[Peer]:
    """A connection with room for every answer."""
    with Peer(server.address, (frames.Setting.INITIAL_WINDOW_SIZE, WINDOW)) as peer:
        peer.send(frames.window_update(0, WINDOW))
        yield peer


def simple_request(*, compressed: bytes | None = None, expects: bytes | None = None) -> bytes:
    """A `SimpleRequest` of 271828 bytes for 314159."""
    encoded = number_field(2, 314_159) + bytes_field(3, bytes_field(2, bytes(271_828)))
    if compressed is not None:
        encoded += bytes_field(6, compressed)
    if expects is not None:
        encoded += bytes_field(8, expects)
    return encoded


def input_request(size: int, expects: bytes) -> bytes:
    """A `StreamingInputCallRequest`."""
    return bytes_field(1, bytes_field(2, bytes(size))) + bytes_field(2, expects)


def framed(encoded: bytes, *, compresses: bool) -> bytes:
    return message(gzip.compress(encoded), flag=1) if compresses else message(encoded)


def call(peer: Peer, stream: int, path: str, body: bytes, head: dict[str, str]) -> Answer:
    """Sends a request and waits for its answer.

    A round trip after each frame lets the server credit it, so that no window has to be watched.
    """
    peer.send(frames.headers(stream, request_block(path, replacing=head)))
    for start in range(0, len(body), frames.DEFAULT_FRAME_SIZE):
        peer.send(frames.data(stream, body[start : start + frames.DEFAULT_FRAME_SIZE]))
        peer.round_trip()
    peer.send(frames.data(stream, end=True))
    return peer.wait_for_answer(stream)


def messages(answer: Answer) -> list[tuple[int, bytes]]:
    """The flag and the bytes of each message, decompressed if the flag says so."""
    found, rest = [], answer.body
    while rest:
        flag, length = struct.unpack(">BI", rest[:5])
        content, rest = rest[5 : 5 + length], rest[5 + length :]
        assert len(content) == length and flag in (0, 1)
        found.append((flag, gzip.decompress(content) if flag else content))
    return found


def zeros(size: int) -> bytes:
    """An answer with a payload of that size; `type` is 0 and so not sent."""
    return bytes_field(1, bytes_field(2, bytes(size)))


def test_client_compressed_unary(wide: Peer) -> None:
    probe = call(wide, 1, UNARY_CALL, framed(simple_request(expects=YES), compresses=False), {})
    assert probe.grpc_status == INVALID_ARGUMENT, str(probe)

    compressed = framed(simple_request(expects=YES), compresses=True)
    answer = call(wide, 3, UNARY_CALL, compressed, SENDS_GZIP)
    assert answer.grpc_status == 0 and messages(answer) == [(0, zeros(314_159))], str(answer)

    plain = framed(simple_request(expects=NO), compresses=False)
    answer = call(wide, 5, UNARY_CALL, plain, SENDS_GZIP)
    assert answer.grpc_status == 0 and messages(answer) == [(0, zeros(314_159))], str(answer)


def test_server_compressed_unary(wide: Peer) -> None:
    for stream, wish, flag in [(1, YES, 1), (3, NO, 0)]:
        body = framed(simple_request(compressed=wish), compresses=False)
        answer = call(wide, stream, UNARY_CALL, body, TAKES_GZIP)
        assert answer.grpc_status == 0 and messages(answer) == [(flag, zeros(314_159))], str(answer)
        assert answer.value("grpc-encoding") == ("gzip" if flag else None)
        assert answer.value("grpc-accept-encoding") == "identity,gzip"


def test_client_compressed_streaming(wide: Peer) -> None:
    first, second = input_request(27_182, YES), input_request(45_904, NO)
    probe = call(wide, 1, STREAMING_INPUT_CALL, framed(first, compresses=False), {})
    assert probe.grpc_status == INVALID_ARGUMENT, str(probe)

    body = framed(first, compresses=True) + framed(second, compresses=False)
    answer = call(wide, 3, STREAMING_INPUT_CALL, body, SENDS_GZIP)
    assert answer.grpc_status == 0 and messages(answer) == [(0, number_field(1, 73_086))], str(answer)


def test_server_compressed_streaming(wide: Peer) -> None:
    parameters = [number_field(1, 31_415) + bytes_field(3, YES), number_field(1, 92_653) + bytes_field(3, NO)]
    body = message(b"".join(bytes_field(2, parameter) for parameter in parameters))
    answer = call(wide, 1, STREAMING_OUTPUT_CALL, body, TAKES_GZIP)
    assert answer.grpc_status == 0, str(answer)
    assert messages(answer) == [(1, zeros(31_415)), (0, zeros(92_653))]
    assert answer.value("grpc-encoding") == "gzip"


def test_answer_to_a_client_that_takes_no_gzip(wide: Peer) -> None:
    body = framed(simple_request(compressed=YES), compresses=False)
    answer = call(wide, 1, UNARY_CALL, body, {"grpc-accept-encoding": "identity,deflate"})
    assert answer.grpc_status == 0 and messages(answer) == [(0, zeros(314_159))], str(answer)
    assert answer.value("grpc-encoding") is None

"""gRPC over HTTP/2, messages and answers (rpc.md 1.2 to 1.4; the numbers are those of its checklist)."""

import gzip

import pytest
from hyperframe.frame import HeadersFrame, RstStreamFrame

from server.memory import MIB
from server.process import ServerProcess
from wire import frames
from wire.calls import (
    EMPTY_CALL,
    FULL_DUPLEX_CALL,
    STREAMING_INPUT_CALL,
    STREAMING_OUTPUT_CALL,
    UNARY_CALL,
    GRPCStatus,
    bytes_field,
    message,
    number_field,
    output_request,
    request_block,
    unary_request,
)
from wire.frames import ErrorCode
from wire.peer import Peer

MAXIMUM_MESSAGE = 4 * MIB


def open_call(peer: Peer, path: str, stream: int = 1, **changes: object) -> None:
    peer.send(frames.headers(stream, request_block(path, **changes)))


def test_grpc_21_message_in_one_byte_frames(peer: Peer) -> None:
    open_call(peer, UNARY_CALL)
    for byte in unary_request(answer_bytes=3, body=b"abc"):
        peer.send(frames.data(1, bytes([byte])))
    peer.send(frames.data(1, end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("cut", range(1, 6))
def test_grpc_21_prefix_in_two_frames(peer: Peer, cut: int) -> None:
    request = unary_request(answer_bytes=3)
    open_call(peer, UNARY_CALL)
    peer.send(frames.data(1, request[:cut]), frames.data(1, request[cut:], end=True, padding=7))
    peer.expect_success(1)


def test_grpc_21_many_messages_in_one_frame(peer: Peer) -> None:
    open_call(peer, FULL_DUPLEX_CALL)
    peer.send(frames.data(1, output_request((1, 0)) * 50, end=True))
    answer = peer.expect_success(1)
    # Each is 5 bytes of prefix, and a payload of one byte in two nested fields.
    assert answer.body.count(b"\x00\x00\x00\x00") == 50


@pytest.mark.parametrize("flag", [2, 3, 0x80, 0xFF])
def test_grpc_22_flag_that_is_not_defined(peer: Peer, flag: int) -> None:
    open_call(peer, EMPTY_CALL)
    peer.send(frames.data(1, message(flag=flag), end=True))
    peer.expect_status(1, GRPCStatus.INTERNAL)


@pytest.mark.parametrize("encoding", [None, "identity"])
def test_grpc_22_compressed_without_an_encoding(peer: Peer, encoding: str | None) -> None:
    open_call(peer, EMPTY_CALL, replacing={"grpc-encoding": encoding})
    peer.send(frames.data(1, message(gzip.compress(b""), flag=1), end=True))
    peer.expect_status(1, GRPCStatus.INTERNAL)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"not gzip at all", id="garbage"),
        pytest.param(gzip.compress(bytes(100))[:-9], id="cut-short"),
        pytest.param(gzip.compress(b"") + b"trailing garbage", id="followed-by-garbage"),
        pytest.param(gzip.compress(b"")[:-8] + bytes(8)[:-1] + b"\x01", id="wrong-length"),
        pytest.param(gzip.compress(bytes(100))[:-8] + bytes(8), id="wrong-checksum"),
    ],
)
def test_grpc_22_compressed_data_that_is_malformed(peer: Peer, body: bytes) -> None:
    open_call(peer, EMPTY_CALL, replacing={"grpc-encoding": "gzip"})
    peer.send(frames.data(1, message(body, flag=1), end=True))
    peer.expect_status(1, GRPCStatus.INTERNAL)
    peer.call(3)


@pytest.mark.parametrize("flag", [0, 1])
def test_grpc_22_compression_is_chosen_by_message(peer: Peer, flag: int) -> None:
    body = unary_request(answer_bytes=3)[5:]
    open_call(peer, UNARY_CALL, replacing={"grpc-encoding": "gzip"})
    peer.send(frames.data(1, message(gzip.compress(body) if flag else body, flag=flag), end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("body", [message(), message(gzip.compress(b""), flag=1)], ids=["plain", "compressed"])
def test_grpc_23_empty_message(peer: Peer, body: bytes) -> None:
    open_call(peer, EMPTY_CALL, replacing={"grpc-encoding": "gzip"})
    peer.send(frames.data(1, body, end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("declared", [MAXIMUM_MESSAGE + 1, 2**31, 2**32 - 1])
def test_grpc_24_message_declared_too_large(server: ServerProcess, peer: Peer, declared: int) -> None:
    server.reset_peak()
    before = server.peak_bytes
    open_call(peer, UNARY_CALL)
    peer.send(frames.data(1, message(declared_length=declared)))
    peer.expect_status(1, GRPCStatus.RESOURCE_EXHAUSTED)
    assert server.peak_bytes - before < 8 * MIB


def test_grpc_24_largest_message_is_taken(peer: Peer) -> None:
    """Declared and not sent: it is the declaration that must not be refused."""
    open_call(peer, UNARY_CALL)
    peer.send(frames.data(1, message(declared_length=MAXIMUM_MESSAGE)))
    peer.expect_goes_on()


def test_grpc_24_message_that_inflates_too_much(peer: Peer) -> None:
    open_call(peer, UNARY_CALL, replacing={"grpc-encoding": "gzip"})
    peer.send(frames.data(1, message(gzip.compress(bytes(MAXIMUM_MESSAGE + 1)), flag=1), end=True))
    peer.expect_status(1, GRPCStatus.RESOURCE_EXHAUSTED)


@pytest.mark.parametrize(
    "body", [b"\x00", b"\x00\x00\x00\x00", message(declared_length=1), message(b"abc", declared_length=9)]
)
def test_grpc_26_request_that_ends_in_a_message(peer: Peer, body: bytes) -> None:
    open_call(peer, UNARY_CALL)
    peer.send(frames.data(1, body, end=True))
    peer.expect_status(1, GRPCStatus.INTERNAL)


def test_grpc_26_second_message_is_cut_off(peer: Peer) -> None:
    open_call(peer, STREAMING_INPUT_CALL)
    peer.send(frames.data(1, message() + b"\x00\x00", end=True))
    peer.expect_status(1, GRPCStatus.INTERNAL)


def test_grpc_27_end_in_an_empty_frame(peer: Peer) -> None:
    open_call(peer, EMPTY_CALL)
    peer.send(frames.data(1, message()), frames.data(1, end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("path", [STREAMING_INPUT_CALL, FULL_DUPLEX_CALL])
def test_grpc_27_end_in_the_headers(peer: Peer, path: str) -> None:
    peer.send(frames.headers(1, request_block(path), end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("path", [EMPTY_CALL, UNARY_CALL, STREAMING_OUTPUT_CALL])
def test_grpc_28_no_message_for_a_method_of_one(peer: Peer, path: str) -> None:
    peer.send(frames.headers(1, request_block(path), end=True))
    peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)


@pytest.mark.parametrize("path", [EMPTY_CALL, UNARY_CALL, STREAMING_OUTPUT_CALL])
def test_grpc_28_two_messages_for_a_method_of_one(peer: Peer, path: str) -> None:
    open_call(peer, path)
    peer.send(frames.data(1, message() * 2, end=True))
    peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xff\xff\xff\xff", id="garbage"),
        pytest.param(b"\x1a\x7fabc", id="field-longer-than-the-message"),
        pytest.param(b"\x10", id="field-without-a-value"),
        pytest.param(b"\x10" + b"\xff" * 11, id="varint-too-long"),
        pytest.param(b"\x07", id="wire-type-seven"),
        pytest.param(b"\x02\x01x", id="field-number-zero"),
    ],
)
def test_grpc_29_message_that_does_not_parse(peer: Peer, body: bytes) -> None:
    open_call(peer, UNARY_CALL)
    peer.send(frames.data(1, message(body), end=True))
    peer.expect_status(1, GRPCStatus.INTERNAL)


def test_grpc_31_answer_of_a_unary_call(peer: Peer) -> None:
    peer.call(1)
    shape = [type(frame) for frame in peer.received if frame.stream_id == 1]
    assert [kind.__name__ for kind in shape] == ["HeadersFrame", "DataFrame", "HeadersFrame"]
    head, trailers = (dict(block) for block in peer.answer(1).blocks)
    assert head[":status"] == "200" and head["content-type"].startswith("application/grpc")
    assert trailers["grpc-status"] == "0" and ":status" not in trailers


def test_grpc_32_refusal_is_one_block(peer: Peer) -> None:
    peer.request(1, "/not/Here")
    answer = peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)
    assert len(answer.blocks) == 1 and answer.value("content-type") == "application/grpc"


def test_grpc_34_message_of_a_status_is_percent_encoded(peer: Peer) -> None:
    text = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n%"
    status = bytes_field(7, number_field(1, 2) + bytes_field(2, text.encode()))
    peer.request(1, UNARY_CALL, message(status))
    answer = peer.expect_status(1, 2)
    assert answer.value("grpc-message") == (
        "%09%0Atest with whitespace%0D%0Aand Unicode BMP %E2%98%BA and non-BMP %F0%9F%98%88%09%0A%25"
    )


def test_grpc_35_reset_follows_an_early_answer(peer: Peer) -> None:
    open_call(peer, "/not/Here")
    peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)
    peer.settle()
    last = [frame for frame in peer.received if frame.stream_id == 1][-2:]
    assert isinstance(last[0], HeadersFrame) and isinstance(last[1], RstStreamFrame)
    assert last[1].error_code == ErrorCode.NO_ERROR


def test_grpc_36_body_of_a_refused_call_is_swallowed(peer: Peer) -> None:
    open_call(peer, "/not/Here")
    peer.send(frames.data(1, bytes(10_000)) * 3, frames.data(1, end=True))
    peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)
    peer.call(3)


@pytest.mark.parametrize("size", [-1, 2**31 - 1])
def test_grpc_answer_sizes_that_no_one_serves(peer: Peer, size: int) -> None:
    """A size is an int32 of the client: neither may end the server."""
    peer.request(1, UNARY_CALL, message(number_field(2, size & 2**64 - 1)))
    answer = peer.wait_for_answer(1)
    assert answer.grpc_status not in (None, GRPCStatus.OK), str(answer)

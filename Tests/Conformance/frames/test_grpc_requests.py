"""gRPC over HTTP/2, what a request may say (rpc.md 1.1; the numbers are those of its checklist)."""

import pytest

from wire import frames
from wire.calls import (
    EMPTY_CALL,
    FULL_DUPLEX_CALL,
    STREAMING_OUTPUT_CALL,
    UNARY_CALL,
    GRPCStatus,
    message,
    output_request,
    request_block,
)
from wire.frames import ErrorCode, Flag, FrameType
from wire.hpack_codes import Field, block
from wire.peer import Peer


def send_call(peer: Peer, stream: int = 1, path: str = EMPTY_CALL, **changes: object) -> None:
    peer.send(frames.headers(stream, request_block(path, **changes)), frames.data(stream, message(), end=True))


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "post", "DELETE"])
def test_grpc_1_method(peer: Peer, method: str) -> None:
    send_call(peer, replacing={":method": method})
    answer = peer.wait_for_answer(1)
    assert (answer.http_status, answer.grpc_status) == ("405", GRPCStatus.INTERNAL)


@pytest.mark.parametrize(
    "path",
    [
        "/grpc.testing.TestService/NoSuchMethod",
        "/grpc.testing.NoSuchService/EmptyCall",
        "/grpc.testing.TestService/emptyCall",
        "/grpc.testing.TestService/EmptyCall/",
        "/grpc.testing.TestService/EmptyCall?x=1",
        "/grpc.testing.TestService",
        "//",
        "/",
        "/" + "a" * 8000,
    ],
)
def test_grpc_3_path_that_is_not_served(peer: Peer, path: str) -> None:
    send_call(peer, path=path)
    answer = peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)
    assert len(answer.blocks) == 1, "trailers only"


def test_grpc_4_te_may_be_missing(peer: Peer) -> None:
    send_call(peer, replacing={"te": None})
    peer.expect_success(1)


@pytest.mark.parametrize(
    "content_type",
    ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8", "application/grpc+proto;x=y"],
)
def test_grpc_5_content_type(peer: Peer, content_type: str) -> None:
    send_call(peer, replacing={"content-type": content_type})
    peer.expect_success(1)


@pytest.mark.parametrize("content_type", ["application/grpc+json", "application/grpc+", "application/grpc+protobuf"])
def test_grpc_5_content_type_with_another_codec(peer: Peer, content_type: str) -> None:
    send_call(peer, replacing={"content-type": content_type})
    peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/grpcfoo",
        "application/json",
        "application/grpc-web",
        "application/grpc-web+proto",
        "",
        "text/plain",
        None,
    ],
)
def test_grpc_5_content_type_of_something_else(peer: Peer, content_type: str | None) -> None:
    send_call(peer, replacing={"content-type": content_type})
    answer = peer.wait_for_answer(1)
    assert answer.http_status == "415" and answer.has_ended, str(answer)


@pytest.mark.parametrize("timeout", ["1H", "1M", "10S", "99999m", "9999999u", "99999999H", "99999999n"])
def test_grpc_7_timeout(peer: Peer, timeout: str) -> None:
    send_call(peer, replacing={"grpc-timeout": timeout})
    answer = peer.wait_for_answer(1)
    # A tenth of a second is enough on any machine that is not starved, and the other answer is legal.
    assert answer.grpc_status == GRPCStatus.OK or (timeout.endswith("n") and answer.grpc_status == 4), str(answer)


@pytest.mark.parametrize("timeout", ["0n", "0S", "00000000H"])
def test_grpc_7_timeout_of_nothing(peer: Peer, timeout: str) -> None:
    send_call(peer, replacing={"grpc-timeout": timeout})
    peer.expect_status(1, GRPCStatus.DEADLINE_EXCEEDED)


@pytest.mark.parametrize(
    "timeout",
    ["100000000n", "-1S", "+1S", "1", "S", "1s", "1 S", "15 seconds", "", "1.5S", "0x1S", "1SS", "H1", "٣S"],
)
def test_grpc_7_timeout_that_is_malformed(peer: Peer, timeout: str) -> None:
    send_call(peer, replacing={"grpc-timeout": timeout})
    peer.expect_status(1, GRPCStatus.INTERNAL)


def test_grpc_7_timeout_twice(peer: Peer) -> None:
    send_call(peer, adding=((b"grpc-timeout", b"1S"), (b"grpc-timeout", b"1S")))
    peer.expect_status(1, GRPCStatus.INTERNAL)


def test_grpc_8_deadline_ends_a_call(peer: Peer) -> None:
    request = request_block(STREAMING_OUTPUT_CALL, replacing={"grpc-timeout": "100m"})
    peer.send(frames.headers(1, request), frames.data(1, output_request((1, 60_000_000)), end=True))
    answer = peer.wait_for_answer(1, timeout=5)
    assert answer.grpc_status == GRPCStatus.DEADLINE_EXCEEDED or answer.reset == ErrorCode.CANCEL, str(answer)


@pytest.mark.parametrize("encoding", ["snappy", "br", "gzipp", "identity,gzip", "", "\x7e"])
def test_grpc_9_encoding_that_is_unknown(peer: Peer, encoding: str) -> None:
    send_call(peer, replacing={"grpc-encoding": encoding})
    answer = peer.expect_status(1, GRPCStatus.UNIMPLEMENTED)
    accepted = (answer.value("grpc-accept-encoding") or "").replace(" ", "").split(",")
    assert "identity" in accepted and encoding not in accepted


def test_grpc_9_encoding_identity(peer: Peer) -> None:
    send_call(peer, replacing={"grpc-encoding": "identity"})
    peer.expect_success(1)


@pytest.mark.parametrize("value", ["gzip", "snappy, br", ",,,", "identity", "gzip;q=1", "x" * 1000])
def test_grpc_10_accept_encoding_is_never_an_error(peer: Peer, value: str) -> None:
    send_call(peer, replacing={"grpc-accept-encoding": value})
    peer.expect_success(1)


@pytest.mark.parametrize("name", [b"grpc-message-type", b"user-agent", b"grpc-unheard-of", b"grpc-status", b"date"])
def test_grpc_11_fields_that_do_not_concern_the_server(peer: Peer, name: bytes) -> None:
    send_call(peer, adding=((name, b"x"),))
    peer.expect_success(1)


@pytest.mark.parametrize("value", [b"\xff\xfe\xfd", "åäö".encode(), b"\x80"])
def test_grpc_13_values_that_are_not_ascii(peer: Peer, value: bytes) -> None:
    """Also where the server echoes them."""
    send_call(peer, adding=((b"x-grpc-test-echo-initial", value), (b"x-other", value)))
    peer.wait_for_answer(1)
    peer.expect_goes_on()


@pytest.mark.parametrize("value", [b"AAEC", b"AAE=", b"AAE", b"AA==", b"AA", b"", b"AAEC,AAE"])
def test_grpc_15_binary_metadata(peer: Peer, value: bytes) -> None:
    send_call(peer, adding=((b"x-data-bin", value),))
    peer.expect_success(1)


@pytest.mark.parametrize("value", [b"A", b"A===", b"AA=A", b"!!!!", b"AA-_", b"AAE==", b"A A=", b"\xff\xff\xff\xff"])
def test_grpc_15_binary_metadata_that_is_not_base64(peer: Peer, value: bytes) -> None:
    send_call(peer, adding=((b"x-data-bin", value),))
    peer.expect_status(1, GRPCStatus.INTERNAL)
    peer.call(3)


def test_grpc_16_repeated_keys(peer: Peer) -> None:
    send_call(peer, adding=((b"x-key", b"1"), (b"x-key", b"2"), (b"x-key", b"1")))
    peer.expect_success(1)


def many(count: int, size: int) -> tuple[Field, ...]:
    return tuple((b"x-%04d" % index, b"v" * size) for index in range(count))


@pytest.mark.parametrize("adding", [many(100, 10), many(10, 1000)], ids=["fields", "bytes"])
def test_grpc_17_much_metadata(peer: Peer, adding: tuple[Field, ...]) -> None:
    send_call(peer, adding=adding)
    peer.expect_success(1)


@pytest.mark.parametrize(
    "adding",
    [many(140, 0), many(1, 17_000), many(17, 1000)],
    ids=["fields", "one-value", "values"],
)
def test_grpc_17_too_much_metadata(peer: Peer, adding: tuple[Field, ...]) -> None:
    request = request_block(adding=adding)
    size = 16_384
    peer.send(frames.headers(1, request[:size], end_headers=len(request) <= size))
    if len(request) > size:
        peer.send(frames.continuation(1, request[size:], end_headers=True))
    peer.send(frames.data(1, message(), end=True))
    peer.expect_status(1, GRPCStatus.RESOURCE_EXHAUSTED)
    peer.call(3)


def test_grpc_17_metadata_that_ends_the_connection(peer: Peer) -> None:
    request = request_block(adding=many(70, 1000))
    peer.send(frames.headers(1, request[:16_384], end_headers=False))
    for start in range(16_384, len(request), 16_384):
        peer.send(frames.continuation(1, request[start : start + 16_384], end_headers=start + 16_384 >= len(request)))
    peer.expect_closed()


def test_grpc_18_server_does_not_offer_true_binary_metadata(peer: Peer) -> None:
    assert 0xFE03 not in peer.server_settings


def test_grpc_19_trailers_of_a_request_are_no_metadata(peer: Peer) -> None:
    fields = block([(b"x-grpc-test-echo-initial", b"late"), (b"grpc-timeout", b"malformed")])
    peer.send(
        frames.headers(1, request_block(UNARY_CALL)), frames.data(1, message()), frames.headers(1, fields, end=True)
    )
    answer = peer.expect_success(1)
    assert answer.value("x-grpc-test-echo-initial") is None


@pytest.mark.parametrize("field", [(b"expect", b"100-continue"), (b"cookie", b"a=b"), (b"accept", b"*/*")])
def test_grpc_20_fields_of_http(peer: Peer, field: Field) -> None:
    send_call(peer, adding=(field,))
    peer.expect_success(1)


def test_grpc_43_cancelled_call_is_not_answered(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)), frames.data(1, output_request((1, 0))))
    peer.read_until(lambda: len(peer.answer(1).body) > 0, "the first answer")
    peer.send(frames.rst_stream(1))
    peer.settle()
    assert not peer.answer(1).has_ended
    peer.call(3)


def test_grpc_52_flags_of_a_request_that_ends_at_once(peer: Peer) -> None:
    peer.send(frames.frame(FrameType.HEADERS, Flag.END_STREAM | Flag.END_HEADERS, 1, request_block(FULL_DUPLEX_CALL)))
    peer.expect_success(1)

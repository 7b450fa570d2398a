"""RFC 9113 section 8: requests, well-formed and malformed."""

import pytest

from wire import frames
from wire.calls import EMPTY_CALL, STREAMING_INPUT_CALL, message, request_block, request_fields
from wire.frames import ErrorCode
from wire.hpack_codes import Field, block, literal
from wire.peer import Peer

Replacements = dict[str, str | None]


def test_8_1_second_header_block_without_end(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)), frames.headers(1, literal(b"x-more", b"1")))
    peer.expect_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_1_trailers(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block()), frames.data(1, message()))
    peer.send(frames.headers(1, literal(b"x-checksum", b"1"), end=True))
    peer.expect_success(1)


@pytest.mark.parametrize("name", [b":path", b":method", b":status", b":unknown"])
def test_8_1_pseudo_field_in_trailers(peer: Peer, name: bytes) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)), frames.data(1, message()))
    peer.send(frames.headers(1, literal(name, b"/"), end=True))
    peer.expect_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_1_data_after_trailers(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)), frames.headers(1, b"", end=True))
    peer.send(frames.data(1, b"x"))
    peer.expect_discarded_or(1, ErrorCode.STREAM_CLOSED)


def test_8_1_answer_before_the_request_is_complete(peer: Peer) -> None:
    """The answer comes whole, and then RST_STREAM(NO_ERROR) says that the rest of the request is not wanted."""
    peer.send(frames.headers(1, request_block("/not/Here")))
    answer = peer.expect_status(1, 12)
    peer.settle()
    assert answer.reset == ErrorCode.NO_ERROR


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        pytest.param("6", message(), id="less"),
        pytest.param("4", message(), id="more"),
        pytest.param("1", b"", id="nothing"),
        pytest.param("0", message(), id="zero"),
    ],
)
def test_8_1_1_content_length_differs(peer: Peer, declared: str, body: bytes) -> None:
    peer.send(frames.headers(1, request_block(adding=((b"content-length", declared.encode()),)), end=not body))
    if body:
        peer.send(frames.data(1, body, end=True))
    peer.expect_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_1_1_content_length_differs_over_many_frames(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(adding=((b"content-length", b"9"),))))
    peer.send(frames.data(1, message()), frames.data(1, message(), end=True))
    peer.expect_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("value", [b"abc", b"-1", b"", b"5,5", b"99999999999999999999"])
def test_8_1_1_content_length_is_no_number(peer: Peer, value: bytes) -> None:
    peer.send(
        frames.headers(1, request_block(adding=((b"content-length", value),))), frames.data(1, message(), end=True)
    )
    peer.expect_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_1_1_content_length_agrees(peer: Peer) -> None:
    peer.send(
        frames.headers(1, request_block(adding=((b"content-length", b"5"),))), frames.data(1, message(), end=True)
    )
    peer.expect_success(1)


@pytest.mark.parametrize(
    "name",
    [b"X-Upper", b"x\x00y", b"x y", b"x\ny", b"x\x7fy", b"x\xffy", b"x:y", b"", b" x"],
    ids=["upper-case", "nul", "space", "newline", "delete", "high-byte", "colon", "empty", "leading-space"],
)
def test_8_2_1_field_name(peer: Peer, name: bytes) -> None:
    peer.send(frames.headers(1, request_block(adding=((name, b"1"),)), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize(
    "value",
    [b"a\x00b", b"a\rb", b"a\nb", b" a", b"a ", b"\ta"],
    ids=["nul", "return", "newline", "leading-space", "trailing-space", "leading-tab"],
)
def test_8_2_1_field_value(peer: Peer, value: bytes) -> None:
    peer.send(frames.headers(1, request_block(adding=((b"x-value", value),)), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("value", [b"", b"a\tb", b"a  b", "å".encode(), b"\xff\xfe"])
def test_8_2_1_unusual_values_are_legal(peer: Peer, value: bytes) -> None:
    peer.send(frames.headers(1, request_block(adding=((b"x-value", value),))), frames.data(1, message(), end=True))
    peer.expect_success(1)


@pytest.mark.parametrize(
    "field",
    [
        (b"connection", b"keep-alive"),
        (b"keep-alive", b"timeout=5"),
        (b"proxy-connection", b"close"),
        (b"transfer-encoding", b"chunked"),
        (b"upgrade", b"h2c"),
    ],
    ids=lambda field: field[0].decode(),
)
def test_8_2_2_fields_of_a_connection(peer: Peer, field: Field) -> None:
    peer.send(frames.headers(1, request_block(adding=(field,)), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("value", ["gzip", "trailers, deflate", ""])
def test_8_2_2_te(peer: Peer, value: str) -> None:
    peer.send(frames.headers(1, request_block(replacing={"te": value}), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_2_3_cookie_in_pieces(peer: Peer) -> None:
    cookies = ((b"cookie", b"a=1"), (b"cookie", b"b=2"))
    peer.send(frames.headers(1, request_block(adding=cookies)), frames.data(1, message(), end=True))
    peer.expect_success(1)


def test_8_3_pseudo_field_after_another(peer: Peer) -> None:
    fields = request_fields()
    peer.send(frames.headers(1, block([*fields[1:], fields[0]]), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("name", [b":unknown", b":status", b":protocol", b":"])
def test_8_3_pseudo_field_that_no_request_has(peer: Peer, name: bytes) -> None:
    peer.send(frames.headers(1, literal(name, b"200") + request_block(), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("name", [":method", ":scheme", ":path", ":authority"])
def test_8_3_pseudo_field_twice(peer: Peer, name: str) -> None:
    again = next((key, value) for key, value in request_fields() if key == name.encode())
    peer.send(frames.headers(1, block([again]) + request_block(), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize(
    "replacing",
    [
        pytest.param({":method": None}, id="no-method"),
        pytest.param({":scheme": None}, id="no-scheme"),
        pytest.param({":path": None}, id="no-path"),
        pytest.param({":path": ""}, id="empty-path"),
        pytest.param({":path": EMPTY_CALL[1:]}, id="relative-path"),
        pytest.param({":path": "*"}, id="asterisk-without-options"),
        pytest.param({":authority": None}, id="no-authority"),
    ],
)
def test_8_3_1_request_line(peer: Peer, replacing: Replacements) -> None:
    peer.send(frames.headers(1, request_block(replacing=replacing), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_3_1_host_instead_of_authority(peer: Peer) -> None:
    fields = request_block(replacing={":authority": None}, adding=((b"host", b"localhost"),))
    peer.send(frames.headers(1, fields), frames.data(1, message(), end=True))
    peer.expect_success(1)


def test_8_3_1_host_differs_from_authority(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(adding=((b"host", b"elsewhere"),)), end=True))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)


def test_8_5_connect(peer: Peer) -> None:
    """A server of calls is no proxy: the request is refused and no tunnel is opened."""
    request = block([(b":method", b"CONNECT"), (b":authority", b"localhost:22")])
    peer.send(frames.headers(1, request))
    answer = peer.wait_for_answer(1)
    assert answer.http_status in (None, "405"), str(answer)
    peer.call(3)


def test_8_5_extended_connect(peer: Peer) -> None:
    request = block([(b":protocol", b"websocket")]) + request_block(replacing={":method": "CONNECT"})
    peer.send(frames.headers(1, request))
    peer.expect_stream_error(1, ErrorCode.PROTOCOL_ERROR)

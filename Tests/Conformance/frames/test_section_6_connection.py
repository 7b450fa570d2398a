"""RFC 9113 sections 6.5, 6.7 and 6.8: frames of the connection."""

import pytest
from hyperframe.frame import PingFrame, SettingsFrame

from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_INPUT_CALL, message, request_block
from wire.frames import MAXIMUM_WINDOW, ErrorCode, Flag, FrameType, Setting
from wire.peer import Peer


@pytest.mark.parametrize("entries", [b"", b"\x00\x03\x00\x00\x00\x64"], ids=["empty", "one-entry"])
def test_6_5_settings_are_acknowledged(peer: Peer, entries: bytes) -> None:
    peer.send(frames.frame(FrameType.SETTINGS, 0, 0, entries))
    peer.read_until(lambda: peer.settings_acks == 2, "a SETTINGS ACK")


@pytest.mark.parametrize("length", [1, 6])
def test_6_5_ack_with_a_payload(peer: Peer, length: int) -> None:
    peer.send(frames.frame(FrameType.SETTINGS, Flag.ACK, 0, bytes(length)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


def test_6_5_settings_on_a_stream(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)), frames.frame(FrameType.SETTINGS, 0, 1))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [3, 5, 7])
def test_6_5_settings_cut_short(peer: Peer, length: int) -> None:
    peer.send(frames.frame(FrameType.SETTINGS, 0, 0, bytes(length)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


@pytest.mark.parametrize(
    ("identifier", "value", "code"),
    [
        (Setting.ENABLE_PUSH, 2, ErrorCode.PROTOCOL_ERROR),
        (Setting.INITIAL_WINDOW_SIZE, MAXIMUM_WINDOW + 1, ErrorCode.FLOW_CONTROL_ERROR),
        (Setting.INITIAL_WINDOW_SIZE, 2**32 - 1, ErrorCode.FLOW_CONTROL_ERROR),
        (Setting.MAX_FRAME_SIZE, 16_383, ErrorCode.PROTOCOL_ERROR),
        (Setting.MAX_FRAME_SIZE, 0, ErrorCode.PROTOCOL_ERROR),
        (Setting.MAX_FRAME_SIZE, 2**24, ErrorCode.PROTOCOL_ERROR),
        (Setting.ENABLE_CONNECT_PROTOCOL, 2, ErrorCode.PROTOCOL_ERROR),
        (Setting.NO_RFC7540_PRIORITIES, 2, ErrorCode.PROTOCOL_ERROR),
    ],
)
def test_6_5_2_value_out_of_range(peer: Peer, identifier: Setting, value: int, code: ErrorCode) -> None:
    peer.send(frames.settings((identifier, value)))
    peer.expect_connection_error(code)


@pytest.mark.parametrize(
    ("identifier", "value"),
    [
        (Setting.HEADER_TABLE_SIZE, 0),
        (Setting.ENABLE_PUSH, 0),
        (Setting.ENABLE_PUSH, 1),
        (Setting.MAX_CONCURRENT_STREAMS, 0),
        (Setting.INITIAL_WINDOW_SIZE, MAXIMUM_WINDOW),
        (Setting.MAX_FRAME_SIZE, 16_384),
        (Setting.MAX_FRAME_SIZE, 2**24 - 1),
        (Setting.MAX_HEADER_LIST_SIZE, 2**32 - 1),
    ],
)
def test_6_5_2_value_in_range(peer: Peer, identifier: Setting, value: int) -> None:
    peer.send(frames.settings((identifier, value)))
    peer.read_until(lambda: peer.settings_acks == 2, "a SETTINGS ACK")
    peer.call(1)


def test_6_5_2_server_does_not_push(peer: Peer) -> None:
    assert peer.server_settings.get(Setting.ENABLE_PUSH, 0) == 0


def test_6_5_2_server_announces_its_limit_of_header_lists(peer: Peer) -> None:
    assert 8192 <= peer.server_settings[Setting.MAX_HEADER_LIST_SIZE] <= 65_536


def test_6_5_3_the_last_of_equal_entries_counts(peer: Peer) -> None:
    """With the first, the answer to the call would never come."""
    peer.send(frames.settings((Setting.INITIAL_WINDOW_SIZE, 0), (Setting.INITIAL_WINDOW_SIZE, 65_535)))
    peer.call(1)


def test_6_5_3_settings_take_effect_before_the_ack(peer: Peer) -> None:
    """Frames that follow a SETTINGS are judged by it: the stream window cannot overflow after it was emptied."""
    peer.send(
        frames.settings((Setting.INITIAL_WINDOW_SIZE, 0)),
        frames.headers(1, request_block(FULL_DUPLEX_CALL)),
        frames.window_update(1, MAXIMUM_WINDOW),
    )
    peer.expect_goes_on()


def test_6_5_3_every_settings_frame_is_acknowledged(peer: Peer) -> None:
    peer.send(frames.settings() * 3)
    peer.read_until(lambda: peer.settings_acks == 4, "three ACKs more")


def test_6_5_3_ack_that_answers_nothing(peer: Peer) -> None:
    outcome_before = peer.settle()
    assert outcome_before.is_open
    peer.send(frames.settings_ack())
    outcome = peer.settle()
    assert outcome.is_open or outcome.goaway == ErrorCode.PROTOCOL_ERROR


def test_6_7_ping_is_answered_with_its_payload(peer: Peer) -> None:
    peer.send(frames.ping(b"\x00\xff\x01\xfe\x02\xfd\x03\xfc"))
    peer.read_until(lambda: b"\x00\xff\x01\xfe\x02\xfd\x03\xfc" in peer.ping_acks, "a PING ACK")


def test_6_7_ping_ack_is_not_answered(peer: Peer) -> None:
    peer.send(frames.ping(b"notasked", ack=True))
    peer.expect_goes_on()
    assert b"notasked" not in [frame.opaque_data for frame in peer.received if isinstance(frame, PingFrame)]


def test_6_7_ping_on_a_stream(peer: Peer) -> None:
    peer.send(frames.frame(FrameType.PING, 0, 1, bytes(8)))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [0, 7, 9])
def test_6_7_ping_of_another_size(peer: Peer, length: int) -> None:
    peer.send(frames.frame(FrameType.PING, 0, 0, bytes(length)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


def test_6_8_goaway_on_a_stream(peer: Peer) -> None:
    peer.send(frames.goaway(stream=1))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [0, 7])
def test_6_8_goaway_of_another_size(peer: Peer, length: int) -> None:
    peer.send(frames.frame(FrameType.GOAWAY, 0, 0, bytes(length)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


def test_6_8_calls_under_way_outlive_a_goaway(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)))
    peer.send(frames.goaway(0, ErrorCode.NO_ERROR, b"going"))
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)


def test_6_8_server_closes_when_the_calls_of_a_leaving_client_are_done(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)), frames.goaway())
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)
    peer.expect_closed()


def test_6_5_settings_of_the_server_have_no_stream(peer: Peer) -> None:
    assert all(frame.stream_id == 0 for frame in peer.received if isinstance(frame, SettingsFrame))

"""RFC 9113 sections 5.3 to 5.5 and 7: priority, errors, extensions, error codes."""

import pytest

from wire import frames
from wire.calls import FULL_DUPLEX_CALL, message, request_block
from wire.frames import ErrorCode, Flag, FrameType, Setting
from wire.peer import Peer

UNASSIGNED_CODE = 0xDEADBEEF


def test_5_3_priority_is_taken_and_has_no_effect(peer: Peer) -> None:
    peer.send(frames.priority(1, dependency=0), frames.priority(3, dependency=1), frames.priority(1, dependency=3))
    peer.call(5)


def test_5_3_self_dependency_is_no_error_any_more(peer: Peer) -> None:
    peer.send(frames.priority(1, dependency=1))
    peer.expect_goes_on()


def test_5_3_self_dependency_in_headers_is_no_error_any_more(peer: Peer) -> None:
    flags = Flag.END_HEADERS | Flag.PRIORITY
    peer.send(frames.frame(FrameType.HEADERS, flags, 1, b"\x00\x00\x00\x01\x0f" + request_block()))
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)


def test_5_3_server_announces_that_it_ignores_priority(peer: Peer) -> None:
    assert peer.server_settings.get(Setting.NO_RFC7540_PRIORITIES) == 1


def test_5_4_1_goaway_names_the_last_stream_processed(peer: Peer) -> None:
    peer.call(1)
    peer.call(3)
    peer.send(frames.frame(FrameType.PING, 0, 0, b"short"))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)
    assert peer.goaway is not None and peer.goaway.last_stream_id == 3


def test_5_4_1_nothing_is_taken_after_an_error(peer: Peer) -> None:
    peer.send(frames.window_update(0, 0), frames.headers(1, request_block(), end=True), frames.ping())
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)
    assert not peer.answers and not peer.ping_acks


def test_5_4_2_reset_is_not_answered_by_reset(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)), frames.rst_stream(1), frames.rst_stream(1))
    peer.expect_goes_on()


def test_5_4_3_server_outlives_a_connection_that_breaks(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.settle()
    peer.socket.close()


def test_5_5_unknown_setting_is_ignored(peer: Peer) -> None:
    peer.send(frames.settings((Setting.UNASSIGNED, 1)))
    peer.read_until(lambda: peer.settings_acks == 2, "a SETTINGS ACK")
    peer.expect_goes_on()


def test_5_5_setting_of_grpc_is_ignored(peer: Peer) -> None:
    """GRPC_ALLOW_TRUE_BINARY_METADATA, which official clients send (rpc.md 18)."""
    peer.send(frames.settings((0xFE03, 1)))
    peer.expect_goes_on()


@pytest.mark.parametrize("kind", [0x0A, 0x0C, FrameType.PRIORITY_UPDATE, 0xFF])
def test_5_5_extension_frames_are_ignored(peer: Peer, kind: int) -> None:
    peer.send(frames.frame(kind, 0, 0, b"\x00\x00\x00\x01u=1"))
    peer.expect_goes_on()


def test_7_unknown_code_in_rst_stream(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)), frames.rst_stream(1, UNASSIGNED_CODE))
    peer.expect_goes_on()


def test_7_unknown_code_in_goaway(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block()), frames.goaway(0, UNASSIGNED_CODE))
    peer.send(frames.data(1, message(), end=True))
    peer.expect_success(1)

"""RFC 9113 section 3.4: the connection preface."""

import socket

import pytest
from hyperframe.frame import SettingsFrame

from server.process import ServerProcess
from wire import frames
from wire.calls import EMPTY_CALL, message, request_block
from wire.frames import PREFACE, ErrorCode
from wire.peer import Peer


def test_3_4_server_begins_with_settings(stranger: Peer) -> None:
    stranger.send(PREFACE, frames.settings())
    stranger.read_until(lambda: len(stranger.received) > 0, "a frame")
    assert isinstance(stranger.received[0], SettingsFrame)
    assert "ACK" not in stranger.received[0].flags


def test_3_4_server_speaks_without_waiting_for_the_client(stranger: Peer) -> None:
    stranger.read_until(lambda: bool(stranger.server_settings), "SETTINGS")


def test_3_4_client_settings_are_acknowledged(stranger: Peer) -> None:
    stranger.send(PREFACE, frames.settings())
    stranger.read_until(lambda: stranger.settings_acks == 1, "a SETTINGS ACK")


def test_3_4_client_need_not_wait_for_the_server(stranger: Peer) -> None:
    stranger.send(PREFACE, frames.settings(), frames.headers(1, request_block()), frames.data(1, message(), end=True))
    stranger.expect_success(1)


def test_3_4_preface_may_arrive_byte_by_byte(stranger: Peer) -> None:
    stranger.send_bytewise(PREFACE + frames.settings())
    stranger.call(1)


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", id="http1"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r", id="last-byte-wrong"),
        pytest.param(b"INVALID CONNECTION PREFACE\r\n\r\n", id="text"),
        pytest.param(bytes(64), id="zeros"),
        pytest.param(b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(160), id="tls-hello"),
        pytest.param(frames.settings() + frames.headers(1, request_block(EMPTY_CALL)), id="no-preface"),
    ],
)
def test_3_4_other_greeting(stranger: Peer, greeting: bytes) -> None:
    stranger.send(greeting)
    stranger.expect_closed()
    assert not any(stranger.answers.values())


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(frames.ping(), id="ping"),
        pytest.param(frames.headers(1, request_block(), end=True), id="headers"),
        pytest.param(frames.window_update(0, 1), id="window-update"),
        pytest.param(frames.settings_ack(), id="settings-ack"),
        pytest.param(frames.data(1, b"x"), id="data"),
        pytest.param(frames.frame(frames.FrameType.UNASSIGNED), id="unknown"),
        pytest.param(frames.goaway(), id="goaway"),
    ],
)
def test_3_4_first_frame_is_not_settings(stranger: Peer, first: bytes) -> None:
    stranger.send(PREFACE, first)
    stranger.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [0, 1, 23, 24, 28])
def test_3_4_client_leaves_during_the_preface(server: ServerProcess, length: int) -> None:
    with Peer(server.address, handshake=False) as peer:
        peer.send((PREFACE + frames.settings())[:length])
        peer.socket.shutdown(socket.SHUT_WR)
        peer.expect_closed()

"""Row 19: clients that take their time at every step."""

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.certificate import make_certificate
from server.memory import MIB
from server.process import ServerProcess
from siege.siege import Besiege
from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_INPUT_CALL, UNARY_CALL, message, request_block, unary_request
from wire.frames import PREFACE, ErrorCode
from wire.peer import Peer

TIMEOUT = 500
SLOWEST_END_SECONDS = 2.5


def dribble(peer: Peer, content: bytes, pause: float = 0.05) -> float:
    """Sends a byte now and then until the server has had enough; returns how long that took."""
    began = time.monotonic()
    for offset in range(len(content)):
        peer.send(content[offset : offset + 1])
        time.sleep(pause)
        peer.read_available()
        if not peer.is_open or peer.goaway is not None or any(answer.is_over for answer in peer.answers.values()):
            break
    return time.monotonic() - began


def test_19_silent_connection(besiege: Besiege) -> None:
    with besiege(memory=8 * MIB, handshakeTimeout=TIMEOUT) as siege, siege.peer(handshake=False) as peer:
        peer.wait_for_close(SLOWEST_END_SECONDS)
        peer.expect_closed()


def test_19_slow_preface(besiege: Besiege) -> None:
    with besiege(memory=8 * MIB, handshakeTimeout=TIMEOUT) as siege, siege.peer(handshake=False) as peer:
        assert dribble(peer, PREFACE + frames.settings() + frames.settings_ack(), 0.1) < SLOWEST_END_SECONDS
        peer.expect_closed()


@pytest.mark.parametrize("cut", [0, 9, 30])
def test_19_slow_header_block(besiege: Besiege, cut: int) -> None:
    """Cut in its frame header, at its first field, in the middle of one."""
    request = frames.headers(1, request_block())
    with besiege(memory=8 * MIB, handshakeTimeout=TIMEOUT, keepaliveTime=TIMEOUT, keepaliveTimeout=TIMEOUT) as siege:
        with siege.peer() as peer:
            peer.answers_pings = False
            peer.send(request[:cut])
            assert dribble(peer, request[cut:], 0.1) < SLOWEST_END_SECONDS
            outcome = peer.wait_for_close()
            assert not outcome.is_open and not peer.answer(1).blocks, str(outcome)


def test_19_header_block_that_stops(besiege: Besiege) -> None:
    block = request_block()
    with besiege(memory=8 * MIB, handshakeTimeout=TIMEOUT) as siege, siege.peer() as peer:
        peer.send(frames.headers(1, block[:40], end_headers=False), frames.continuation(1, block[40:50]))
        peer.wait_for_close(SLOWEST_END_SECONDS)
        peer.expect_calm("header_timeout")


@pytest.mark.parametrize("path", [UNARY_CALL, STREAMING_INPUT_CALL])
def test_19_slow_message(besiege: Besiege, path: str) -> None:
    """The call ends, with the status of a deadline or a reset; the connection may go on."""
    request = b"".join(frames.data(1, bytes([byte])) for byte in message(bytes(5000))[:200])
    with besiege(memory=8 * MIB, messageTimeout=TIMEOUT) as siege, siege.peer() as peer:
        peer.send(frames.headers(1, request_block(path)))
        assert dribble(peer, request, 0.02) < SLOWEST_END_SECONDS
        assert peer.answer(1).is_over or not peer.is_open, str(peer.answer(1))


@pytest.mark.parametrize("sent", [b"", b"\x00\x00"], ids=["nothing", "half-a-prefix"])
def test_19_request_that_stops(besiege: Besiege, sent: bytes) -> None:
    """A method of one message waits for it no longer than for a slow one."""
    with besiege(memory=8 * MIB, messageTimeout=TIMEOUT) as siege, siege.peer() as peer:
        peer.send(frames.headers(1, request_block(UNARY_CALL)), frames.data(1, sent))
        peer.read_until(lambda: peer.answer(1).is_over or not peer.is_open, "the end of the call", SLOWEST_END_SECONDS)


def test_19_large_message_at_a_good_pace_is_left_alone(besiege: Besiege) -> None:
    body = unary_request(body=bytes(100_000))
    with besiege(memory=16 * MIB, messageTimeout=TIMEOUT) as siege, siege.peer() as peer:
        peer.send(frames.headers(1, request_block(UNARY_CALL)))
        for start in range(0, len(body), 2000):
            peer.send(frames.data(1, body[start : start + 2000]))
            time.sleep(0.02)
        peer.send(frames.data(1, end=True))
        peer.expect_success(1)


def test_19_idle_connection(besiege: Besiege) -> None:
    """Told to go, in peace (gRFC A9)."""
    with besiege(memory=8 * MIB, maximumConnectionIdle=1500) as siege, siege.peer() as peer:
        peer.call(1)
        peer.wait_for_close(6)
        assert peer.goaway is not None and peer.goaway.error_code == ErrorCode.NO_ERROR
        assert peer.goaway.additional_data == b"max_idle" and not peer.is_open


def test_19_connection_without_a_sign_of_life(besiege: Besiege) -> None:
    with besiege(memory=8 * MIB, keepaliveTime=TIMEOUT, keepaliveTimeout=TIMEOUT) as siege, siege.peer() as peer:
        peer.answers_pings = False
        peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
        peer.wait_for_close(SLOWEST_END_SECONDS)
        peer.expect_closed()


def test_19_call_without_end(besiege: Besiege) -> None:
    """A stream that nobody uses ends with the longest time that the server gives a call."""
    with besiege(memory=8 * MIB, maximumCallDuration=TIMEOUT) as siege, siege.peer() as peer:
        peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
        answer = peer.wait_for_answer(1, SLOWEST_END_SECONDS)
        assert answer.grpc_status == 4 or answer.reset == ErrorCode.CANCEL, str(answer)


@contextlib.contextmanager
def slow_crowd(address: tuple[str, int], count: int, content: bytes) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        crowd = [stack.enter_context(socket.create_connection(address, 5)) for _ in range(count)]
        for member in crowd:
            member.sendall(content)
        yield crowd


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PREFACE[:10], id="in-the-preface"),
        pytest.param(
            PREFACE + frames.settings() + frames.settings_ack() + frames.headers(1, request_block(), end_headers=False),
            id="in-a-header-block",
        ),
    ],
)
def test_19_crowd_of_slow_connections(besiege: Besiege, content: bytes) -> None:
    """All of them are gone after the timeout, and meanwhile they cost little."""
    with besiege(memory=24 * MIB, handshakeTimeout=1000) as siege:
        before = siege.server.open_files
        with slow_crowd(siege.server.address, 300, content):
            deadline = time.monotonic() + 8
            while siege.server.open_files > before + 5 and time.monotonic() < deadline:
                time.sleep(0.05)
            assert siege.server.open_files <= before + 5, "connections that never spoke are still open"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def test_19_slow_tls_handshake(binary: Path, certificate: tuple[Path, Path]) -> None:
    arguments = [f"--tls-cert={certificate[0]}", f"--tls-key={certificate[1]}"]
    with ServerProcess(binary, *arguments, handshakeTimeout=TIMEOUT) as server:
        with Peer(server.address, handshake=False) as peer:
            peer.send(b"\x16\x03\x01\x02\x00\x01")
            outcome = peer.wait_for_close(SLOWEST_END_SECONDS)
            assert not outcome.is_open
        context = ssl.create_default_context(cafile=str(certificate[0]))
        context.set_alpn_protocols(["h2"])
        with socket.create_connection(server.address, 5) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secured:
                assert secured.selected_alpn_protocol() == "h2"

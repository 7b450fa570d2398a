"""RFC 9113 sections 3.2 and 9.2: TLS, and the choice of HTTP/2 in its handshake (rpc.md 47)."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.certificate import make_certificate
from server.process import ServerProcess
from wire import frames
from wire.calls import message, request_block
from wire.frames import PREFACE
from wire.peer import Peer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def tls_server(binary: Path, certificate: tuple[Path, Path]) -> Iterator[ServerProcess]:
    with ServerProcess(binary, f"--tls-cert={certificate[0]}", f"--tls-key={certificate[1]}") as server:
        yield server


def shake_hands(server: ServerProcess, certificate: Path, *protocols: str, newest: int | None = None) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(certificate))
    if protocols:
        context.set_alpn_protocols(list(protocols))
    if newest is not None:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion(newest)
        context.set_ciphers("ALL:@SECLEVEL=0")
    plain = socket.create_connection(server.address, 5)
    try:
        return context.wrap_socket(plain, server_hostname="localhost")
    except BaseException:
        plain.close()
        raise


def receive_all(connection: socket.socket) -> bytes:
    """Everything until the server closes."""
    received = b""
    try:
        while chunk := connection.recv(65_536):
            received += chunk
    except (ConnectionResetError, ssl.SSLError):
        pass
    return received


def test_3_2_http2_is_chosen(tls_server: ServerProcess, certificate: tuple[Path, Path]) -> None:
    """Also when the client would rather have another protocol; and a call comes through."""
    connection = shake_hands(tls_server, certificate[0], "http/1.1", "h2")
    with Peer(tls_server.address, over=connection) as peer:
        assert connection.selected_alpn_protocol() == "h2"
        peer.send(frames.headers(1, request_block(replacing={":scheme": "https"})), frames.data(1, message(), end=True))
        peer.expect_success(1)


@pytest.mark.parametrize("protocols", [(), ("http/1.1",), ("grpc-exp",)], ids=["none", "http1", "unknown"])
def test_3_2_client_that_does_not_choose_http2(
    tls_server: ServerProcess, certificate: tuple[Path, Path], protocols: tuple[str, ...]
) -> None:
    """Refused in the handshake or right after it, and in any case before a call is answered."""
    try:
        connection = shake_hands(tls_server, certificate[0], *protocols)
    except (ssl.SSLError, ConnectionResetError):
        return
    with connection:
        assert connection.selected_alpn_protocol() is None
        try:
            connection.sendall(PREFACE + frames.settings() + frames.headers(1, request_block(), end=True))
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            return
        assert receive_all(connection) == b""


def test_3_2_plaintext_on_a_port_with_tls(tls_server: ServerProcess) -> None:
    with Peer(tls_server.address, handshake=False) as peer:
        peer.socket.sendall(PREFACE + frames.settings())
        # What the server says is TLS: an alert, or nothing.
        assert b"\x00\x04\x00\x00\x00\x00" not in receive_all(peer.socket)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1], ids=["1.0", "1.1"])
def test_9_2_tls_that_is_too_old(
    tls_server: ServerProcess, certificate: tuple[Path, Path], version: ssl.TLSVersion
) -> None:
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        shake_hands(tls_server, certificate[0], "h2", newest=version)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def test_9_2_tls_that_is_new_enough(
    tls_server: ServerProcess, certificate: tuple[Path, Path], version: ssl.TLSVersion
) -> None:
    with shake_hands(tls_server, certificate[0], "h2", newest=version) as connection:
        assert connection.selected_alpn_protocol() == "h2"

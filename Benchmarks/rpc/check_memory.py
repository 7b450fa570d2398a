"""Runs bench-server-engine under valgrind's memcheck and lets it serve what well-behaved and other clients send.

Fails on any access to memory that is not the program's, on any use of what was never set, and on memory that is lost for
good. What the system's and Swift's own libraries do is in Benchmarks/valgrind.supp, with reasons.
"""

import argparse
import gzip
import pathlib
import socket
import sys
import tempfile

import connection as http2
import messages
from connection import Connection, frame
from servers import BENCHMARKS, build_swift
from valgrind import end, start, without_debug_information

ERROR_STATUS = 99
OK = "0"


def unary(port, token):
    connection = Connection(port, token, timeout=300)
    for payload in (0, 35, 20_000, 300_000):
        for answer in connection.calls(messages.ECHO, messages.framed(messages.echo(payload)), 8):
            expect(answer.status == OK, answer)
    connection.close()


def streaming(port, token):
    connection = Connection(port, token, timeout=300)
    request = messages.framed(messages.list_request(200, 1000))
    for answer in connection.calls(messages.LIST, request, 4):
        expect(answer.status == OK and answer.body_bytes > 200_000, answer)
    connection.close()


def refused(port, token):
    """Calls that end with a status other than OK, each for a reason of its own."""
    good = messages.framed(messages.echo())
    packed = gzip.compress(messages.echo())
    calls = [
        (None, messages.ECHO, good, ()),
        (token, "/none/None", good, ()),
        (token, messages.ECHO, messages.framed(b"\xff\xff\xff"), ()),
        (token, messages.ECHO, good[:-3], ()),
        (token, messages.ECHO, b"\x07" + good[1:], ()),
        (token, messages.ECHO, b"\0\x7f\xff\xff\xff", ()),
        (token, messages.ECHO, good, [("grpc-encoding", "unheard-of")]),
        (token, messages.ECHO, b"\x01" + len(packed).to_bytes(4, "big") + packed[:-4] + b"????", [("grpc-encoding", "gzip")]),
        (token, messages.LIST, messages.framed(messages.list_request(1_000_000, 1000)), [("grpc-timeout", "50m")]),
    ]  # fmt: skip
    for given, path, body, extra in calls:
        connection = Connection(port, given, timeout=300)
        stream, head = connection.start(path, extra=extra)
        connection.socket.sendall(head + frame(http2.DATA, http2.END_STREAM, stream, body))
        while stream in connection.open:
            connection.read()
        answer = connection.answers[stream]
        expect(answer.status != OK, (path, body[:20], answer))
        connection.close()


def compressed(port, token):
    packed = gzip.compress(messages.echo(5000))
    connection = Connection(port, token, timeout=300)
    stream, head = connection.start(messages.ECHO, extra=[("grpc-encoding", "gzip"), ("grpc-accept-encoding", "gzip")])
    body = b"\x01" + len(packed).to_bytes(4, "big") + packed
    connection.socket.sendall(head + frame(http2.DATA, http2.END_STREAM, stream, body))
    while stream in connection.open:
        connection.read()
    expect(connection.answers[stream].status == OK, connection.answers[stream])
    connection.close()


def cancelled(port, token):
    """Streams that are reset at every stage: before the body, in its middle, and while the answer is on its way."""
    connection = Connection(port, token, timeout=300)
    body = messages.framed(messages.echo(1000))
    endless = messages.framed(messages.list_request(1_000_000, 1000))
    for path, sent, flags in (
        (messages.ECHO, b"", 0), (messages.ECHO, body[:3], 0), (messages.ECHO, body[:500], 0),
        (messages.ECHO, body, http2.END_STREAM), (messages.LIST, endless, http2.END_STREAM),
    ):  # fmt: skip
        for _ in range(4):
            stream, head = connection.start(path)
            part = frame(http2.DATA, flags, stream, sent) if sent else b""
            connection.socket.sendall(head + part)
            if path == messages.LIST:
                connection.read()
            connection.socket.sendall(frame(http2.RST_STREAM, 0, stream, (8).to_bytes(4, "big")))
            connection.open.discard(stream)
    for answer in connection.calls(messages.ECHO, body, 4):
        expect(answer.status == OK, answer)
    connection.close()


def vanished(port, token):
    """Connections that end without a word, with calls under way or before there was one."""
    for path, body in ((messages.LIST, messages.list_request(1_000_000, 1000)), (messages.ECHO, messages.echo(10)[:4])):
        connection = Connection(port, token, timeout=300)
        stream, head = connection.start(path)
        connection.socket.sendall(head + frame(http2.DATA, 0, stream, messages.framed(body)))
        connection.read()
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        connection.close()
    for beginning in (b"", b"PRI * HT", b"GET / HTTP/1.1\r\n\r\n", http2.opening()[:40]):
        with socket.create_connection(("127.0.0.1", port), timeout=300) as plain:
            plain.sendall(beginning)


def broken(port, token):
    """Frames that break the protocol, each on a connection of its own, which the server ends."""
    for bytes_ in (
        frame(http2.DATA, 0, 0, b"x"), frame(http2.HEADERS, 4, 1, b"\xff\xff\xff\xff\xff\xff"), frame(http2.HEADERS, 4, 2, b"\x82"),
        frame(http2.WINDOW_UPDATE, 0, 0, bytes(4)), frame(http2.SETTINGS, 0, 0, b"12345"), frame(http2.PING, 0, 0, b"1"),
        frame(http2.GOAWAY, 0, 1, bytes(8)), frame(9, 4, 1, b""), b"\xff" * 64,
    ):  # fmt: skip
        connection = Connection(port, token, timeout=300)
        connection.socket.sendall(bytes_)
        try:
            while True:
                connection.read()
        except (ConnectionError, OSError):
            connection.close()


def expect(condition, found):
    if not condition:
        sys.exit(f"check-sanitizers: unexpected: {found}")


SCENES = (unary, streaming, refused, compressed, cancelled, vanished, broken, unary)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, help="a release build of bench-server-engine, instead of building one")
    options = parser.parse_args()
    program = options.program or build_swift(BENCHMARKS, "bench-server-engine")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        report = folder / "report"
        command = [
            "valgrind", "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite",
            f"--error-exitcode={ERROR_STATUS}", "--num-callers=40", "--gen-suppressions=all", f"--log-file={report}",
            f"--suppressions={BENCHMARKS / 'valgrind.supp'}", without_debug_information(program, folder),
        ]  # fmt: skip
        process, announcement = start(command, folder)
        for scene in SCENES:
            scene(announcement["port"], announcement["token"])
            print(f"check-sanitizers: valgrind: {scene.__name__} served", flush=True)
        status = end(process)
        if status != 0:
            sys.exit(f"{report.read_text()}\ncheck-sanitizers: the server ended with status {status}")
    print("check-sanitizers: valgrind: nothing found")


main()

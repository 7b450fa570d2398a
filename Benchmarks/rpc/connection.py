"""A small HTTP/2 client that shows what h2load does not: the gRPC status of every answer."""

import collections
import dataclasses
import socket
import ssl
import struct

import hpack

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8
END_STREAM, END_HEADERS, ACK = 0x1, 0x4, 0x1
LARGEST_FRAME = 16_384
LARGEST_WINDOW = 2**31 - 1
INITIAL_WINDOW = 65_535


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def opening():
    """What a client says first: it takes whatever the server sends."""
    settings = struct.pack(">HI", 4, LARGEST_WINDOW)
    return (
        PREFACE
        + frame(SETTINGS, 0, 0, settings)
        + frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", LARGEST_WINDOW - INITIAL_WINDOW))
    )


def is_settings_acknowledged(received):
    """Whether the bytes of a server, from its first on, hold the answer to the client's SETTINGS."""
    offset = 0
    while offset + 9 <= len(received):
        length = int.from_bytes(received[offset : offset + 3], "big")
        if received[offset + 3] == SETTINGS and received[offset + 4] & ACK:
            return True
        offset += 9 + length
    return False


@dataclasses.dataclass
class Answer:
    """What came back on one stream."""

    status: str | None = None
    text: str = ""
    http_status: str | None = None
    body_bytes: int = 0
    reset: int | None = None


class Connection:
    """One connection with any number of calls at a time; blocking."""

    def __init__(self, port, token=None, tls=False, timeout=60):
        self.token = token
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            # The certificate was made a moment ago for this measurement; there is nobody to ask about it.
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.set_alpn_protocols(["h2"])
            self.socket = context.wrap_socket(self.socket)
        self.scheme = "https" if tls else "http"
        self.encoder, self.decoder = hpack.Encoder(), hpack.Decoder()
        self.received = bytearray()
        self.next_stream = 1
        self.answers = {}
        self.open = set()
        self.window = INITIAL_WINDOW
        self.initial_window = INITIAL_WINDOW
        self.windows = collections.defaultdict(int)
        self.has_settings = False
        self.goaway = None
        self.socket.sendall(opening())
        while not self.has_settings:
            self.read()

    def close(self):
        self.socket.close()

    def start(self, path, end=False, extra=()):
        """The bytes that open a stream, and its number."""
        stream, self.next_stream = self.next_stream, self.next_stream + 2
        fields = [
            (":method", "POST"), (":scheme", self.scheme), (":path", path), (":authority", "127.0.0.1"),
            ("content-type", "application/grpc"), ("te", "trailers"), ("user-agent", "kaa-benchmark"),
        ]  # fmt: skip
        if self.token is not None:
            fields.append(("authorization", f"Bearer {self.token}"))
        block = self.encoder.encode(fields + list(extra))
        self.answers[stream] = Answer()
        self.open.add(stream)
        self.windows[stream] = self.initial_window
        return stream, frame(HEADERS, END_HEADERS | (END_STREAM if end else 0), stream, block)

    def calls(self, path, body, count):
        """Makes so many calls at once, sent in one go as far as the windows allow, and gives their answers."""
        streams, output = [], bytearray()
        for _ in range(count):
            stream, head = self.start(path)
            streams.append(stream)
            output += head
            rest = memoryview(body)
            while rest:
                room = min(self.window, self.windows[stream], LARGEST_FRAME)
                if room <= 0:
                    self.socket.sendall(output)
                    output.clear()
                    self.read()
                    continue
                part, rest = rest[:room], rest[room:]
                output += frame(DATA, 0 if rest else END_STREAM, stream, bytes(part))
                self.window -= len(part)
                self.windows[stream] -= len(part)
        self.socket.sendall(output)
        while not self.open.isdisjoint(streams):
            self.read()
        return [self.answers.pop(stream) for stream in streams]

    def read(self):
        """Waits for bytes and takes in the frames that are complete."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise ConnectionError(f"the server closed the connection (GOAWAY {self.goaway})")
        self.received += chunk
        offset = 0
        while len(self.received) - offset >= 9:
            length = int.from_bytes(self.received[offset : offset + 3], "big")
            if len(self.received) - offset - 9 < length:
                break
            kind, flags = self.received[offset + 3], self.received[offset + 4]
            stream = int.from_bytes(self.received[offset + 5 : offset + 9], "big")
            self.take(kind, flags, stream, bytes(self.received[offset + 9 : offset + 9 + length]))
            offset += 9 + length
        del self.received[:offset]

    def take(self, kind, flags, stream, payload):
        if kind == SETTINGS and not flags & ACK:
            for offset in range(0, len(payload), 6):
                identifier, value = struct.unpack_from(">HI", payload, offset)
                if identifier == 4:
                    for open_stream in self.open:
                        self.windows[open_stream] += value - self.initial_window
                    self.initial_window = value
            self.has_settings = True
            self.socket.sendall(frame(SETTINGS, ACK, 0))
        elif kind == PING and not flags & ACK:
            self.socket.sendall(frame(PING, ACK, 0, payload))
        elif kind == WINDOW_UPDATE:
            increment = int.from_bytes(payload, "big")
            if stream == 0:
                self.window += increment
            elif stream in self.open:
                self.windows[stream] += increment
        elif kind == GOAWAY:
            self.goaway = payload
        elif kind == HEADERS:
            self.take_headers(flags, self.answers.get(stream), payload)
        elif kind == DATA and stream in self.answers:
            self.answers[stream].body_bytes += len(payload)
        elif kind == RST_STREAM:
            if stream in self.open:
                self.answers[stream].reset = int.from_bytes(payload, "big")
            self.open.discard(stream)
        if kind in (DATA, HEADERS) and flags & END_STREAM:
            self.open.discard(stream)

    def take_headers(self, flags, answer, payload):
        if not flags & END_HEADERS or flags & 0x28:
            raise NotImplementedError("header blocks in several frames, with padding or priority")
        fields = dict(self.decoder.decode(payload))
        if answer is not None:
            answer.http_status = fields.get(":status", answer.http_status)
            answer.status = fields.get("grpc-status", answer.status)
            answer.text = fields.get("grpc-message", answer.text)

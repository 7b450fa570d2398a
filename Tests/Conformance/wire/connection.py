"""A client that sends any bytes it is told to and understands what comes back."""

import select
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Self

from hpack import Decoder
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    Frame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    RstStreamFrame,
    SettingsFrame,
)

from wire import frames
from wire.answer import Answer
from wire.outcome import Outcome, Unexpected

Address = tuple[str, int]

# A server that needs longer than this for a round trip on the loopback has stopped answering.
PATIENCE_SECONDS = 10.0
READ_BYTES = 262_144


class Silent(Exception):
    """Nothing more came in time."""


class Connection:
    """One connection to the server, as the client's end."""

    def __init__(
        self,
        address: Address,
        *settings: tuple[int, int],
        handshake: bool = True,
        receive_buffer: int | None = None,
        source: str | None = None,
        over: socket.socket | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.patience = patience
        self.answers_pings = True
        self.received: list[Frame] = []
        self.answers: dict[int, Answer] = {}
        # Flow-controlled bytes sent, by stream; 0 is the connection. Kept by tests that keep to the server's windows.
        self.spent: Counter[int] = Counter()
        self.server_settings: dict[int, int] = {}
        self.settings_acks = 0
        self.ping_acks: list[bytes] = []
        self.goaway: GoAwayFrame | None = None
        self.is_open = True
        self.decoder = Decoder()
        self._input = bytearray()
        self._header_stream: int | None = None
        self._header_block = b""
        self._ends_stream = False
        self._pings = 0
        self.socket = over or self._connect(address, receive_buffer, source)
        if handshake:
            self.shake_hands(*settings)

    def _connect(self, address: Address, receive_buffer: int | None, source: str | None) -> socket.socket:
        plain = socket.socket()
        if receive_buffer is not None:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        if source is not None:
            plain.bind((source, 0))
        plain.settimeout(self.patience)
        plain.connect(address)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return plain

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def cut(self) -> None:
        """Resets the connection instead of closing it."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def shake_hands(self, *settings: tuple[int, int], acknowledge: bool = True) -> None:
        """Exchanges preface and SETTINGS, so that both sides' settings hold."""
        self.send(frames.PREFACE, frames.settings(*settings))
        self.read_until(lambda: bool(self.server_settings) and self.settings_acks == 1, "the server's SETTINGS and ACK")
        if acknowledge:
            self.send(frames.settings_ack())

    # Sending

    def send(self, *chunks: bytes) -> None:
        """Sends; a server that has closed meanwhile is for the reading side to find."""
        try:
            self.socket.sendall(b"".join(chunks))
        except (BrokenPipeError, ConnectionResetError):
            pass

    def flood(self, chunk: bytes, copies: int = 1) -> None:
        """Sends a chunk over and over, reading meanwhile, until all is sent or the server closes."""
        rest = memoryview(chunk * copies)
        deadline = time.monotonic() + self.patience
        while rest and self.is_open and time.monotonic() < deadline:
            readable, writable, _ = select.select([self.socket], [self.socket], [], self.patience)
            if readable:
                self.read_some(deadline)
            elif writable:
                rest = rest[self._send_what_fits(rest[:READ_BYTES]) :]

    def _send_what_fits(self, chunk: memoryview) -> int:
        try:
            return self.socket.send(chunk, socket.MSG_DONTWAIT)
        except (BrokenPipeError, ConnectionResetError):
            # What the server said before it closed is still to be read.
            self.wait_for_close(1)
            self.is_open = False
            return 0

    def push(self, chunk: bytes, copies: int = 1, seconds: float = 1.0) -> int:
        """Sends a chunk over and over without reading, until nothing goes out any more; returns the bytes taken."""
        rest = memoryview(chunk * copies)
        total = len(rest)
        self.socket.settimeout(seconds)
        try:
            while rest:
                rest = rest[self.socket.send(rest[:READ_BYTES]) :]
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            pass
        return total - len(rest)

    def send_bytewise(self, chunk: bytes) -> None:
        for offset in range(len(chunk)):
            self.send(chunk[offset : offset + 1])

    # Receiving

    def read_until(self, condition: Callable[[], bool], what: str, timeout: float | None = None) -> None:
        """Reads frames until the condition holds.

        Raises Unexpected if the connection closes or goes silent before.
        """
        deadline = time.monotonic() + (self.patience if timeout is None else timeout)
        while not condition():
            try:
                self.read_some(deadline)
            except Silent:
                raise Unexpected(what, f"silence; {self.outcome}") from None
            if not self.is_open and not condition():
                raise Unexpected(what, str(self.outcome))

    def read_some(self, deadline: float) -> None:
        """Reads what has come and takes the complete frames in it."""
        self.socket.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            chunk = self.socket.recv(READ_BYTES)
        except TimeoutError:
            raise Silent from None
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            self.is_open = False
            return
        self._input += chunk
        self._take_frames()

    def read_available(self) -> None:
        """Takes what has come, without waiting for more."""
        try:
            while self.is_open:
                self.read_some(time.monotonic())
        except Silent:
            pass

    def _take_frames(self) -> None:
        while len(self._input) >= 9:
            parsed, length = Frame.parse_frame_header(memoryview(bytes(self._input[:9])))
            if len(self._input) < 9 + length:
                return
            parsed.parse_body(memoryview(bytes(self._input[9 : 9 + length])))
            del self._input[: 9 + length]
            self.received.append(parsed)
            self._take(parsed)

    def _take(self, parsed: Frame) -> None:
        if isinstance(parsed, SettingsFrame):
            if "ACK" in parsed.flags:
                self.settings_acks += 1
            else:
                self.server_settings |= parsed.settings
        elif isinstance(parsed, PingFrame):
            self._take_ping(parsed)
        elif isinstance(parsed, GoAwayFrame):
            self.goaway = parsed
        elif isinstance(parsed, RstStreamFrame):
            self.answer(parsed.stream_id).reset = parsed.error_code
        elif isinstance(parsed, DataFrame):
            answer = self.answer(parsed.stream_id)
            answer.body += parsed.data
            answer.has_ended = answer.has_ended or "END_STREAM" in parsed.flags
        elif isinstance(parsed, HeadersFrame | ContinuationFrame):
            self._take_header_fragment(parsed)

    def _take_ping(self, parsed: PingFrame) -> None:
        if "ACK" in parsed.flags:
            self.ping_acks.append(parsed.opaque_data)
        elif self.answers_pings:
            self.send(frames.ping(parsed.opaque_data, ack=True))

    def _take_header_fragment(self, parsed: HeadersFrame | ContinuationFrame) -> None:
        if isinstance(parsed, HeadersFrame):
            self._header_block = b""
            self._ends_stream = "END_STREAM" in parsed.flags
        self._header_block += parsed.data
        if "END_HEADERS" in parsed.flags:
            answer = self.answer(parsed.stream_id)
            answer.blocks.append([(str(name), str(value)) for name, value in self.decoder.decode(self._header_block)])
            answer.has_ended = answer.has_ended or self._ends_stream

    def answer(self, stream: int) -> Answer:
        return self.answers.setdefault(stream, Answer())

    # What happened

    @property
    def outcome(self) -> Outcome:
        resets = {stream: answer.reset for stream, answer in self.answers.items() if answer.reset is not None}
        return Outcome(self.is_open, None if self.goaway is None else self.goaway.error_code, resets)

    @property
    def last_stream_taken(self) -> int:
        return frames.MAXIMUM_STREAM_ID if self.goaway is None else self.goaway.last_stream_id

    def round_trip(self) -> bool:
        """Whether a PING comes back; if not, the connection is closed or about to be."""
        self._pings += 1
        payload = b"%08d" % self._pings
        self.send(frames.ping(payload))
        deadline = time.monotonic() + self.patience
        while self.is_open and payload not in self.ping_acks:
            self.read_some(deadline)
        return payload in self.ping_acks

    def settle(self) -> Outcome:
        """The outcome once the server has taken everything sent.

        Two round trips, since a PING's answer overtakes other frames that wait to be written.
        """
        try:
            if self.round_trip():
                self.round_trip()
        except Silent:
            return replace(self.outcome, is_silent=True)
        return self.outcome

    def wait_for_close(self, timeout: float | None = None) -> Outcome:
        """The outcome once the server has closed the connection, or the time is over."""
        deadline = time.monotonic() + (self.patience if timeout is None else timeout)
        try:
            while self.is_open:
                self.read_some(deadline)
        except Silent:
            pass
        return self.outcome

    def reads_until_reset(self, streams: Iterable[int]) -> bool:
        """Whether the server resets all of the streams, and goes on."""
        waiting = set(streams)
        deadline = time.monotonic() + self.patience
        try:
            while waiting and self.is_open and self.goaway is None:
                self.read_some(deadline)
                waiting = {stream for stream in waiting if self.answer(stream).reset is None}
        except Silent:
            return False
        return self.is_open and self.goaway is None

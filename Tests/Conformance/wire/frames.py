"""Builds frames, well-formed or not (RFC 9113 sections 4.1 and 6)."""

import struct
from enum import IntEnum

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
MAXIMUM_STREAM_ID = 2**31 - 1
MAXIMUM_WINDOW = 2**31 - 1
DEFAULT_WINDOW = 65_535
DEFAULT_FRAME_SIZE = 16_384


class FrameType(IntEnum):
    DATA = 0
    HEADERS = 1
    PRIORITY = 2
    RST_STREAM = 3
    SETTINGS = 4
    PUSH_PROMISE = 5
    PING = 6
    GOAWAY = 7
    WINDOW_UPDATE = 8
    CONTINUATION = 9
    PRIORITY_UPDATE = 0x10
    UNASSIGNED = 0xB7


class Flag(IntEnum):
    NONE = 0
    ACK = 1
    END_STREAM = 1
    END_HEADERS = 4
    PADDED = 8
    PRIORITY = 0x20


class Setting(IntEnum):
    HEADER_TABLE_SIZE = 1
    ENABLE_PUSH = 2
    MAX_CONCURRENT_STREAMS = 3
    INITIAL_WINDOW_SIZE = 4
    MAX_FRAME_SIZE = 5
    MAX_HEADER_LIST_SIZE = 6
    ENABLE_CONNECT_PROTOCOL = 8
    NO_RFC7540_PRIORITIES = 9
    UNASSIGNED = 0xF00D


class ErrorCode(IntEnum):
    NO_ERROR = 0
    PROTOCOL_ERROR = 1
    INTERNAL_ERROR = 2
    FLOW_CONTROL_ERROR = 3
    SETTINGS_TIMEOUT = 4
    STREAM_CLOSED = 5
    FRAME_SIZE_ERROR = 6
    REFUSED_STREAM = 7
    CANCEL = 8
    COMPRESSION_ERROR = 9
    CONNECT_ERROR = 10
    ENHANCE_YOUR_CALM = 11
    INADEQUATE_SECURITY = 12
    HTTP_1_1_REQUIRED = 13


def frame(
    kind: int,
    flags: int = Flag.NONE,
    stream: int = 0,
    payload: bytes = b"",
    *,
    declared_length: int | None = None,
) -> bytes:
    """A frame of any type; `declared_length` lies about the size of `payload`."""
    length = len(payload) if declared_length is None else declared_length
    return struct.pack(">I", length)[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def data(stream: int, payload: bytes = b"", *, end: bool = False, padding: int | None = None) -> bytes:
    flags: int = Flag.END_STREAM if end else Flag.NONE
    if padding is not None:
        flags |= Flag.PADDED
        payload = bytes([padding]) + payload + bytes(padding)
    return frame(FrameType.DATA, flags, stream, payload)


def headers(stream: int, block: bytes, *, end: bool = False, end_headers: bool = True) -> bytes:
    flags = (Flag.END_STREAM if end else 0) | (Flag.END_HEADERS if end_headers else 0)
    return frame(FrameType.HEADERS, flags, stream, block)


def continuation(stream: int, block: bytes = b"", *, end_headers: bool = False) -> bytes:
    return frame(FrameType.CONTINUATION, Flag.END_HEADERS if end_headers else Flag.NONE, stream, block)


def priority(stream: int, dependency: int = 0, weight: int = 15) -> bytes:
    return frame(FrameType.PRIORITY, Flag.NONE, stream, struct.pack(">IB", dependency, weight))


def rst_stream(stream: int, code: int = ErrorCode.CANCEL) -> bytes:
    return frame(FrameType.RST_STREAM, Flag.NONE, stream, struct.pack(">I", code))


def settings(*entries: tuple[int, int]) -> bytes:
    payload = b"".join(struct.pack(">HI", identifier, value) for identifier, value in entries)
    return frame(FrameType.SETTINGS, Flag.NONE, 0, payload)


def settings_ack() -> bytes:
    return frame(FrameType.SETTINGS, Flag.ACK)


def ping(payload: bytes = bytes(8), *, ack: bool = False) -> bytes:
    return frame(FrameType.PING, Flag.ACK if ack else Flag.NONE, 0, payload)


def goaway(last_stream: int = 0, code: int = ErrorCode.NO_ERROR, debug: bytes = b"", *, stream: int = 0) -> bytes:
    return frame(FrameType.GOAWAY, Flag.NONE, stream, struct.pack(">II", last_stream, code) + debug)


def window_update(stream: int, increment: int) -> bytes:
    return frame(FrameType.WINDOW_UPDATE, Flag.NONE, stream, struct.pack(">I", increment))

"""gRPC requests to grpc.testing.TestService: header fields and framed messages."""

import struct
from collections.abc import Mapping

from wire.hpack_codes import Field, block

SERVICE = "/grpc.testing.TestService/"
EMPTY_CALL = SERVICE + "EmptyCall"
UNARY_CALL = SERVICE + "UnaryCall"
STREAMING_OUTPUT_CALL = SERVICE + "StreamingOutputCall"
STREAMING_INPUT_CALL = SERVICE + "StreamingInputCall"
FULL_DUPLEX_CALL = SERVICE + "FullDuplexCall"


class GRPCStatus:
    """The codes that tests name (grpc `statuscodes.md`)."""

    OK = 0
    CANCELLED = 1
    DEADLINE_EXCEEDED = 4
    RESOURCE_EXHAUSTED = 8
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14


def request_fields(
    path: str = EMPTY_CALL,
    *,
    replacing: Mapping[str, str | None] | None = None,
    adding: tuple[Field, ...] = (),
) -> list[Field]:
    """The fields of a good request, with some of them replaced, left out (`None`) or added at the end."""
    fields: dict[str, str | None] = {
        ":method": "POST",
        ":scheme": "http",
        ":path": path,
        ":authority": "localhost",
        "te": "trailers",
        "content-type": "application/grpc",
    }
    fields |= replacing or {}
    return [(name.encode(), value.encode()) for name, value in fields.items() if value is not None] + list(adding)


def request_block(path: str = EMPTY_CALL, **changes: object) -> bytes:
    return block(request_fields(path, **changes))  # type: ignore[arg-type]


def message(payload: bytes = b"", *, flag: int = 0, declared_length: int | None = None) -> bytes:
    """A message with its 5-byte prefix; `declared_length` lies about the size of `payload`."""
    return struct.pack(">BI", flag, len(payload) if declared_length is None else declared_length) + payload


def varint(value: int) -> bytes:
    encoded = bytearray()
    while value >= 128:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def number_field(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def bytes_field(number: int, value: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(value)) + value


def unary_request(*, answer_bytes: int = 0, body: bytes = b"") -> bytes:
    """A `SimpleRequest`, framed: field 2 is response_size, field 3 the payload with its body in field 2."""
    payload = bytes_field(3, bytes_field(2, body)) if body else b""
    return message((number_field(2, answer_bytes) if answer_bytes else b"") + payload)


def output_request(*answers: tuple[int, int]) -> bytes:
    """A `StreamingOutputCallRequest`, framed: one pair of size and pause in microseconds for each answer."""
    parameters = (number_field(1, size) + (number_field(2, pause) if pause else b"") for size, pause in answers)
    return message(b"".join(bytes_field(2, parameter) for parameter in parameters))

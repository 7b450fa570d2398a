"""The request messages of the benchmark, encoded by hand so that no generated code is needed."""

SERVICE = "kaa.benchmark.v1.BenchmarkService"
ECHO = f"/{SERVICE}/Echo"
LIST = f"/{SERVICE}/List"


def varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(encoded) + bytes([number])


def number(field, value):
    return varint(field << 3) + varint(value)


def bytes_of(field, value):
    return varint(field << 3 | 2) + varint(len(value)) + value


def echo(payload_bytes=35):
    """An EchoRequest, and at the same time the EchoResponse that answers it; 107 bytes with a payload of 35."""
    return (
        bytes_of(1, b"0199f3a0-5e1c-7c4b-9d2e-6f1a2b3c4d5e")
        + bytes_of(2, b"Contact attempt")
        + number(3, 1_790_000_000_000)
        + number(4, 2)
        + bytes_of(5, bytes([1, 2, 3, 4]))
        + bytes_of(6, b"p" * payload_bytes)
    )


def list_request(count, payload_bytes):
    return number(1, count) + number(2, payload_bytes)


def framed(message):
    """A message as gRPC sends it: uncompressed, with its length."""
    return b"\0" + len(message).to_bytes(4, "big") + message

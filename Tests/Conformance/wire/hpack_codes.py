"""Builds header blocks instruction by instruction, also those no encoder would build (RFC 7541 section 6)."""

from collections.abc import Iterable

Field = tuple[bytes, bytes]

# Entries of the static table that tests name (RFC 7541 appendix A).
METHOD_GET = 2
METHOD_POST = 3
PATH_ROOT = 4
SCHEME_HTTP = 6
ACCEPT_ENCODING = 16
LAST_STATIC = 61
FIRST_DYNAMIC = 62
DEFAULT_TABLE_SIZE = 4096


def integer(value: int, prefix_bits: int, pattern: int = 0) -> bytes:
    """An integer behind the high bits of `pattern` (section 5.1)."""
    limit = (1 << prefix_bits) - 1
    if value < limit:
        return bytes([pattern | value])
    encoded = bytearray([pattern | limit])
    value -= limit
    while value >= 128:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def text(value: bytes, *, huffman: bool = False) -> bytes:
    """A string literal whose bytes are already Huffman-coded if `huffman` (section 5.2)."""
    return integer(len(value), 7, 0x80 if huffman else 0) + value


def indexed(index: int) -> bytes:
    return integer(index, 7, 0x80)


def literal(name: bytes, value: bytes) -> bytes:
    """A field that leaves the dynamic table alone (section 6.2.2)."""
    return b"\x00" + text(name) + text(value)


def never_indexed(name: bytes, value: bytes) -> bytes:
    return b"\x10" + text(name) + text(value)


def added(name: bytes, value: bytes) -> bytes:
    """A field that enters the dynamic table (section 6.2.1)."""
    return b"\x40" + text(name) + text(value)


def added_with_indexed_name(index: int, value: bytes) -> bytes:
    return integer(index, 6, 0x40) + text(value)


def table_size(size: int) -> bytes:
    return integer(size, 5, 0x20)


def block(fields: Iterable[Field]) -> bytes:
    """Fields as literals, so that blocks can be sent in any order and any number of times."""
    return b"".join(literal(name, value) for name, value in fields)

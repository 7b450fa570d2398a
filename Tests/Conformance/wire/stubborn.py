"""Calls of interop-server's that go on when they are cancelled."""

from typing import Protocol

from wire.calls import message
from wire.peer import Peer

STAY_CALL = "/kaa.test.Stubborn/Stay"
PEAK_CALL = "/kaa.test.Stubborn/Peak"


class HasPeers(Protocol):
    def peer(self) -> Peer: ...


def peak_handlers(server: HasPeers) -> int:
    """How many of the calls have run at once, as the server says in field 1 of its answer."""
    with server.peer() as peer:
        peer.request(1, PEAK_CALL, message())
        body = peer.expect_success(1).body[5:]
    return sum((byte & 127) << 7 * index for index, byte in enumerate(body[1:]))

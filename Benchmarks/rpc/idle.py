"""Holds many connections that make no calls, to see what each costs the server."""

import dataclasses
import resource
import selectors
import socket
import sys
import time

import messages
from connection import ACK, SETTINGS, Connection, frame, is_settings_acknowledged, opening

AT_A_TIME = 256
DEADLINE_SECONDS = 120


@dataclasses.dataclass
class IdleMeasurement:
    held: int
    bytes_each: float
    call_seconds: float


class HeldConnections:
    """Connections over which both sides have greeted each other, and nothing else."""

    def __init__(self, port, count):
        self.selector = selectors.DefaultSelector()
        self.port = port
        self.sockets = []
        self.greeted = 0
        started = time.monotonic()
        while self.greeted < count:
            while len(self.sockets) < count and len(self.sockets) - self.greeted < AT_A_TIME:
                self.open()
            for key, _ in self.selector.select(timeout=1):
                self.read(key)
            if time.monotonic() - started > DEADLINE_SECONDS:
                sys.exit(f"bench-rpc: only {self.greeted} of {count} connections came about")

    def open(self):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall(opening() + frame(SETTINGS, ACK, 0))
        self.sockets.append(connection)
        self.selector.register(connection, selectors.EVENT_READ, bytearray())

    def read(self, key):
        received = key.fileobj.recv(4096)
        if not received:
            sys.exit(f"bench-rpc: the server closed connection {self.greeted + 1}")
        key.data.extend(received)
        if is_settings_acknowledged(key.data):
            self.selector.unregister(key.fileobj)
            self.greeted += 1

    def close(self):
        self.selector.close()
        for connection in self.sockets:
            connection.close()


def raise_limit(connections):
    """Lets this process and those it starts have so many sockets."""
    wanted = connections + 1000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        if hard != resource.RLIM_INFINITY and hard < wanted:
            sys.exit(f"bench-rpc: {wanted} open files are needed and {hard} allowed; see ulimit -Hn")
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def measure_idle(server, count):
    """Holds so many connections at once and makes calls over another."""
    caller = Connection(server.port, server.token)
    body = messages.framed(messages.echo())
    caller.calls(messages.ECHO, body, 32)
    before = server.memory("VmRSS")
    held = HeldConnections(server.port, count)
    bytes_each = (server.memory("VmRSS") - before) / count
    started = time.monotonic()
    newcomer = Connection(server.port, server.token)
    for connection in (newcomer, caller):
        if any(answer.status != "0" for answer in connection.calls(messages.ECHO, body, 32)):
            sys.exit(f"bench-rpc: {server.name} no longer serves with {count} connections held")
    seconds = time.monotonic() - started
    for connection in (newcomer, caller, held):
        connection.close()
    return IdleMeasurement(count, bytes_each, seconds)

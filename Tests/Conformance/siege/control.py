"""Measurements that the server has no part in: whether the machine itself was starved."""

import socket
import time
from pathlib import Path


def echo_forever(connection: socket.socket, others: socket.socket) -> None:
    """Sends every byte back until the other end closes."""
    others.close()
    while connection.recv(1):
        connection.send(b"x")


def round_trip_seconds(connection: socket.socket) -> float:
    began = time.monotonic()
    connection.send(b"x")
    connection.recv(1)
    return time.monotonic() - began


def waited_seconds(pid: int) -> float:
    """How long the threads of a process have been ready to run and got no processor (proc(5), schedstat)."""
    waited = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            waited += int((task / "schedstat").read_text().split()[1])
        except FileNotFoundError:
            continue
    return waited / 1e9

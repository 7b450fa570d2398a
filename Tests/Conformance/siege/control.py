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


class Runqueue:
    """How long the threads of a process are ready to run and get no processor (proc(5), schedstat)."""

    def __init__(self, pid: int) -> None:
        self._tasks = Path(f"/proc/{pid}/task")
        self._before = self._read()

    def _read(self) -> dict[str, int]:
        waited = {}
        for task in self._tasks.iterdir():
            try:
                waited[task.name] = int((task / "schedstat").read_text().split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
        return waited

    def waited_seconds(self) -> float:
        """What the thread that waited longest has waited since the last look."""
        now = self._read()
        longest = max((waited - self._before.get(thread, 0) for thread, waited in now.items()), default=0)
        self._before = now
        return longest / 1e9

"""The client that keeps the rules while others attack: one unary call after another, and how long each took."""

import socket
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ConnectionTerminated, DataReceived, StreamEnded, StreamReset, TrailersReceived

from siege.control import Runqueue, echo_forever, round_trip_seconds
from wire.calls import EMPTY_CALL, message, request_fields
from wire.connection import Address

PAUSE_SECONDS = 0.002
CALL_SECONDS = 5.0
STOP_SECONDS = 10.0

FORK = get_context("fork")


@dataclass(frozen=True)
class Sample:
    """One call, and what others did to it.

    `control_seconds` is a round trip that the server had no part in, just before; in `starved_seconds` of the call the
    server was ready to run and the machine ran something else.
    """

    began: float
    seconds: float
    control_seconds: float
    starved_seconds: float


@dataclass(frozen=True)
class Report:
    """All calls of a polite client, and the error that ended them."""

    samples: list[Sample]
    failure: str | None


class Line:
    """A connection for one call at a time. The library checks every frame that the server sends."""

    def __init__(self, address: Address) -> None:
        self._socket = socket.create_connection(address, CALL_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._http = H2Connection(H2Configuration(client_side=True, header_encoding="ascii"))
        self._http.initiate_connection()
        self._flush()

    def call(self) -> None:
        """Makes a call that must succeed."""
        stream = self._http.get_next_available_stream_id()
        self._http.send_headers(stream, request_fields(EMPTY_CALL))
        self._http.send_data(stream, message(), end_stream=True)
        self._flush()
        status = None
        while True:
            chunk = self._socket.recv(65_536)
            if not chunk:
                raise ConnectionError("the server closed the connection")
            for event in self._http.receive_data(chunk):
                if isinstance(event, TrailersReceived):
                    status = {str(name): str(value) for name, value in event.headers}.get("grpc-status")
                elif isinstance(event, DataReceived):
                    self._http.acknowledge_received_data(event.flow_controlled_length, stream)
                elif isinstance(event, StreamEnded):
                    self._flush()
                    if status != "0":
                        raise ConnectionError(f"grpc-status {status}")
                    return
                elif isinstance(event, StreamReset | ConnectionTerminated):
                    raise ConnectionError(f"{event}")

    def _flush(self) -> None:
        self._socket.sendall(self._http.data_to_send())


class PoliteClient:
    """Calls from a process of its own, from `start` to `stop`."""

    def __init__(self, address: Address, server_pid: int) -> None:
        self._pipe, self._childs_pipe = FORK.Pipe()
        self._process: BaseProcess = FORK.Process(
            target=_run, args=(address, server_pid, self._childs_pipe), daemon=False
        )

    def start(self) -> None:
        """Returns when the first calls have succeeded."""
        self._process.start()
        self._childs_pipe.close()
        if not self._pipe.poll(CALL_SECONDS + 5):
            raise RuntimeError("the polite client did not get through before the attack")
        self._pipe.recv()

    def stop(self) -> Report:
        self._pipe.send("stop")
        if not self._pipe.poll(STOP_SECONDS):
            self._process.kill()
            raise RuntimeError("the polite client does not end")
        report: Report = self._pipe.recv()
        self._process.join()
        return report


def _run(address: Address, server_pid: int, pipe: Connection) -> None:
    """The polite client's own process, and a third one that only echoes."""
    ours, theirs = socket.socketpair()
    echo = FORK.Process(target=echo_forever, args=(theirs, ours))
    echo.start()
    theirs.close()
    samples: list[Sample] = []
    failure = None
    is_ready = False
    try:
        line = Line(address)
        runqueue = Runqueue(server_pid)
        while not (is_ready and pipe.poll()):
            control = round_trip_seconds(ours)
            runqueue.waited_seconds()
            began = time.monotonic()
            line.call()
            seconds = time.monotonic() - began
            samples.append(Sample(began, seconds, control, runqueue.waited_seconds()))
            if not is_ready and len(samples) == 20:
                pipe.send("ready")
                is_ready = True
            time.sleep(PAUSE_SECONDS)
    except Exception as error:
        failure = f"{type(error).__name__}: {error} after {len(samples)} calls"
    if not is_ready:
        pipe.send("ready")
    pipe.recv()
    pipe.send(Report(samples, failure))
    ours.close()
    echo.join()

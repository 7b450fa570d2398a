"""What is measured, and one measurement of one server."""

import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

import messages
from connection import Connection
from servers import AUDITED, COMPARED, CPP, GRPC_SWIFT, NAMES, OURS

OK, UNAUTHENTICATED = "0", "16"
TRAFFIC = re.compile(r"traffic: .*? \((\d+)\) total, .*? \((\d+)\) headers .*?, .*? \((\d+)\) data")
SPEED = re.compile(r"finished in ([\d.]+)(us|ms|s), ([\d.]+) req/s")
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


@dataclasses.dataclass(frozen=True)
class Workload:
    """A kind of call, and how many at a time."""

    title: str
    path: str
    request: bytes
    connections: int
    streams: int
    unit: str = "calls"
    # How many of what is counted one call gives.
    per_call: int = 1
    tls: bool = False
    measures_latency: bool = False
    # What the figure of ours must be in terms of another's: how often the rate, or at most how often the latency.
    targets: dict = dataclasses.field(default_factory=dict, hash=False)
    # Which servers it is for; those that are measured against each other if none are named.
    servers: tuple = COMPARED
    # The share of our own rate that is to be left with what the kernel adds.
    remaining: dict = dataclasses.field(default_factory=dict, hash=False)
    # Whether server and load run where the system puts them, instead of on one processor each.
    shares_processors: bool = False


STREAMED, STREAMED_BYTES = 1000, 1024
# A message of 1 KiB: the payload with its own header and the index beside it.
LISTED = messages.list_request(STREAMED, STREAMED_BYTES - 6)

WORKLOADS = {
    "unary": Workload(
        "unary, 107 bytes, 8 connections of 32 streams", messages.ECHO, messages.echo(), 8, 32,
        targets={CPP: 2, GRPC_SWIFT: 10}, servers=NAMES, remaining={AUDITED: 0.75},
    ),
    "shared": Workload(
        "the same, server and load on whichever processor is free", messages.ECHO, messages.echo(), 8, 32,
        servers=OURS, remaining={AUDITED: 0.75}, shares_processors=True,
    ),
    "latency": Workload(
        "unary, 107 bytes, 1 connection of 1 stream", messages.ECHO, messages.echo(), 1, 1,
        measures_latency=True, targets={CPP: 1.5},
    ),
    "streaming": Workload(
        "server streaming, 1 KiB, 4 connections of 4 streams", messages.LIST, LISTED, 4, 4,
        unit="messages", per_call=STREAMED, targets={CPP: 1.5},
    ),
    "large": Workload("unary, 64 KiB, 8 connections of 4 streams", messages.ECHO, messages.echo(65_536), 8, 4),
    "tls": Workload("unary, 107 bytes, TLS, 8 connections of 32 streams", messages.ECHO, messages.echo(), 8, 32, tls=True),
}  # fmt: skip


@dataclasses.dataclass
class Measurement:
    """One run of one workload against one server."""

    rate: float
    processor: float
    peak: int
    latencies: list[float]

    def percentile(self, share):
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)]


def answered_bytes(server, workload, rounds):
    """Makes calls as the load does, sees that each succeeds, and tells how many bytes of body an answer has."""
    body = messages.framed(workload.request)
    connection = Connection(server.port, server.token, server.tls)
    sizes = set()
    for _ in range(rounds):
        for answer in connection.calls(workload.path, body, workload.streams):
            if answer.status != OK:
                sys.exit(f"bench-rpc: {server.name} answers {answer}")
            sizes.add(answer.body_bytes)
    connection.close()
    if len(sizes) != 1:
        sys.exit(f"bench-rpc: the answers of {server.name} differ: {sizes}")
    return sizes.pop()


def check_refusal(server):
    """Sees that a call with another token is refused, so that the check of the token is really measured."""
    for token in (None, "wrong"):
        connection = Connection(server.port, token, server.tls)
        (answer,) = connection.calls(messages.ECHO, messages.framed(messages.echo()), 1)
        if answer.status != UNAUTHENTICATED:
            sys.exit(f"bench-rpc: {server.name} answers a call with the token {token!r} with {answer}")
        connection.close()


def h2load(server, workload, calls, processor=None, log=None):
    """One run of h2load: seconds, and the bytes of body it got."""
    with tempfile.NamedTemporaryFile() as data:
        data.write(messages.framed(workload.request))
        data.flush()
        pin = ["taskset", "--cpu-list", str(processor)] if processor is not None else []
        command = [
            *pin, "h2load", "-t1", f"-c{workload.connections}", f"-m{workload.streams}", f"-n{calls}", "-d", data.name,
            *([f"--log-file={log}"] if log else []),
            "-H", "content-type: application/grpc", "-H", "te: trailers", "-H", f"authorization: Bearer {server.token}",
            f"{'https' if server.tls else 'http'}://127.0.0.1:{server.port}{workload.path}",
        ]  # fmt: skip
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if f"{calls} succeeded, 0 failed, 0 errored, 0 timeout" not in output:
        sys.exit(f"bench-rpc: h2load could not finish its calls of {server.name}:\n{output}")
    seconds, unit, _ = SPEED.search(output).groups()
    return float(seconds) * UNITS[unit], int(TRAFFIC.search(output).group(3))


def measure(server, workload, seconds, processor=None):
    """Measures for about so many seconds, and sees before, after and in the sum of bytes that all calls succeed."""
    check_refusal(server)
    expected = answered_bytes(server, workload, 4)
    least = workload.connections * workload.streams
    # The second of two short runs tells how many calls fill the time; both warm the server up.
    for _ in range(2):
        trial = max(least, int(least * 20 / workload.per_call**0.5))
        elapsed, _ = h2load(server, workload, trial, processor)
    calls = max(least, int(trial / elapsed * seconds))
    latencies = []
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "log" if workload.measures_latency else None
        before = server.processor_seconds()
        elapsed, received = h2load(server, workload, calls, processor, log)
        used = server.processor_seconds() - before
        if log:
            latencies = sorted(int(line.split("\t")[2]) / 1e6 for line in log.read_text().splitlines())
    if received != calls * expected:
        sys.exit(f"bench-rpc: {server.name} answered with {received} bytes instead of {calls * expected}")
    answered_bytes(server, workload, 4)
    count = calls * workload.per_call
    return Measurement(count / elapsed, used / count, server.memory("VmHWM"), latencies)

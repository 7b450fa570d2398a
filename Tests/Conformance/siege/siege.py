"""What every attack has in common: the time it lasts, and what must hold meanwhile and afterwards."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from server.memory import MIB
from server.process import ServerProcess
from siege.polite import PoliteClient, Report
from wire.peer import Peer

ATTACK_SECONDS = 0.9
P99_BOUND_SECONDS = 0.1
# What is slow without the server too says nothing about the server.
STARVED_CONTROL_SECONDS = 0.03
FEWEST_SAMPLES = 8
# An attack that is over sooner is watched for this long.
SHORTEST_SECONDS = 0.7


class Starved(AssertionError):
    """The polite client waited too long, and the machine was busy with something else."""


@dataclass(frozen=True)
class Figures:
    """What a siege measured."""

    calls: int
    p99_seconds: float
    control_p99_seconds: float
    grown_bytes: int
    bound_bytes: int


class Siege:
    """A server of its own under attack, for as long as a `with` block lasts.

    On the way out it holds: the polite client got every call answered, the slowest hundredth aside within 100 ms;
    the server's memory grew by no more than `memory`; new connections are served; and the server ends when asked.
    """

    def __init__(
        self, binary: Path, *arguments: str, memory: int, open_files: int | None = None, **limits: int
    ) -> None:
        self._bound = memory
        self.server = ServerProcess(binary, *arguments, open_files=open_files, **{"shutdownGrace": 3000, **limits})
        self._began = 0.0
        self._resident = 0
        self.figures: Figures | None = None

    def __enter__(self) -> Self:
        self.server.__enter__()
        try:
            self._polite = PoliteClient(self.server.address, self.server.pid)
            self._polite.start()
        except BaseException:
            self.server.__exit__(RuntimeError, None, None)
            raise
        self.server.reset_peak()
        self._resident = self.server.resident_bytes
        self._began = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            time.sleep(max(0.0, self._began + SHORTEST_SECONDS - time.monotonic()))
        ended = time.monotonic()
        try:
            if self.server.is_running:
                grown = self.server.peak_bytes - self._resident
                report = self._polite.stop()
                if kind is None:
                    self._judge(report, ended, grown)
            elif kind is None:
                raise AssertionError(f"the server died:\n{self.server.log[-4000:]}")
        except BaseException as failure:
            self.server.__exit__(type(failure), failure, None)
            raise
        self.server.__exit__(kind, error, trace)

    def _judge(self, report: Report, ended: float, grown: int) -> None:
        samples = [sample for sample in report.samples if self._began <= sample.began <= ended]
        control = percentile([sample.control_seconds for sample in samples])
        slow = percentile([sample.seconds for sample in samples])
        self.figures = Figures(len(samples), slow, control, grown, self._bound)
        assert report.failure is None, f"the polite client failed: {report.failure}"
        if slow >= P99_BOUND_SECONDS or len(samples) < FEWEST_SAMPLES:
            fair = percentile([sample.seconds - sample.starved_seconds for sample in samples])
            finding = f"the polite client's p99 is {slow * 1000:.0f} ms in {len(samples)} calls"
            if control > STARVED_CONTROL_SECONDS or fair < P99_BOUND_SECONDS <= slow:
                raise Starved(
                    f"{finding}, {fair * 1000:.0f} ms with a processor, {control * 1000:.0f} ms without server"
                )
            raise AssertionError(finding)
        assert grown < self._bound, f"grew by {grown / MIB:.1f} MiB; the bound is {self._bound / MIB:.0f} MiB"
        with self.peer() as peer:
            peer.call(1)

    def peer(self, *settings: tuple[int, int], handshake: bool = True, **options: object) -> Peer:
        return Peer(self.server.address, *settings, handshake=handshake, **options)  # type: ignore[arg-type]

    def attackers(self, *settings: tuple[int, int], handshake: bool = True) -> Iterator[Peer]:
        """One connection after another for as long as an attack lasts, at least one."""
        while True:
            with self.peer(*settings, handshake=handshake) as peer:
                yield peer
            if not self.goes_on():
                return

    def goes_on(self) -> bool:
        return time.monotonic() - self._began < ATTACK_SECONDS


Besiege = Callable[..., Siege]


def percentile(values: list[float], share: float = 0.99) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0

"""The servers that the cases are run against."""

import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 30.0
STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Certificate:
    """A certificate for tests: its authority, itself, its key, and a name that it is for."""

    authority: Path
    chain: Path
    key: Path
    name: str


class Server:
    """A process that prints where it serves, for as long as a `with` block lasts."""

    def __init__(self, command: list[str], certificate: Certificate | None) -> None:
        tls = [] if certificate is None else ["--tls-cert", str(certificate.chain), "--tls-key", str(certificate.key)]
        self._command = command + tls
        self._output = tempfile.TemporaryFile()
        self._process: subprocess.Popen[bytes] | None = None
        self.certificate = certificate
        self.port = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=self._output, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START_SECONDS
        while self.port == 0:
            found = re.search(r"serving on \S+:(\d+)", self.output)
            if found:
                self.port = int(found.group(1))
            elif self._process.poll() is not None or time.monotonic() > deadline:
                self._process.kill()
                raise RuntimeError(f"{self._command[0]} does not serve:\n{self.output}")
            else:
                time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        if status != 0 and kind is None:
            raise RuntimeError(f"{self._command[0]} ended with status {status}:\n{self.output}")

    @property
    def output(self) -> str:
        self._output.seek(0)
        return self._output.read().decode(errors="replace")


def own_server(binary: Path, certificate: Certificate | None) -> Server:
    """`interop-server`."""
    return Server([str(binary), "--port=0"], certificate)


def grpcio_server(certificate: Certificate | None) -> Server:
    """The same service by grpcio."""
    return Server([sys.executable, str(Path(__file__).with_name("grpcio_server.py"))], certificate)

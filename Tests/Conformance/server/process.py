"""Runs the server under test."""

import os
import re
import resource
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from server.memory import open_files, peak_bytes, reset_peak, resident_bytes
from wire.connection import Address

START_SECONDS = 30.0
STOP_SECONDS = 20.0


class ServerProcess:
    """A server on a free port, with limits of its own, for as long as a `with` block lasts."""

    def __init__(self, binary: Path, *arguments: str, open_files: int | None = None, **limits: int) -> None:
        bounds = [f"--limit={name}={value}" for name, value in limits.items()]
        self._command = [str(binary), "--port=0", *bounds, *arguments]
        self._open_files = open_files
        self._log = tempfile.TemporaryFile()
        self._process: subprocess.Popen[bytes] | None = None
        self.address: Address = ("127.0.0.1", 0)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            preexec_fn=self._limit_open_files if self._open_files else None,
        )
        try:
            self.address = ("127.0.0.1", self._wait_for_port())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        status = self._end()
        # A crash is a failure even if no test noticed.
        if kind is None and status not in (0, -signal.SIGKILL):
            raise AssertionError(f"the server ended with status {status}:\n{self.log[-4000:]}")

    def _limit_open_files(self) -> None:
        assert self._open_files is not None
        resource.setrlimit(resource.RLIMIT_NOFILE, (self._open_files, self._open_files))

    def _wait_for_port(self) -> int:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            found = re.search(r"serving on \S*:(\d+)", self.log)
            if found:
                return int(found.group(1))
            if not self.is_running:
                break
            time.sleep(0.01)
        raise RuntimeError(f"{self._command[0]} did not listen:\n{self.log}")

    def _end(self) -> int:
        """SIGTERM, and SIGKILL if that does not help."""
        assert self._process is not None
        if self.is_running:
            self.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        return self._process.wait()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        assert self._process is not None
        return self._process.poll() is None

    @property
    def log(self) -> str:
        length = self._log.seek(0, os.SEEK_END)
        return os.pread(self._log.fileno(), length, 0).decode(errors="replace")

    def terminate(self) -> None:
        """Asks the server to drain."""
        assert self._process is not None
        self._process.terminate()

    def wait(self, timeout: float) -> int:
        assert self._process is not None
        return self._process.wait(timeout)

    @property
    def resident_bytes(self) -> int:
        return resident_bytes(self.pid)

    @property
    def open_files(self) -> int:
        return open_files(self.pid)

    @property
    def peak_bytes(self) -> int:
        return peak_bytes(self.pid)

    def reset_peak(self) -> None:
        reset_peak(self.pid)

"""The clients that run the cases; each yields what came of every case."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from servers import Certificate, Server

CASE_SECONDS = 30.0
RUN_SECONDS = 120.0

Outcome = tuple[str, str | None]
"""A case, and why it failed; None if it did not."""

CLIENT = "(the client)"
"""Stands for a case when a client fails as a whole."""

FRAME_CASES = [
    "client_compressed_unary",
    "server_compressed_unary",
    "client_compressed_streaming",
    "server_compressed_streaming",
]

RUBY_CASES = [
    "empty_unary",
    "large_unary",
    "client_compressed_unary",
    "client_streaming",
    "client_compressed_streaming",
    "server_streaming",
    "ping_pong",
    "empty_stream",
    "custom_metadata",
    "status_code_and_message",
    "unimplemented_method",
    "unimplemented_service",
    "cancel_after_begin",
    "cancel_after_first_response",
    "timeout_on_sleeping_server",
]


@cache
def ruby_gem() -> Path:
    """Where Debian's ruby-grpc is, which brings the client of the gRPC project and certificates for it."""
    program = "print Gem::Specification.find_by_name('grpc').gem_dir"
    return Path(subprocess.run(["ruby", "-e", program], check=True, capture_output=True, text=True).stdout)


def ruby_certificate() -> Certificate:
    """The certificates that the Ruby client expects."""
    folder = ruby_gem() / "src/ruby/spec/testdata"
    return Certificate(folder / "ca.pem", folder / "server1.pem", folder / "server1.key", "foo.test.google.fr")


def run_ruby(server: Server) -> Iterator[Outcome]:
    """The gRPC project's own client for Ruby, which takes one case at a time."""
    tls = ["--use_tls", "false"]
    if server.certificate is not None:
        tls = ["--use_tls", "true", "--use_test_ca", "true", "--server_host_override", server.certificate.name]
    client = ["ruby", str(ruby_gem() / "src/ruby/pb/test/client.rb"), "--server_host", "127.0.0.1"]
    for case in RUBY_CASES:
        command = [*client, "--server_port", str(server.port), *tls, "--test_case", case]
        try:
            result = subprocess.run(command, timeout=CASE_SECONDS, capture_output=True, text=True)
        except subprocess.TimeoutExpired:
            yield case, f"did not end in {CASE_SECONDS:.0f} s"
            continue
        # It says so itself when a case has run to its end.
        passed = result.returncode == 0 and f"OK: {case}" in result.stdout
        yield case, None if passed else last_line(result.stdout + result.stderr)


def run_own(binary: Path, server: Server, *options: str) -> Iterator[Outcome]:
    """`interop-client`, which runs all cases."""
    return run_all([str(binary)], server, *options)


def run_grpcio(server: Server) -> Iterator[Outcome]:
    """The cases by grpcio."""
    return run_all([sys.executable, str(Path(__file__).with_name("grpcio_client.py"))], server)


def run_all(client: list[str], server: Server, *options: str) -> Iterator[Outcome]:
    """A client that runs all cases and prints a line for each."""
    command = [*client, "--port", str(server.port), *options]
    if server.certificate is not None:
        command += ["--tls-ca", str(server.certificate.authority), "--tls-name", server.certificate.name]
    result = subprocess.run(command, timeout=RUN_SECONDS, capture_output=True, text=True)
    outcomes = [line.split("\t", 1) for line in result.stdout.splitlines() if "\t" in line]
    for case, outcome in outcomes:
        yield case, None if outcome == "ok" else outcome
    if not outcomes or (result.returncode != 0 and all(outcome == "ok" for _, outcome in outcomes)):
        yield CLIENT, last_line(result.stdout + result.stderr)


def run_frames(binary: Path, conformance: Path) -> Iterator[Outcome]:
    """The compressed cases, frame by frame."""
    file = "frames/test_compressed_cases.py"
    command = [sys.executable, "-m", "pytest", "-q", "-rA", f"--server={binary}", file]
    result = subprocess.run(command, cwd=conformance, timeout=RUN_SECONDS, capture_output=True, text=True)
    for case in FRAME_CASES:
        found = re.search(rf"^(PASSED|FAILED|ERROR) \S+::test_{case}\b(.*)$", result.stdout, re.MULTILINE)
        if found is None:
            yield case, last_line(result.stdout + result.stderr)
        else:
            yield case, None if found[1] == "PASSED" else found[1] + found[2]


def last_line(text: str) -> str:
    """The last line of an output that says anything."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no output"

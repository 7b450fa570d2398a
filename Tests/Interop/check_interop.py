"""Runs gRPC's interoperability cases with every client against every server, and prints what came of each."""

import argparse
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import clients
import servers

ROOT = Path(__file__).parents[2]
CONFORMANCE = ROOT / "Tests/Conformance"
AT_ONCE = 3
LEGEND = """
-: the client has no such case, or cannot show what it asks for. A service of grpcio cannot see whether a request came
compressed, so our client does not ask that server to refuse one that came otherwise than it says.
"""


@dataclass
class Column:
    """One client against one server over one transport."""

    client: str
    server: str
    transport: str
    run: Callable[[], Iterable[clients.Outcome]]
    outcomes: dict[str, str | None] = field(default_factory=dict)

    def fill(self) -> None:
        try:
            self.outcomes.update(self.run())
        except Exception as error:
            self.outcomes[clients.CLIENT] = f"{type(error).__name__}: {error}"

    def cell(self, case: str) -> str:
        if case not in self.outcomes:
            return "-"
        return "ok" if self.outcomes[case] is None else "FAILED"


def columns(stack: ExitStack, own_server: Path, own_client: Path) -> list[Column]:
    """Starts the servers, and says what is to be run against each."""
    result = []
    for transport, certificate in [("plain", None), ("TLS", clients.ruby_certificate())]:
        own = stack.enter_context(servers.own_server(own_server, certificate))
        other = stack.enter_context(servers.grpcio_server(certificate))
        result += [
            Column("ruby-grpc", "kaad", transport, lambda own=own: clients.run_ruby(own)),
            Column("grpcio", "kaad", transport, lambda own=own: clients.run_grpcio(own)),
            Column("kaad", "kaad", transport, lambda own=own: clients.run_own(own_client, own)),
            Column(
                "kaad",
                "grpcio",
                transport,
                lambda other=other: clients.run_own(own_client, other, "--without-probes"),
            ),
        ]
    result.append(Column("frames", "kaad", "plain", lambda: clients.run_frames(own_server, CONFORMANCE)))
    return sorted(result, key=lambda column: (column.client, column.server))


def print_table(table: list[Column]) -> None:
    cases = list(dict.fromkeys(case for column in sorted(table, key=lambda c: -len(c.outcomes)) for case in column.outcomes))
    rows = [
        ["client", *(column.client for column in table)],
        ["server", *(column.server for column in table)],
        ["transport", *(column.transport for column in table)],
        *([case, *(column.cell(case) for column in table)] for case in cases),
    ]
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for number, row in enumerate(rows):
        if number == 3:
            print("  ".join("-" * width for width in widths))
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(prog="check-interop", description=__doc__)
    parser.add_argument("--server", type=Path, default=ROOT / ".build/debug/interop-server", help="the server to test")
    parser.add_argument("--client", type=Path, default=ROOT / ".build/debug/interop-client", help="the client to test")
    arguments = parser.parse_args()

    with ExitStack() as stack:
        table = columns(stack, arguments.server, arguments.client)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(Column.fill, sorted(table, key=lambda column: column.client != "ruby-grpc")))
    print_table(table)
    failures = [
        f"{case}, {column.client} against {column.server} over {column.transport}: {reason}"
        for column in table
        for case, reason in column.outcomes.items()
        if reason is not None
    ]
    print(LEGEND)
    for failure in failures:
        print(f"failed: {failure}")
    count = sum(len(column.outcomes) for column in table)
    print(f"{count - len(failures)} of {count} passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures kaad's RPC engine next to gRPC C++ and grpc-swift-2, all on this machine and in turn.

Each server is one process that serves the same messages (Benchmarks/Protos), checks the token of each call in its usual
way, and has one processor to itself if there are two; h2load has the other, unless the workload says otherwise. Ours looks
the token up among those that the kernel has verified; the others look it up in a hash map. Rounds are interleaved, and the
median of the rounds counts.

The gRPC status of answers is checked with calls of our own before and after each run, and h2load must have received as
many bytes of body as successful answers have.

Workloads:
"""

import argparse
import datetime
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

from idle import measure_idle, raise_limit
from servers import COMPARED, KAA, NAMES, ROOT, Server, build
from workloads import WORKLOADS, measure

IDLE = "idle"
IDLE_TARGET = 40 * 1024
REPORT = ROOT / "docs/performance.md"
BEGIN, END = "<!-- bench-rpc: begin -->", "<!-- bench-rpc: end -->"


def make_certificate(folder):
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", key, "-out", certificate], check=True, capture_output=True
    )  # fmt: skip
    return [certificate, key]


def mark(is_reached):
    return "reached" if is_reached else "missed"


def micro(seconds):
    return f"{seconds * 1e6:,.1f} µs"


class Table:
    """The figures of all rounds, and how they are shown."""

    def __init__(self):
        self.runs = {}
        self.idle = {}

    def add(self, workload, server, measurement):
        self.runs.setdefault(workload, {}).setdefault(server, []).append(measurement)

    def median(self, workload, server, figure):
        runs = self.runs.get(workload, {}).get(server)
        return statistics.median(figure(run) for run in runs) if runs else None

    def figure_of_target(self, name, server):
        if WORKLOADS[name].measures_latency:
            return self.median(name, server, lambda run: run.percentile(0.99))
        return self.median(name, server, lambda run: run.rate)

    def rows(self, name):
        workload = WORKLOADS[name]
        for server in (each for each in NAMES if each in self.runs[name]):
            rate = self.median(name, server, lambda run: run.rate)
            processor = self.median(name, server, lambda run: run.processor)
            peak = self.median(name, server, lambda run: run.peak)
            own = {
                "rate": self.median(name, KAA, lambda run: run.rate),
                "processor": self.median(name, KAA, lambda run: run.processor),
            }
            ratio = f"{own['rate'] / rate:.2f}" if own["rate"] else ""
            processor_ratio = f"{processor / own['processor']:.2f}" if own["processor"] else ""
            latency = ""
            if workload.measures_latency:
                percentiles = [self.median(name, server, lambda run: run.percentile(share)) for share in (0.5, 0.99)]
                latency = " / ".join(micro(each) for each in percentiles)
            yield (
                f"| {workload.title} | {server} | {rate:,.0f} {workload.unit}/s | {ratio} | {micro(processor)} "
                f"| {processor_ratio} | {latency} | {peak / 2**20:.0f} MiB |"
            )

    def lines(self):
        if self.runs:
            yield "| what | server | rate | ours is × | processor each | theirs is × | p50 / p99 | peak memory |"
            yield "|---|---|---|---|---|---|---|---|"
            for name in WORKLOADS:
                if name in self.runs:
                    yield from self.rows(name)
            yield ""
        if self.idle:
            yield "| connections held | server | memory each | 64 calls meanwhile |"
            yield "|---|---|---|---|"
            for server, run in self.idle.items():
                yield f"| {run.held:,} | {server} | {run.bytes_each / 1024:.1f} KiB | {run.call_seconds * 1e3:.0f} ms |"
            yield ""
        targets = list(self.targets())
        if targets:
            yield "| target | figure | |"
            yield "|---|---|---|"
            yield from targets

    def targets(self):
        for name, workload in WORKLOADS.items():
            own = self.figure_of_target(name, KAA)
            for server, target in workload.targets.items():
                other = self.figure_of_target(name, server)
                if own is None or other is None:
                    continue
                ratio = own / other
                if workload.measures_latency:
                    yield f"| {workload.title}: p99 at most {target} × {server} | {ratio:.2f} × | {mark(ratio <= target)} |"
                else:
                    yield f"| {workload.title}: rate at least {target} × {server} | {ratio:.2f} × | {mark(ratio >= target)} |"
            for server, target in workload.remaining.items():
                left = self.figure_of_target(name, server)
                if own is None or left is None:
                    continue
                share = left / own
                yield f"| {workload.title}: {server} keeps at least {target} of the rate | {share:.2f} | {mark(share >= target)} |"
        if KAA in self.idle:
            each = self.idle[KAA].bytes_each
            figure = f"{each / 1024:.1f} KiB"
            yield f"| an idle connection takes at most {IDLE_TARGET // 1024} KiB | {figure} | {mark(each <= IDLE_TARGET)} |"


def describe(rounds, seconds, loads):
    """One paragraph about the run: when, where, how, and how busy the machine was."""
    model = next(
        (line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    version = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return (
        f"{datetime.date.today()}, revision {version}; {os.cpu_count()} processors ({model}), Linux {platform.release()}; "
        f"medians of {rounds} rounds of {seconds:g} s; the machine's load between runs was {min(loads):.1f} to {max(loads):.1f}."
    )


def write(text):
    report = REPORT.read_text()
    before, begin, rest = report.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"bench-rpc: {REPORT} has no place for the table")
    REPORT.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}")


def parse():
    listed = "".join(f"  {name:<11}{workload.title}\n" for name, workload in WORKLOADS.items())
    parser = argparse.ArgumentParser(
        prog="scripts/bench-rpc",
        description=f"{__doc__.rstrip()}\n{listed}  {IDLE:<11}connections that make no calls",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5, help="of each run")
    parser.add_argument("--only", action="append", choices=[*WORKLOADS, IDLE], help="may come several times")
    parser.add_argument("--server", action="append", choices=NAMES, help="may come several times; all without")
    parser.add_argument("--idle-connections", type=int, default=10_000)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()


def main():
    options = parse()
    chosen = options.only or [*WORKLOADS, IDLE]
    names = [name for name in NAMES if name in (options.server or NAMES)]
    programs = {name: build(name) for name in names}
    own_processors = (1, 0) if len(os.sched_getaffinity(0)) > 1 else (None, None)
    table, loads = Table(), []
    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(pathlib.Path(folder))
        for round_ in range(options.rounds):
            for workload_name, workload in WORKLOADS.items():
                if workload_name not in chosen:
                    continue
                server_processor, load_processor = (None, None) if workload.shares_processors else own_processors
                for name in (each for each in names if each in workload.servers):
                    loads.append(os.getloadavg()[0])
                    with Server(name, programs[name], server_processor, certificate if workload.tls else None) as server:
                        run = measure(server, workload, options.seconds, load_processor)
                    table.add(workload_name, name, run)
                    print(
                        f"round {round_ + 1}: {workload_name}, {name}: {run.rate:,.0f} {workload.unit}/s, "
                        f"{micro(run.processor)} of processor each (load {loads[-1]:.1f})",
                        file=sys.stderr,
                        flush=True,
                    )
    if IDLE in chosen:
        raise_limit(options.idle_connections)
        for name in (each for each in names if each in COMPARED):
            loads.append(os.getloadavg()[0])
            with Server(name, programs[name]) as server:
                table.idle[name] = measure_idle(server, options.idle_connections)
    text = describe(options.rounds, options.seconds, loads) + "\n\n" + "\n".join(table.lines()) + "\n"
    print(text)
    if options.write:
        write(text)


main()

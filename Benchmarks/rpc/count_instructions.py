"""Counts the instructions that the engine needs for a unary call, and fails when they have grown by over a tenth.

bench-server-engine runs under callgrind and answers the same calls over the same connections, once twice as many as the
other time; the difference, divided by the calls, is the cost of one call, without what it costs to start. Neither the
kernel's own work nor the machine's speed is in it, so that the figure is the same on every machine with the same
libraries and compiler. Benchmarks/instructions.json has the figure that is compared with.
"""

import argparse
import json
import pathlib
import re
import sys
import tempfile

import messages
from connection import Connection
from servers import BENCHMARKS, ROOT, build_swift
from valgrind import end, start, without_debug_information

RECORD = BENCHMARKS / "instructions.json"
CONNECTIONS, STREAMS, WARM_UP, BATCHES = 2, 32, 8, 24
ALLOWED_GROWTH = 0.10
TOTAL = re.compile(r"^(?:summary|totals): (\d+)", re.MULTILINE)


def call(announcement, batches):
    """Makes calls in batches, each sent in one write and answered before the next, so that reads do not vary."""
    body = messages.framed(messages.echo())
    connections = [Connection(announcement["port"], announcement["token"], timeout=300) for _ in range(CONNECTIONS)]
    for _ in range(WARM_UP + batches):
        for connection in connections:
            for answer in connection.calls(messages.ECHO, body, STREAMS):
                if answer.status != "0":
                    sys.exit(f"check-instructions: a call ended with {answer}")
    for connection in connections:
        connection.close()


def total(program, batches):
    """All the instructions of a server that answers so many batches on each connection."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        counts = folder / "counts"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", program]
        process, announcement = start(command, folder)
        call(announcement, batches)
        end(process)
        return int(TOTAL.search(counts.read_text()).group(1))


def measure(program):
    with tempfile.TemporaryDirectory() as name:
        copy = without_debug_information(program, pathlib.Path(name))
        once, twice = total(copy, BATCHES), total(copy, 2 * BATCHES)
    return (twice - once) / (BATCHES * CONNECTIONS * STREAMS)


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/check-instructions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--record", action="store_true", help="write the figure down instead of comparing")
    parser.add_argument("--program", type=pathlib.Path, help="a release build of bench-server-engine, instead of building one")
    options = parser.parse_args()
    program = options.program or build_swift(BENCHMARKS, "bench-server-engine")
    figure = round(measure(program))
    if options.record:
        RECORD.write_text(json.dumps({"instructionsPerUnaryCall": figure}, indent=2) + "\n")
        print(f"check-instructions: {figure:,} per unary call, written to {RECORD.relative_to(ROOT)}")
        return
    recorded = json.loads(RECORD.read_text())["instructionsPerUnaryCall"]
    change = figure / recorded - 1
    print(f"check-instructions: {figure:,} per unary call, {change:+.1%} of the {recorded:,} written down")
    if change > ALLOWED_GROWTH:
        sys.exit(f"check-instructions: more than {ALLOWED_GROWTH:.0%} above; if it is worth it: scripts/check-instructions --record")


main()

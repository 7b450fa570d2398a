"""Runs bench-server-engine under one of valgrind's tools."""

import json
import os
import subprocess
import sys
import time

START_SECONDS = 120


def without_debug_information(program, folder):
    """A copy that valgrind 3.19 can read: it gives up on the debug information of Swift 6.3."""
    copy = folder / program.name
    subprocess.run(["objcopy", "--strip-debug", program, copy], check=True)
    return copy


def start(command, folder):
    """Starts a server and waits until it tells where it listens."""
    output = folder / "output"
    # The hash seeds would differ from run to run, and with them the number of steps in each look-up.
    environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")
    with output.open("w") as stream, (folder / "errors").open("w") as errors:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=stream, stderr=errors, env=environment)
    started = time.monotonic()
    while "\n" not in output.read_text():
        if process.poll() is not None or time.monotonic() - started > START_SECONDS:
            process.kill()
            sys.exit(f"{command[0]} does not start:\n{(folder / 'errors').read_text()}")
        time.sleep(0.05)
    return process, json.loads(output.read_text())


def end(process):
    """Lets the server finish, and gives its exit status."""
    process.stdin.close()
    return process.wait(timeout=START_SECONDS)

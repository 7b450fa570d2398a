"""Builds the servers that are measured, and runs them one at a time."""

import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "Benchmarks"
PROTOS = BENCHMARKS / "Protos/kaa/benchmark/v1"
KAA, CPP, GRPC_SWIFT = "kaa", "gRPC C++", "grpc-swift-2"
# Ours within the kernel: policy decides on each call, and with the audit an entry is on disk before each answer.
POLICED, AUDITED = "kaa, policy", "kaa, policy and audit"
OURS = (KAA, POLICED, AUDITED)
COMPARED = (KAA, CPP, GRPC_SWIFT)
NAMES = (*OURS, CPP, GRPC_SWIFT)
# Only a caller with this token is served by those that do not make tokens themselves; as long as one of the kernel's.
TOKEN = "benchmark." + "0123456789abcdef" * 32


def build(name):
    """The program of a server, built if it is not up to date."""
    if name == KAA:
        return build_swift(BENCHMARKS, "bench-server-kaa")
    if name in OURS:
        return build_swift(BENCHMARKS, "bench-server-policy")
    return build_cpp() if name == CPP else build_grpc_swift()


def build_swift(folder, product):
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path", folder, "--product", product]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return folder / ".build/release" / product


def build_grpc_swift():
    package = BENCHMARKS / "grpc-swift"
    generated = package / "Sources/bench-server-grpc-swift/Contract"
    if not generated.exists():
        generate_grpc_swift(package, generated)
    return build_swift(package, "bench-server-grpc-swift")


def generate_grpc_swift(package, generated):
    """Makes the code by the generators, since the build plug-in would compile all of protoc first."""
    generators = {name: build_swift(package, f"protoc-gen-{name}") for name in ("swift", "grpc-swift-2")}
    with tempfile.TemporaryDirectory() as folder:
        for name, generator in generators.items():
            output = pathlib.Path(folder) / name
            output.mkdir()
            options = ["--grpc-swift-2_opt=Client=false"] if name == "grpc-swift-2" else []
            subprocess.run(
                ["protoc", "-I", PROTOS, f"--plugin=protoc-gen-{name}={generator}", f"--{name}_out={output}", *options,
                 "benchmark.proto"], check=True
            )  # fmt: skip
        generated.mkdir()
        for file in pathlib.Path(folder).glob("*/*.swift"):
            # Not .pb.swift, which is what our own contracts give.
            target = generated / file.name.replace(".pb.swift", ".messages.swift")
            target.write_text(f"// Made from benchmark.proto by Benchmarks/rpc/servers.py.\n\n{file.read_text()}")


def build_cpp():
    source = BENCHMARKS / "grpc-cpp/bench_server_cpp.cc"
    output = BENCHMARKS / ".build/grpc-cpp"
    program = output / "bench-server-cpp"
    newest = max(path.stat().st_mtime for path in (source, PROTOS / "benchmark.proto"))
    if program.exists() and program.stat().st_mtime >= newest:
        return program
    output.mkdir(parents=True, exist_ok=True)
    plugin = subprocess.run(["which", "grpc_cpp_plugin"], check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run(
        ["protoc", "-I", PROTOS, f"--plugin=protoc-gen-grpc={plugin}", f"--cpp_out={output}", f"--grpc_out={output}",
         "benchmark.proto"], check=True
    )  # fmt: skip
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "grpc++", "protobuf"], check=True, capture_output=True, text=True
    )
    sources = [source, output / "benchmark.pb.cc", output / "benchmark.grpc.pb.cc"]
    subprocess.run(
        ["g++", "-std=c++17", "-O2", "-I", output, "-o", program, *sources, *shlex.split(flags.stdout)], check=True
    )
    return program


class Server:
    """A running server; a context manager that ends it."""

    def __init__(self, name, program, processor=None, tls=None):
        self.name = name
        self.tls = tls is not None
        if name == KAA:
            arguments = ["--certificate", tls[0], "--key", tls[1]] if tls else []
        elif name in OURS:
            arguments = ["--unaudited"] if name == POLICED else []
        else:
            arguments = [TOKEN, *(tls or [])]
        pin = ["taskset", "--cpu-list", str(processor)] if processor is not None else []
        self.process = subprocess.Popen([*pin, program, *arguments], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"bench-rpc: {program} does not start")
        announcement = json.loads(line)
        self.port = announcement["port"]
        self.token = announcement.get("token", TOKEN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def processor_seconds(self):
        """What the process has used of the processor, in user and in kernel mode."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, key):
        """A line of /proc/PID/status, in bytes: `VmHWM` for the peak, `VmRSS` for now."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{key}:"):
                return int(line.split()[1]) * 1024
        raise KeyError(key)

"""The messages and methods of grpc.testing.TestService, from the contract itself."""

import subprocess
import tempfile
from pathlib import Path

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import Message

PROTOS = Path(__file__).parents[1] / "InteropContracts/Protos"
FILE = "grpc/testing/interop.proto"
SERVICE = "grpc.testing.TestService"


class Contract:
    """The message classes by their names, and the types of each method."""

    def __init__(self) -> None:
        files = descriptor_pb2.FileDescriptorSet()
        with tempfile.NamedTemporaryFile() as output:
            subprocess.run(["protoc", "-I", PROTOS, f"--descriptor_set_out={output.name}", FILE], check=True)
            files.ParseFromString(Path(output.name).read_bytes())
        self._pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self._pool.Add(file)
        self.methods = {method.name: method for method in self._pool.FindServiceByName(SERVICE).methods}

    def __getattr__(self, name: str) -> type[Message]:
        descriptor = self._pool.FindMessageTypeByName(f"grpc.testing.{name}")
        return message_factory.GetMessageClass(descriptor)

"""Serves grpc.testing.TestService by grpcio, so that our client can be tried on a server that is not ours.

Prints one line with its port, and serves until SIGTERM. A service of grpcio cannot see whether a request came compressed,
so `expect_compressed` is not looked at.
"""

import argparse
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from pathlib import Path

import grpc
from google.protobuf.message import Message

from contract import SERVICE, Contract

ECHOED_INITIALLY = "x-grpc-test-echo-initial"
ECHOED_AT_THE_END = "x-grpc-test-echo-trailing-bin"
CODES = {code.value[0]: code for code in grpc.StatusCode}
THREADS = 8


class TestService:
    """The methods, as the cases ask for them."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def EmptyCall(self, request: Message, context: grpc.ServicerContext) -> Message:
        return self._contract.Empty()

    def UnaryCall(self, request: Message, context: grpc.ServicerContext) -> Message:
        is_compressed = request.response_compressed.value
        context.set_compression(grpc.Compression.Gzip if is_compressed else grpc.Compression.NoCompression)
        self._echo_metadata(context)
        self._end_as_asked(request, context)
        return self._contract.SimpleResponse(payload=self._payload(request.response_size))

    def StreamingInputCall(self, requests: Iterator[Message], context: grpc.ServicerContext) -> Message:
        size = sum(len(request.payload.body) for request in requests)
        return self._contract.StreamingInputCallResponse(aggregated_payload_size=size)

    def StreamingOutputCall(self, request: Message, context: grpc.ServicerContext) -> Iterator[Message]:
        if any(parameters.compressed.value for parameters in request.response_parameters):
            context.set_compression(grpc.Compression.Gzip)
        self._echo_metadata(context)
        yield from self._answers([request], context)

    def FullDuplexCall(self, requests: Iterator[Message], context: grpc.ServicerContext) -> Iterator[Message]:
        self._echo_metadata(context)
        yield from self._answers(requests, context)

    def HalfDuplexCall(self, requests: Iterator[Message], context: grpc.ServicerContext) -> Iterator[Message]:
        self._echo_metadata(context)
        yield from self._answers(list(requests), context)

    def _answers(self, requests: Iterable[Message], context: grpc.ServicerContext) -> Iterator[Message]:
        for request in requests:
            self._end_as_asked(request, context)
            for parameters in request.response_parameters:
                time.sleep(parameters.interval_us / 1_000_000)
                if not parameters.compressed.value:
                    context.disable_next_message_compression()
                yield self._contract.StreamingOutputCallResponse(payload=self._payload(parameters.size))

    def _payload(self, size: int) -> Message:
        return self._contract.Payload(body=bytes(size))

    def _end_as_asked(self, request: Message, context: grpc.ServicerContext) -> None:
        if request.response_status.code:
            context.abort(CODES[request.response_status.code], request.response_status.message)

    def _echo_metadata(self, context: grpc.ServicerContext) -> None:
        metadata = context.invocation_metadata()
        context.set_trailing_metadata([pair for pair in metadata if pair.key == ECHOED_AT_THE_END])
        context.send_initial_metadata([pair for pair in metadata if pair.key == ECHOED_INITIALLY])


def method_handler(contract: Contract, name: str, body: Callable[..., object]) -> grpc.RpcMethodHandler:
    """What grpcio calls for a method: the body, between the codecs of its messages."""
    method = contract.methods[name]
    takes = "stream" if method.client_streaming else "unary"
    gives = "stream" if method.server_streaming else "unary"
    make = getattr(grpc, f"{takes}_{gives}_rpc_method_handler")
    request = getattr(contract, method.input_type.name)
    return make(body, request.FromString, lambda message: message.SerializeToString())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tls-cert", type=Path)
    parser.add_argument("--tls-key", type=Path)
    arguments = parser.parse_args()

    contract = Contract()
    service = TestService(contract)
    handlers = {
        name: method_handler(contract, name, getattr(service, name))
        for name in contract.methods
        if hasattr(service, name)
    }
    server = grpc.server(futures.ThreadPoolExecutor(THREADS))
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, handlers)])
    if arguments.tls_cert:
        pair = (arguments.tls_key.read_bytes(), arguments.tls_cert.read_bytes())
        port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([pair]))
    else:
        port = server.add_insecure_port("127.0.0.1:0")
    signal.signal(signal.SIGTERM, lambda *_: server.stop(0))
    server.start()
    print(f"grpcio-server: serving on 127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()

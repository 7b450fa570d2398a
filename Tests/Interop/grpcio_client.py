"""Runs the interoperability cases by grpcio against a server of grpc.testing.TestService.

Prints a line for each case: its name, a tab, and 'ok' or 'failed' with the reason. What grpcio cannot show is left out:
whether an answer came compressed, and a choice of compression for each message of a stream.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import grpc
from google.protobuf.message import Message

from contract import SERVICE, Contract

PATIENCE_SECONDS = 15
REQUEST_SIZES = [27_182, 8, 1828, 45_904]
RESPONSE_SIZES = [31_415, 9, 2653, 58_979]
INITIAL = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
TRAILING = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")


def check(condition: bool, text: str) -> None:
    if not condition:
        raise AssertionError(text)


class Cases:
    """A method for each case, under the name that the description gives it."""

    def __init__(self, connect: Callable[[], grpc.Channel]) -> None:
        self._connect = connect
        self._channel = connect()
        self._contract = Contract()

    def empty_unary(self) -> None:
        answer = self._call("EmptyCall")(self._contract.Empty(), timeout=PATIENCE_SECONDS)
        check(answer == self._contract.Empty(), "the answer is not empty")

    def large_unary(self) -> None:
        self._large(self._call("UnaryCall"))

    def client_compressed_unary(self) -> None:
        call = self._call("UnaryCall")
        yes, no = self._contract.BoolValue(value=True), self._contract.BoolValue(value=False)
        self._expect(grpc.StatusCode.INVALID_ARGUMENT, lambda: self._large(call, expect_compressed=yes))
        self._large(call, compression=grpc.Compression.Gzip, expect_compressed=yes)
        self._large(call, compression=grpc.Compression.NoCompression, expect_compressed=no)

    def client_streaming(self) -> None:
        requests = (self._contract.StreamingInputCallRequest(payload=self._payload(size)) for size in REQUEST_SIZES)
        answer = self._call("StreamingInputCall")(requests, timeout=PATIENCE_SECONDS)
        check(answer.aggregated_payload_size == 74_922, f"the server counted {answer.aggregated_payload_size}")

    def server_streaming(self) -> None:
        self._expect_sizes(self._call("StreamingOutputCall")(self._ask(*RESPONSE_SIZES), timeout=PATIENCE_SECONDS))

    def ping_pong(self) -> None:
        requests: SimpleQueue[Message | None] = SimpleQueue()
        answers = self._call("FullDuplexCall")(iter(requests.get, None), timeout=PATIENCE_SECONDS)
        for request, response in zip(REQUEST_SIZES, RESPONSE_SIZES, strict=True):
            requests.put(self._ask(response, payload=request))
            size = len(next(answers).payload.body)
            check(size == response, f"a payload has the size {size}")
        requests.put(None)
        check(list(answers) == [], "more came than was asked for")

    def empty_stream(self) -> None:
        check(list(self._call("FullDuplexCall")(iter([]), timeout=PATIENCE_SECONDS)) == [], "something came")

    def half_duplex(self) -> None:
        requests = iter([self._ask(size) for size in RESPONSE_SIZES])
        self._expect_sizes(self._call("HalfDuplexCall")(requests, timeout=PATIENCE_SECONDS))

    def custom_metadata(self) -> None:
        metadata = [INITIAL, TRAILING]
        request = self._contract.SimpleRequest(response_size=314_159, payload=self._payload(271_828))
        _, call = self._call("UnaryCall").with_call(request, timeout=PATIENCE_SECONDS, metadata=metadata)
        self._check_metadata(call)
        duplex = self._call("FullDuplexCall")(iter([self._ask(314_159)]), timeout=PATIENCE_SECONDS, metadata=metadata)
        check([len(answer.payload.body) for answer in duplex] == [314_159], "other payloads came")
        self._check_metadata(duplex)

    def status_code_and_message(self) -> None:
        status = self._contract.EchoStatus(code=2, message="test status method")
        self._expect_status(status)
        request = self._contract.StreamingOutputCallRequest(response_status=status)
        call = self._call("FullDuplexCall")
        self._expect(grpc.StatusCode.UNKNOWN, lambda: list(call(iter([request]))), status.message)

    def special_status_message(self) -> None:
        text = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
        self._expect_status(self._contract.EchoStatus(code=2, message=text))

    def unimplemented_method(self) -> None:
        self._expect_unimplemented(SERVICE)

    def unimplemented_service(self) -> None:
        self._expect_unimplemented("grpc.testing.UnimplementedService")

    def cancel_after_begin(self) -> None:
        requests: SimpleQueue[Message | None] = SimpleQueue()
        call = self._call("StreamingInputCall").future(iter(requests.get, None), timeout=PATIENCE_SECONDS)
        call.cancel()
        requests.put(None)
        check(call.code() == grpc.StatusCode.CANCELLED, f"the call ended with {call.code()}")

    def cancel_after_first_response(self) -> None:
        requests: SimpleQueue[Message | None] = SimpleQueue()
        call = self._call("FullDuplexCall")(iter(requests.get, None), timeout=PATIENCE_SECONDS)
        requests.put(self._ask(31_415, payload=27_182))
        next(call)
        call.cancel()
        requests.put(None)
        check(call.code() == grpc.StatusCode.CANCELLED, f"the call ended with {call.code()}")

    def timeout_on_sleeping_server(self) -> None:
        requests: SimpleQueue[Message | None] = SimpleQueue()
        requests.put(self._ask(payload=27_182))
        call = self._call("FullDuplexCall")
        self._expect(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: list(call(iter(requests.get, None), timeout=0.001)))
        requests.put(None)

    def rpc_soak(self) -> None:
        for _ in range(50):
            self._large(self._call("UnaryCall"))

    def channel_soak(self) -> None:
        for _ in range(10):
            with self._connect() as channel:
                self._large(self._call("UnaryCall", channel))

    def _call(self, name: str, channel: grpc.Channel | None = None) -> grpc.UnaryUnaryMultiCallable:
        method = self._contract.methods[name]
        takes = "stream" if method.client_streaming else "unary"
        gives = "stream" if method.server_streaming else "unary"
        make = getattr(channel or self._channel, f"{takes}_{gives}")
        answer = getattr(self._contract, method.output_type.name)
        return make(f"/{SERVICE}/{name}", lambda message: message.SerializeToString(), answer.FromString)

    def _payload(self, size: int) -> Message:
        return self._contract.Payload(body=bytes(size))

    def _ask(self, *sizes: int, payload: int = 0) -> Message:
        parameters = [self._contract.ResponseParameters(size=size) for size in sizes]
        return self._contract.StreamingOutputCallRequest(
            response_parameters=parameters, payload=self._payload(payload)
        )

    def _large(
        self, call: grpc.UnaryUnaryMultiCallable, compression: grpc.Compression | None = None, **fields: Message
    ) -> None:
        request = self._contract.SimpleRequest(response_size=314_159, payload=self._payload(271_828), **fields)
        answer = call(request, timeout=PATIENCE_SECONDS, compression=compression)
        check(answer.payload.body == bytes(314_159), "the payload is another")

    def _expect_sizes(self, answers: Iterator[Message]) -> None:
        sizes = [len(answer.payload.body) for answer in answers]
        check(sizes == RESPONSE_SIZES, f"the payloads have the sizes {sizes}")

    def _check_metadata(self, call: grpc.Call) -> None:
        check(INITIAL in call.initial_metadata(), f"the first metadata is {call.initial_metadata()}")
        check(TRAILING in call.trailing_metadata(), f"the last metadata is {call.trailing_metadata()}")

    def _expect_status(self, status: Message) -> None:
        request = self._contract.SimpleRequest(response_status=status)
        call = self._call("UnaryCall")
        self._expect(grpc.StatusCode.UNKNOWN, lambda: call(request, timeout=PATIENCE_SECONDS), status.message)

    def _expect_unimplemented(self, service: str) -> None:
        call = self._channel.unary_unary(f"/{service}/UnimplementedCall")
        self._expect(grpc.StatusCode.UNIMPLEMENTED, lambda: call(b"", timeout=PATIENCE_SECONDS))

    def _expect(self, code: grpc.StatusCode, body: Callable[[], object], text: str | None = None) -> None:
        try:
            body()
        except grpc.RpcError as error:
            check(error.code() == code, f"the call ended with {error.code()}")
            check(text is None or error.details() == text, f"the status has the text {error.details()!r}")
        else:
            raise AssertionError(f"the call succeeded instead of ending with {code}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--tls-ca", type=Path)
    parser.add_argument("--tls-name")
    arguments = parser.parse_args()

    address = f"127.0.0.1:{arguments.port}"

    def connect() -> grpc.Channel:
        # Else all channels to one address share a connection.
        options = [("grpc.use_local_subchannel_pool", 1)]
        if arguments.tls_ca is None:
            return grpc.insecure_channel(address, options)
        options.append(("grpc.ssl_target_name_override", arguments.tls_name))
        return grpc.secure_channel(address, grpc.ssl_channel_credentials(arguments.tls_ca.read_bytes()), options)

    cases = Cases(connect)
    has_failed = False
    for name, run in vars(Cases).items():
        if name.startswith("_"):
            continue
        try:
            run(cases)
            print(f"{name}\tok", flush=True)
        except (AssertionError, grpc.RpcError) as error:
            has_failed = True
            print(f"{name}\tfailed: {error!r}".replace("\n", " "), flush=True)
    return 1 if has_failed else 0


if __name__ == "__main__":
    sys.exit(main())

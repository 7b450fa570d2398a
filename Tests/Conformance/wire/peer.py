"""A client that sends what it is told to, and says what it expected when it gets something else."""

from wire import frames
from wire.answer import Answer
from wire.calls import EMPTY_CALL, message, request_block
from wire.connection import Connection
from wire.outcome import Unexpected, name_of


class Peer(Connection):
    """A connection with requests, answers and expectations."""

    def request(self, stream: int, path: str = EMPTY_CALL, body: bytes | None = None, *, end: bool = True) -> None:
        """Sends a good request; without a body an empty message."""
        content = message() if body is None else body
        self.send(frames.headers(stream, request_block(path)), frames.data(stream, content, end=end))

    def wait_for_answer(self, stream: int, timeout: float | None = None) -> Answer:
        self.read_until(lambda: self.answer(stream).is_over, f"an answer on stream {stream}", timeout)
        return self.answer(stream)

    def expect_connection_error(self, *codes: int) -> None:
        """GOAWAY with one of the codes, and the connection closed after it."""
        outcome = self.settle()
        if outcome.goaway in codes and not outcome.is_open:
            return
        raise Unexpected("GOAWAY(" + " or ".join(name_of(code) for code in codes) + ")", str(outcome))

    def expect_calm(self, *texts: str) -> None:
        """GOAWAY(ENHANCE_YOUR_CALM) with one of these debug texts, and the connection closed after it."""
        outcome = self.wait_for_close()
        said = self.goaway.additional_data.decode() if self.goaway is not None else ""
        if outcome.goaway != frames.ErrorCode.ENHANCE_YOUR_CALM or outcome.is_open or said not in texts:
            raise Unexpected(f"GOAWAY(ENHANCE_YOUR_CALM) {' or '.join(texts)}", f"{outcome.ending} {said}")

    def expect_error(self, stream: int, *codes: int) -> None:
        """RST_STREAM with one of the codes, or the same as a connection error (RFC 9113 section 5.4.1)."""
        outcome = self.settle()
        if outcome.goes_on and outcome.resets.get(stream) in codes:
            return
        if not outcome.is_open and outcome.goaway in codes:
            return
        raise Unexpected("an error " + " or ".join(name_of(code) for code in codes), str(outcome))

    def expect_stream_error(self, stream: int, *codes: int) -> None:
        """RST_STREAM with one of the codes, and the connection lives."""
        outcome = self.settle()
        if outcome.goes_on and outcome.resets.get(stream) in codes:
            return
        raise Unexpected("RST_STREAM(" + " or ".join(name_of(code) for code in codes) + ")", str(outcome))

    def expect_discarded_or(self, stream: int, *codes: int) -> None:
        """An error with one of the codes, or nothing at all, after which another call succeeds."""
        outcome = self.settle()
        if outcome.goes_on:
            self.call(stream + 100)
        elif outcome.goaway not in codes:
            raise Unexpected("GOAWAY(" + " or ".join(name_of(code) for code in codes) + ")", str(outcome))

    def expect_closed(self) -> None:
        """The connection closed, with or without a GOAWAY before."""
        outcome = self.wait_for_close()
        if outcome.is_open:
            raise Unexpected("closed", str(outcome))

    def expect_goes_on(self) -> None:
        """No error of any kind, and the connection still answers."""
        outcome = self.settle()
        if not outcome.goes_on or outcome.resets:
            raise Unexpected("the connection goes on", str(outcome))

    def expect_success(self, stream: int) -> Answer:
        """A complete answer whose status is OK."""
        return self.expect_status(stream, 0)

    def expect_status(self, stream: int, code: int) -> Answer:
        """A complete answer with HTTP status 200 and this gRPC status."""
        answer = self.wait_for_answer(stream)
        if answer.http_status == "200" and answer.grpc_status == code and answer.has_ended:
            return answer
        raise Unexpected(f"grpc-status {code}", str(answer))

    def call(self, stream: int) -> None:
        """A unary call that must succeed."""
        self.request(stream)
        self.expect_success(stream)

"""Rows 17, 18 and 27: streams that end in odd places, and requests that are none."""

import pytest

from server.memory import MIB
from siege.siege import Besiege
from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_OUTPUT_CALL, output_request, request_block
from wire.frames import ErrorCode, Flag, FrameType, Setting
from wire.hpack_codes import block

ANSWERS = output_request(*[(20_000, 0)] * 5)


@pytest.mark.parametrize("window", [0, 65_535])
def test_17_streams_reset_while_answers_are_under_way(besiege: Besiege, window: int) -> None:
    """Answers at every stage are dropped: the library must neither leak them (CVE-2023-35945) nor use them again."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers((Setting.INITIAL_WINDOW_SIZE, window)):
            for stream in range(1, 181, 2):
                peer.request(stream, STREAMING_OUTPUT_CALL, ANSWERS)
                if stream % 6 == 1:
                    peer.read_until(lambda: len(peer.answer(stream).blocks) > 0, "the head of an answer")
                peer.send(frames.rst_stream(stream))


@pytest.mark.parametrize("opened", [1, 100])
def test_17_connections_cut_while_answers_are_under_way(besiege: Besiege, opened: int) -> None:
    with besiege(memory=24 * MIB) as siege:
        for peer in siege.attackers():
            for stream in range(1, 2 * opened, 2):
                peer.request(stream, STREAMING_OUTPUT_CALL, ANSWERS)
            peer.read_until(lambda: len(peer.answers) > 0, "an answer")
            peer.cut()


def test_18_ends_that_cross(besiege: Besiege) -> None:
    """Window overflow, reset and the end of the request in one read, while the answer is being written."""

    def crossing(stream: int) -> bytes:
        return (
            frames.headers(stream, request_block(STREAMING_OUTPUT_CALL))
            + frames.data(stream, ANSWERS)
            + frames.window_update(stream, 2**31 - 1)
            + frames.data(stream, end=True)
            + frames.rst_stream(stream, ErrorCode.NO_ERROR)
        )

    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            for first in range(1, 81, 20):
                peer.flood(b"".join(crossing(stream) for stream in range(first, first + 20, 2)))
            peer.call(1001)


def test_27_push_promise(besiege: Besiege) -> None:
    promise = frames.frame(FrameType.PUSH_PROMISE, Flag.END_HEADERS, 1, b"\x00\x00\x00\x02" + request_block())
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
            peer.flood(promise, 100)
            outcome = peer.wait_for_close()
            assert (outcome.goaway, outcome.is_open) == (ErrorCode.PROTOCOL_ERROR, False), str(outcome)


def test_27_connect(besiege: Besiege) -> None:
    """Tunnels are refused one by one, and what is sent through them is swallowed."""
    request = block([(b":method", b"CONNECT"), (b":authority", b"127.0.0.1:22")])
    with besiege(memory=16 * MIB) as siege:
        for peer in siege.attackers():
            for stream in range(1, 41, 2):
                peer.send(frames.headers(stream, request), frames.data(stream, b"SSH-2.0-x\r\n"))
                answer = peer.wait_for_answer(stream)
                assert answer.http_status in (None, "405"), str(answer)
            peer.call(101)

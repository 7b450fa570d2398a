"""Rows 5 to 8 and 11 to 16: more frames than anybody needs."""

import pytest

from server.memory import MIB
from siege.siege import Besiege
from wire import frames
from wire.calls import FULL_DUPLEX_CALL, STREAMING_INPUT_CALL, request_block
from wire.frames import ErrorCode, FrameType, Setting
from wire.hpack_codes import literal

OPEN_CALL = frames.headers(1, request_block(FULL_DUPLEX_CALL))
COPIES = 50_000
CONTROL = "too_many_control_frames"
STRAY = "too_many_stray_frames"

FLOODS = [
    pytest.param(frames.settings(), CONTROL, id="5-settings"),
    pytest.param(
        frames.settings((Setting.HEADER_TABLE_SIZE, 0), (Setting.HEADER_TABLE_SIZE, 4096)), CONTROL, id="5-tables"
    ),
    pytest.param(frames.ping(), "too_many_pings or " + CONTROL, id="6-ping"),
    pytest.param(frames.ping(ack=True), CONTROL, id="6-ping-ack"),
    pytest.param(frames.data(1), "too_many_empty_frames", id="8-empty-data"),
    pytest.param(frames.data(1, padding=255), "too_many_empty_frames", id="8-padded-data"),
    pytest.param(frames.priority(1), CONTROL, id="11-priority"),
    pytest.param(frames.priority(1001, dependency=1) + frames.priority(1, dependency=1001), CONTROL, id="11-loop"),
    pytest.param(frames.window_update(0, 1), "too_many_window_updates", id="12-window-update"),
    pytest.param(frames.window_update(1, 1), "too_many_window_updates", id="12-window-update-of-a-stream"),
    pytest.param(frames.frame(FrameType.UNASSIGNED), STRAY, id="13-unknown"),
    pytest.param(frames.frame(FrameType.UNASSIGNED, 0, 1, bytes(16_384)), STRAY, id="13-large-unknown"),
    pytest.param(frames.frame(FrameType.PRIORITY_UPDATE, 0, 0, b"\x00\x00\x00\x01u=1"), STRAY, id="13-priority-update"),
    pytest.param(frames.goaway(), CONTROL, id="13-goaway"),
]


@pytest.mark.parametrize(("chunk", "text"), FLOODS)
def test_flood(besiege: Besiege, chunk: bytes, text: str) -> None:
    """The client reads all answers, so that nothing but the number of frames can be held against it."""
    copies = min(COPIES, 30 * MIB // len(chunk))
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(OPEN_CALL)
            peer.flood(chunk, copies)
            peer.expect_calm(*text.split(" or "))


@pytest.mark.parametrize(
    "chunk", [frames.settings(), frames.ping(), OPEN_CALL + frames.rst_stream(1)], ids=["settings", "ping", "reset"]
)
def test_flood_without_reading(besiege: Besiege, chunk: bytes) -> None:
    """The answers have nowhere to go, and must not pile up in the server."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.push(chunk, COPIES)
            peer.expect_closed()


def test_6_pings_one_by_one(besiege: Besiege) -> None:
    """Far below any flood, and yet work that nobody needs (gRFC A8)."""
    with besiege(memory=16 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(OPEN_CALL)
            for _ in range(20):
                if not peer.round_trip():
                    break
            peer.expect_calm("too_many_pings")
            assert len(peer.ping_acks) < 5


def test_6_pings_that_measure_the_way_are_no_attack(besiege: Besiege) -> None:
    """Official clients send one after each answer."""
    with besiege(memory=16 * MIB) as siege:
        for peer in siege.attackers():
            for stream in range(1, 101, 2):
                peer.call(stream)
                peer.send(frames.ping())
            peer.call(101)


def test_5_settings_of_many_entries(besiege: Besiege) -> None:
    """CVE-2020-11080."""
    many = frames.settings(*[(Setting.MAX_CONCURRENT_STREAMS, 100)] * 2730)
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.flood(many, 100)
            peer.expect_closed()


def test_13_data_on_streams_that_are_over(besiege: Besiege) -> None:
    """A while of it is normal after a reset that crossed the data; fifty thousand are not."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.call(1)
            peer.flood(frames.data(1, b"x"), COPIES)
            peer.expect_calm(STRAY)


def test_13_data_that_crossed_a_reset_is_forgiven(besiege: Besiege) -> None:
    """A megabyte in small frames, on a call that the server has refused before it came."""
    with besiege(memory=16 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(frames.headers(1, request_block("/not/Here")))
            peer.wait_for_answer(1)
            peer.flood(frames.data(1, bytes(1000)), 200)
            peer.call(3)


@pytest.mark.parametrize("reads", [True, False], ids=["reading", "not-reading"])
def test_14_streams_refused_before_the_settings_are_acknowledged(besiege: Besiege, reads: bool) -> None:
    """Until the client acknowledges the limit of streams, each one too many costs the server an answer."""
    request = request_block(STREAMING_INPUT_CALL)
    flood = b"".join(frames.headers(stream, request) for stream in range(1, 40_001, 2))
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers(handshake=False):
            peer.shake_hands(acknowledge=False)
            if reads:
                peer.flood(flood)
                peer.expect_calm("too_many_stream_errors")
            else:
                peer.push(flood)
                peer.expect_closed()


def test_14_settings_never_acknowledged(besiege: Besiege) -> None:
    with besiege(memory=8 * MIB, handshakeTimeout=500) as siege:
        for peer in siege.attackers(handshake=False):
            peer.shake_hands(acknowledge=False)
            peer.wait_for_close(3)
            outcome = peer.outcome
            assert (outcome.goaway, outcome.is_open) == (ErrorCode.SETTINGS_TIMEOUT, False), str(outcome)


def test_15_more_streams_than_announced(besiege: Besiege) -> None:
    request = request_block(STREAMING_INPUT_CALL)
    flood = b"".join(frames.headers(stream, request) for stream in range(1, 2001, 2))
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.flood(flood)
            outcome = peer.wait_for_close()
            assert (outcome.goaway, outcome.is_open) == (ErrorCode.PROTOCOL_ERROR, False), str(outcome)


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(frames.settings() + frames.ping(), id="control"),
        pytest.param(frames.headers(1, request_block(), end=True) + frames.rst_stream(1), id="requests"),
        pytest.param(bytes(range(256)) * 16, id="noise"),
        pytest.param(frames.headers(1, literal(b"x", b"1"), end_headers=False) + frames.continuation(1), id="blocks"),
    ],
)
def test_16_frames_after_goaway(besiege: Besiege, rest: bytes) -> None:
    """What comes after the connection's own error is not looked at (CVE-2026-27135)."""
    with besiege(memory=12 * MIB) as siege:
        for peer in siege.attackers():
            peer.send(OPEN_CALL, frames.window_update(0, 0))
            peer.read_until(lambda: peer.goaway is not None, "GOAWAY")
            peer.flood(rest, 2000)
            outcome = peer.wait_for_close()
            assert (outcome.goaway, outcome.is_open) == (ErrorCode.PROTOCOL_ERROR, False), str(outcome)
            assert not peer.answer(1).blocks

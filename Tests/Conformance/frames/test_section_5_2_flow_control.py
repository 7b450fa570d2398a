"""RFC 9113 sections 5.2 and 6.9: windows, both ways."""

import pytest
from hyperframe.frame import DataFrame, WindowUpdateFrame

from server.process import ServerProcess
from wire import frames
from wire.calls import (
    FULL_DUPLEX_CALL,
    STREAMING_INPUT_CALL,
    UNARY_CALL,
    bytes_field,
    message,
    output_request,
    request_block,
    unary_request,
)
from wire.frames import DEFAULT_FRAME_SIZE, DEFAULT_WINDOW, MAXIMUM_WINDOW, ErrorCode, FrameType, Setting
from wire.peer import Peer

ANSWER_BYTES = 100_000


def received_bytes(peer: Peer) -> int:
    return sum(frame.flow_controlled_length for frame in peer.received if isinstance(frame, DataFrame))


def ask_for_much(peer: Peer, stream: int = 1) -> None:
    peer.request(stream, UNARY_CALL, unary_request(answer_bytes=ANSWER_BYTES))


def test_5_2_server_waits_at_the_initial_window_of_a_stream(server: ServerProcess) -> None:
    with Peer(server.address, (Setting.INITIAL_WINDOW_SIZE, 1000)) as peer:
        ask_for_much(peer)
        peer.read_until(lambda: received_bytes(peer) >= 1000, "1000 bytes")
        peer.settle()
        assert received_bytes(peer) == 1000
        peer.send(frames.window_update(1, 10))
        peer.read_until(lambda: received_bytes(peer) >= 1010, "10 bytes more")
        peer.settle()
        assert received_bytes(peer) == 1010


def test_5_2_server_waits_at_the_window_of_the_connection(server: ServerProcess) -> None:
    with Peer(server.address, (Setting.INITIAL_WINDOW_SIZE, MAXIMUM_WINDOW)) as peer:
        ask_for_much(peer)
        peer.read_until(lambda: received_bytes(peer) >= DEFAULT_WINDOW, "a window full")
        ask_for_much(peer, 3)
        peer.settle()
        assert received_bytes(peer) == DEFAULT_WINDOW
        peer.send(frames.window_update(0, 10 * ANSWER_BYTES))
        peer.expect_success(1)
        peer.expect_success(3)


def test_5_2_one_byte_at_a_time(server: ServerProcess) -> None:
    with Peer(server.address, (Setting.INITIAL_WINDOW_SIZE, 0)) as peer:
        peer.request(1, UNARY_CALL, unary_request(answer_bytes=8))
        peer.settle()
        assert received_bytes(peer) == 0
        count = 0
        while not peer.answer(1).is_over:
            count += 1
            peer.send(frames.window_update(1, 1))
            peer.read_until(lambda: received_bytes(peer) >= count or peer.answer(1).is_over, "a byte")
            peer.settle()
        peer.expect_success(1)


def test_5_2_2_answers_without_window_do_not_hold_others_back(server: ServerProcess) -> None:
    with Peer(server.address) as peer:
        peer.send(frames.settings((Setting.INITIAL_WINDOW_SIZE, 0)))
        ask_for_much(peer, 1)
        peer.settle()
        peer.send(frames.headers(3, request_block("/not/Here"), end=True))
        peer.expect_status(3, 12)


def send_while_window_allows(peer: Peer, stream: int, total: int) -> None:
    """Sends DATA as the server's windows allow, and reads its WINDOW_UPDATEs meanwhile."""
    sent = 0
    while sent < total:
        room = min(window(peer, 0), window(peer, stream), DEFAULT_FRAME_SIZE, total - sent)
        if room > 0:
            peer.send(frames.data(stream, bytes(room)))
            peer.spent[0] += room
            peer.spent[stream] += room
            sent += room
        else:
            before = len(peer.received)
            peer.read_until(lambda: len(peer.received) > before, f"window on stream {stream}")


def window(peer: Peer, stream: int) -> int:
    """What the server has granted, less what has been sent."""
    initial = DEFAULT_WINDOW if stream == 0 else peer.server_settings.get(Setting.INITIAL_WINDOW_SIZE, DEFAULT_WINDOW)
    granted = sum(
        frame.window_increment
        for frame in peer.received
        if isinstance(frame, WindowUpdateFrame) and frame.stream_id == stream
    )
    return initial + granted - peer.spent[stream]


def test_5_2_window_of_a_message_larger_than_it(peer: Peer) -> None:
    """The message is worth several stream windows, and the server's reader waits for all of it."""
    body = unary_request(body=bytes(2_000_000))
    peer.send(frames.headers(1, request_block(UNARY_CALL)))
    peer.send(frames.data(1, body[:5]))
    peer.spent[0], peer.spent[1] = 5, 5
    # The rest of the prefix and the fields is the message's own beginning: a payload of zeros follows it.
    head = body[5 : len(body) - 2_000_000]
    peer.send(frames.data(1, head))
    peer.spent[0] += len(head)
    peer.spent[1] += len(head)
    send_while_window_allows(peer, 1, 2_000_000)
    peer.send(frames.data(1, end=True))
    peer.expect_success(1)


def test_5_2_window_of_the_connection_survives_cancelled_streams(peer: Peer) -> None:
    """Each stream leaves unread bytes behind; in sum they are several connection windows (rpc.md section 0, item 5)."""
    for stream in range(1, 81, 2):
        peer.send(frames.headers(stream, request_block(FULL_DUPLEX_CALL)))
        peer.send(frames.data(stream, message(declared_length=1_000_000)))
        peer.spent[0] += 5
        peer.spent[stream] = 5
        send_while_window_allows(peer, stream, 250_000)
        peer.send(frames.rst_stream(stream))
    peer.call(101)


def test_5_2_window_of_the_connection_survives_refused_streams(peer: Peer) -> None:
    for stream in range(1, 81, 2):
        peer.send(frames.headers(stream, request_block("/not/Here")))
        send_while_window_allows(peer, stream, 60_000)
    peer.call(101)


def test_5_2_padding_is_credited(peer: Peer) -> None:
    """255 bytes of padding for each byte of data, more than a connection window in sum."""
    peer.send(frames.headers(1, request_block(STREAMING_INPUT_CALL)))
    granted = window(peer, 0)
    for _ in range(granted // 256 + 500):
        while min(window(peer, 0), window(peer, 1)) < 261:
            before = len(peer.received)
            peer.read_until(lambda: len(peer.received) > before, "window")
        peer.send(frames.data(1, message(), padding=255))
        peer.spent[0] += 261
        peer.spent[1] += 261
    peer.send(frames.data(1, end=True))
    peer.expect_success(1)


def test_6_9_1_client_sends_more_than_the_window(peer: Peer) -> None:
    """The handler is busy with the first message for a minute, so nothing else is read."""
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.data(1, output_request((1, 60_000_000))))
    peer.settle()
    chunk = frames.data(1, message(bytes_field(3, bytes_field(2, bytes(10_000)))))
    excess = peer.server_settings.get(Setting.INITIAL_WINDOW_SIZE, DEFAULT_WINDOW) // 10_000 + 50
    peer.send(chunk * excess)
    peer.expect_error(1, ErrorCode.FLOW_CONTROL_ERROR)


def test_6_9_1_window_of_a_stream_overflows(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.window_update(1, MAXIMUM_WINDOW))
    peer.expect_stream_error(1, ErrorCode.FLOW_CONTROL_ERROR)
    peer.call(3)


def test_6_9_1_window_of_a_stream_overflows_by_two_steps(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.window_update(1, MAXIMUM_WINDOW - DEFAULT_WINDOW))
    peer.settle()
    assert peer.answer(1).reset is None
    peer.send(frames.window_update(1, 1))
    peer.expect_stream_error(1, ErrorCode.FLOW_CONTROL_ERROR)


def test_6_9_1_window_of_the_connection_overflows(peer: Peer) -> None:
    peer.send(frames.window_update(0, MAXIMUM_WINDOW))
    peer.expect_connection_error(ErrorCode.FLOW_CONTROL_ERROR)


def test_6_9_1_window_of_the_connection_may_be_full(peer: Peer) -> None:
    peer.send(frames.window_update(0, MAXIMUM_WINDOW - DEFAULT_WINDOW))
    peer.expect_goes_on()


def test_6_9_2_initial_window_reaches_open_streams(server: ServerProcess) -> None:
    with Peer(server.address, (Setting.INITIAL_WINDOW_SIZE, 0)) as peer:
        ask_for_much(peer)
        peer.settle()
        assert received_bytes(peer) == 0
        peer.send(frames.settings((Setting.INITIAL_WINDOW_SIZE, 500)))
        peer.read_until(lambda: received_bytes(peer) >= 500, "500 bytes")


def test_6_9_2_window_may_become_negative(server: ServerProcess) -> None:
    with Peer(server.address, (Setting.INITIAL_WINDOW_SIZE, 1000)) as peer:
        ask_for_much(peer)
        peer.read_until(lambda: received_bytes(peer) >= 1000, "1000 bytes")
        peer.send(frames.settings((Setting.INITIAL_WINDOW_SIZE, 100)))
        peer.read_until(lambda: peer.settings_acks == 2, "a SETTINGS ACK")
        peer.send(frames.window_update(1, 900))
        peer.settle()
        assert received_bytes(peer) == 1000
        peer.send(frames.window_update(1, 1))
        peer.read_until(lambda: received_bytes(peer) >= 1001, "a byte")
        peer.settle()
        assert received_bytes(peer) == 1001


def test_6_9_2_initial_window_makes_a_stream_overflow(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)))
    peer.send(frames.window_update(1, MAXIMUM_WINDOW - DEFAULT_WINDOW))
    peer.send(frames.settings((Setting.INITIAL_WINDOW_SIZE, DEFAULT_WINDOW + 1)))
    peer.expect_connection_error(ErrorCode.FLOW_CONTROL_ERROR)


def test_6_9_zero_increment_on_a_stream(peer: Peer) -> None:
    peer.send(frames.headers(1, request_block(FULL_DUPLEX_CALL)), frames.window_update(1, 0))
    peer.expect_error(1, ErrorCode.PROTOCOL_ERROR)


def test_6_9_zero_increment_on_the_connection(peer: Peer) -> None:
    peer.send(frames.window_update(0, 0))
    peer.expect_connection_error(ErrorCode.PROTOCOL_ERROR)


@pytest.mark.parametrize("length", [0, 3, 5])
def test_6_9_window_update_of_another_size(peer: Peer, length: int) -> None:
    peer.send(frames.frame(FrameType.WINDOW_UPDATE, 0, 0, bytes(length)))
    peer.expect_connection_error(ErrorCode.FRAME_SIZE_ERROR)


def test_6_9_reserved_bit_of_the_increment_is_ignored(peer: Peer) -> None:
    peer.send(frames.window_update(0, 0x8000_0001))
    peer.expect_goes_on()

"""Where the server knowingly does something other than a test says, and why that is accepted.

The suite fails when a test listed here passes, or when the server does yet another thing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deviation:
    """What the server does instead, in the words of `wire.outcome`, and the reason."""

    observed: str
    reason: str


DEVIATIONS = {
    "test_5_3_self_dependency_in_headers_is_no_error_any_more": Deviation(
        observed="GOAWAY(PROTOCOL_ERROR)",
        reason="nghttp2 1.52 keeps the rule of RFC 7540 section 5.3.1; no client depends on itself",
    ),
    "test_6_9_2_initial_window_makes_a_stream_overflow": Deviation(
        observed="RST_STREAM(FLOW_CONTROL_ERROR), the connection goes on",
        reason="nghttp2 resets each stream that overflows instead of the connection; such resets are rationed",
    ),
    "test_8_3_1_host_differs_from_authority": Deviation(
        observed="the connection goes on",
        reason="a SHOULD of RFC 9113; nothing here is chosen by host, so there is nobody to mislead",
    ),
}

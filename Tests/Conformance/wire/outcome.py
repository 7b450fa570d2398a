"""What a server did about what it was sent, in words that tests and the list of deviations share."""

from dataclasses import dataclass, field

from wire.frames import ErrorCode

GOES_ON = "the connection goes on"


class Unexpected(AssertionError):
    """The server did something other than the test says; `observed` is what."""

    def __init__(self, expected: str, observed: str) -> None:
        super().__init__(f"expected: {expected}; observed: {observed}")
        self.observed = observed


def name_of(code: int) -> str:
    try:
        return ErrorCode(code).name
    except ValueError:
        return hex(code)


@dataclass
class Outcome:
    """The connection some round trips after the last thing sent."""

    is_open: bool = True
    goaway: int | None = None
    resets: dict[int, int] = field(default_factory=dict)
    is_silent: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the connection is as good as before, whatever happened to its streams."""
        return self.is_open and self.goaway is None and not self.is_silent

    @property
    def ending(self) -> str:
        """How the connection stands, whatever happened to its streams."""
        if self.goaway is not None:
            return f"GOAWAY({name_of(self.goaway)})" + (" without closing" if self.is_open else "")
        if not self.is_open:
            return "closed without GOAWAY"
        return "open, and silent" if self.is_silent else GOES_ON

    def __str__(self) -> str:
        return ", ".join([*(f"RST_STREAM({name_of(code)})" for code in self.resets.values()), self.ending])

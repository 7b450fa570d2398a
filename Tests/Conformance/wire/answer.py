"""What came back on one stream."""

from dataclasses import dataclass, field


@dataclass
class Answer:
    """The header blocks, the body and the end of one answer."""

    blocks: list[list[tuple[str, str]]] = field(default_factory=list)
    body: bytes = b""
    has_ended: bool = False
    reset: int | None = None

    @property
    def is_over(self) -> bool:
        return self.has_ended or self.reset is not None

    def value(self, name: str) -> str | None:
        """The value of a field, the last of that name in any of the blocks."""
        values = [value for block in self.blocks for key, value in block if key == name]
        return values[-1] if values else None

    @property
    def http_status(self) -> str | None:
        return self.value(":status")

    @property
    def grpc_status(self) -> int | None:
        value = self.value("grpc-status")
        return None if value is None else int(value)

    def __str__(self) -> str:
        state = "ended" if self.has_ended else "open" if self.reset is None else f"reset with {self.reset}"
        return f"status {self.http_status}, grpc-status {self.grpc_status}, {len(self.body)} bytes, {state}"

"""What a worker says about one request or one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What the guard does with a body."""

    ALLOW = "allow"
    """Judged and clean: the payload is what goes on."""
    BLOCK = "block"
    """A rule matched: the caller gets the fixed refusal (HTTP 200, finish_reason content_filter)."""
    REFUSE = "refuse"
    """Not a body that the guard accepts: HTTP 4xx for a request, 502 for an answer."""
    ERROR = "error"
    """A rail raised: HTTP 500, never a pass."""


class Direction(StrEnum):
    """Which way the judged body travels."""

    INPUT = "input"
    OUTPUT = "output"


@dataclass(frozen=True)
class Characters:
    """Sizes in characters (Unicode code points) of what was judged; 0 where a size does not apply."""

    prompt: int = 0
    """Canonical text of the whole conversation."""
    scanned: int = 0
    """All forms together, as the patterns saw them."""
    answer: int = 0
    """Canonical text of all channels of the answer."""


@dataclass(frozen=True)
class Judgement:
    """The verdict about one body. The payload (the canonical body) travels beside it in the frame."""

    verdict: Verdict
    direction: Direction
    status: int = 200
    """HTTP status for the caller; 200 for allow and block."""
    code: str | None = None
    """Machine-readable error code (`error.code`) when refused or failed."""
    message: str | None = None
    """Error message for the caller when refused or failed; holds no rule text and no prompt text."""
    rule: str | None = None
    """Id of the rule that matched; for audit and metrics only."""
    family: str | None = None
    """Family of the rule that matched; for audit and metrics only."""
    model: str | None = None
    """Served model that the request names; None when it was refused before that was known."""
    stream: bool = False
    """The caller asked for server-sent events."""
    include_usage: bool = False
    """The caller asked for a usage chunk at the end of the stream."""
    characters: Characters = Characters()
    prompt_hmac: str | None = None
    """HMAC-SHA256 (hex) of the canonical prompt, or of the raw body when that could not be read."""
    judge_milliseconds: float = 0.0
    """Time that the worker spent on this body, milliseconds."""

    def to_json(self) -> dict[str, Any]:
        """The frame header that carries this judgement."""
        return {
            "kind": "judgement",
            **vars(self),
            "verdict": self.verdict.value,
            "direction": self.direction.value,
            "characters": vars(self.characters),
        }

    @classmethod
    def from_json(cls, header: dict[str, Any]) -> Judgement:
        """Reads a frame header. @throws KeyError, TypeError, ValueError when it is not a judgement."""
        fields = {key: value for key, value in header.items() if key != "kind"}
        fields["verdict"] = Verdict(fields["verdict"])
        fields["direction"] = Direction(fields["direction"])
        fields["characters"] = Characters(**fields["characters"])
        return cls(**fields)

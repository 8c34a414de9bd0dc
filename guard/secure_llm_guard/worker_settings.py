"""What a worker must know before it can judge; sent by the parent in the first frame."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Tier(StrEnum):
    """Where the guard stands on the request path."""

    GUARDRAIL = "guardrail"
    OUTPUT_PROCESSOR = "output-processor"


@dataclass(frozen=True)
class WorkerSettings:
    """Settings of one worker. Secrets are paths, never values, but for the canary, which the parent made itself."""

    tier: Tier
    rules_path: str
    rules_sha256: str
    """Expected SHA-256 (lower-case hex) of the bytes at `rules_path`."""
    models: tuple[str, ...]
    """Served model names; a request for any other is refused."""
    audit_key_path: str
    """File with the HMAC-SHA256 key of the prompt hash."""
    system_prompt_path: str | None = None
    """File with the operator's system prompt (output-processor only)."""
    system_prompt_canary: str | None = None
    """Random token, made once per pod, put into the system prompt and blocked in every answer."""
    allow_client_system_prompts: bool = False
    allow_tools: bool = False
    input_rails: bool = True
    """False: requests are parsed, rebuilt and limited, but not matched (output-processor only)."""
    max_completion_tokens: int = 4096

    def to_json(self) -> dict[str, Any]:
        """JSON for the start frame."""
        return {**asdict(self), "tier": self.tier.value, "models": list(self.models)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> WorkerSettings:
        """Reads a start frame's settings. @throws KeyError, TypeError, ValueError on a missing or extra key."""
        fields = {**value, "tier": Tier(value["tier"]), "models": tuple(value["models"])}
        return cls(**fields)

"""What one guard process is told: the command line as checked values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .errors import SettingsError
from .worker_settings import Tier, WorkerSettings

CHAT_COMPLETIONS_PATH: Final = "/v1/chat/completions"
MODELS_PATH: Final = "/v1/models"

_MODEL_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]{0,127}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Upstream:
    """The next hop of one served model."""

    model: str
    url: str
    """Full URL of the next hop's chat completions route."""
    key_file: Path | None = None

    @classmethod
    def of(cls, model: str, base_url: str, key_file: Path | None = None) -> Upstream:
        """From a base URL such as `http://output-processor.output.svc:8000`. @throws SettingsError"""
        if not _MODEL_NAME.fullmatch(model):
            raise SettingsError(
                f"--model: {model!r} is not a model name; expected 1 to 128 letters, digits or ._/:- , "
                "starting with a letter or digit"
            )
        return cls(model, _checked_base_url(model, base_url) + CHAT_COMPLETIONS_PATH, key_file)


@dataclass(frozen=True)
class Settings:
    """Checked settings of `serve` and `check`; the defaults are the command line's."""

    tier: Tier
    rules_sha256: str
    upstreams: tuple[Upstream, ...]
    audit_key_file: Path
    rules_file: Path = Path("/etc/secure-llm/rules/ruleset.json")
    caller_key_file: Path | None = None
    system_prompt_file: Path | None = None
    allow_client_system_prompts: bool = False
    allow_tools: bool = False
    input_rails: bool = True
    listen_host: str = "0.0.0.0"  # noqa: S104  # a pod's policies decide who connects
    port: int = 8000
    metrics_port: int = 9090
    workers: int = 2
    judge_deadline_ms: int = 2000
    upstream_timeout_seconds: int = 300
    max_body_bytes: int = 262_144
    max_completion_tokens: int = 4096
    slots_per_caller: int = 32
    queue_slots: int = 64
    drain_seconds: int = 20
    drain_notice_seconds: int = 5
    """How long a draining guard takes new requests, because load balancers learn late; part of `drain_seconds`."""

    def __post_init__(self) -> None:
        """@throws SettingsError when values do not fit each other."""
        if not _SHA256.fullmatch(self.rules_sha256):
            raise SettingsError(
                f"RULES_SHA256: {self.rules_sha256[:80]!r} is not a digest; expected 64 lower-case hexadecimal digits "
                "from the pod annotation secure-llm.dev/rules-sha256"
            )
        if not self.upstreams:
            raise SettingsError("--model: none given; expected at least one NAME=URL")
        names = [upstream.model for upstream in self.upstreams]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise SettingsError(f"--model: {doubled[0]!r} is given twice; expected one next hop per model")
        if self.tier is not Tier.OUTPUT_PROCESSOR:
            if self.system_prompt_file is not None:
                raise SettingsError("--system-prompt-file: only the tier output-processor puts in a system prompt")
            if not self.input_rails:
                raise SettingsError("--no-input-rails: only the tier output-processor may go without input rails")
        if self.port and self.port == self.metrics_port:
            raise SettingsError(f"--metrics-port: {self.port} is the public port too; expected another one")
        if self.drain_notice_seconds > self.drain_seconds:
            raise SettingsError(
                f"--drain-notice-seconds: {self.drain_notice_seconds} is more than --drain-seconds {self.drain_seconds}"
            )

    def for_workers(self, system_prompt_canary: str | None) -> WorkerSettings:
        """What each worker is told; the canary is the same in all of them."""
        return WorkerSettings(
            tier=self.tier,
            rules_path=str(self.rules_file),
            rules_sha256=self.rules_sha256,
            models=tuple(upstream.model for upstream in self.upstreams),
            audit_key_path=str(self.audit_key_file),
            system_prompt_path=str(self.system_prompt_file) if self.system_prompt_file else None,
            system_prompt_canary=system_prompt_canary,
            allow_client_system_prompts=self.allow_client_system_prompts,
            allow_tools=self.allow_tools,
            input_rails=self.input_rails,
            max_completion_tokens=self.max_completion_tokens,
        )


def _checked_base_url(model: str, base_url: str) -> str:
    shown = f"--model {model}: {base_url[:200]!r}"
    try:
        parts = urlsplit(base_url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SettingsError(f"{shown} is not a URL; expected http://host:port") from error
    if parts.scheme not in {"http", "https"} or not host or re.search(r"[\s\x00-\x1f\x7f]", base_url):
        raise SettingsError(f"{shown} is not a base URL; expected http://host:port or https://host:port")
    if parts.username is not None or parts.password is not None:
        # The value is not shown: it holds a credential.
        raise SettingsError(f"--model {model}: the URL holds credentials; give the key with --upstream-key-file")
    if parts.query or parts.fragment:
        raise SettingsError(f"{shown} has a query or a fragment; expected http://host:port")
    path = parts.path.rstrip("/")
    if path.endswith(("/v1", CHAT_COMPLETIONS_PATH)):
        raise SettingsError(f"{shown} ends in an API path; expected the base only, {CHAT_COMPLETIONS_PATH} is appended")
    return f"{parts.scheme}://{parts.netloc}{path}"

"""From settings to a body judge that has passed its self check."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .body_judge import BodyJudge
from .chat_request import RequestLimits
from .forms.canonical_text import canonical_text
from .judge import Judge
from .ruleset import RuleSetError, load_ruleset
from .self_check import SelfCheckError, check_rails
from .worker_settings import Tier, WorkerSettings

MAX_SYSTEM_PROMPT_CHARACTERS: Final = 65_536
MIN_AUDIT_KEY_BYTES: Final = 16
"""128 bits: below that a prompt hash could be turned back by guessing the key."""


class WorkerStartError(Exception):
    """The worker cannot judge; the message is one line for the operator and holds no secret."""


async def start_body_judge(settings: WorkerSettings) -> BodyJudge:
    """Loads rules and keys, builds the rails, passes the canaries. @throws WorkerStartError with the reason."""
    canary = settings.system_prompt_canary
    try:
        ruleset = load_ruleset(settings.rules_path, settings.rules_sha256)
        judge = Judge(ruleset, canary)
        await check_rails(judge, ruleset, canary)
    except (RuleSetError, SelfCheckError, ValueError, TypeError) as error:
        raise WorkerStartError(str(error)) from error
    if settings.tier is Tier.GUARDRAIL and not settings.input_rails:
        raise WorkerStartError("input rails cannot be switched off in tier guardrail")
    limits = RequestLimits(
        models=settings.models,
        max_prompt_characters=ruleset.input.max_prompt_characters,
        max_completion_tokens=settings.max_completion_tokens,
        allow_client_system_prompts=settings.allow_client_system_prompts,
        allow_tools=settings.allow_tools,
    )
    return BodyJudge(
        judge,
        ruleset,
        limits,
        _audit_key(settings.audit_key_path),
        input_rails=settings.input_rails,
        # What the guardrail hears back was judged by the output processor, the only next hop that it has.
        output_rails=settings.tier is Tier.OUTPUT_PROCESSOR,
        system_prompt=_system_prompt(settings),
    )


def _audit_key(path: str) -> bytes:
    key = _read(path, "audit key").strip()
    if len(key) < MIN_AUDIT_KEY_BYTES:
        raise WorkerStartError(f"audit key {path!r} has {len(key)} bytes; at least {MIN_AUDIT_KEY_BYTES} are needed")
    return key


def _system_prompt(settings: WorkerSettings) -> str | None:
    path = settings.system_prompt_path
    if path is None:
        return None
    if settings.tier is not Tier.OUTPUT_PROCESSOR:
        raise WorkerStartError(
            "a system prompt is put in by tier output-processor only, so that its answers are checked for it"
        )
    if settings.system_prompt_canary is None:
        raise WorkerStartError("a system prompt needs a canary, or its leaking would go unseen")
    try:
        text = canonical_text(_read(path, "system prompt").decode("utf-8")).text.strip()
    except UnicodeDecodeError as error:
        raise WorkerStartError(f"system prompt {path!r} is not UTF-8") from error
    if not 1 <= len(text) <= MAX_SYSTEM_PROMPT_CHARACTERS:
        raise WorkerStartError(
            f"system prompt {path!r} has {len(text)} characters; 1 to {MAX_SYSTEM_PROMPT_CHARACTERS} are accepted"
        )
    # In front, because "repeat everything above" starts at the front.
    return f"[{settings.system_prompt_canary}]\n{text}"


def _read(path: str, what: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise WorkerStartError(f"{what} {path!r} cannot be read: {error.strerror}") from error

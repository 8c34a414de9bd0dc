"""The command line: its grammar, and how it becomes `Settings`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from .errors import SettingsError
from .models_file import load_models
from .settings import Settings, Upstream
from .worker_settings import Tier

_DEFAULTS = {name: field.default for name, field in Settings.__dataclass_fields__.items()}


class _OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SettingsError(message)


def parse_arguments(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, Settings]:
    """
    The command (`serve` or `check`) and its settings.

    @throws SettingsError with one clear line
    @throws StartError when the models file is not what was released
    """
    parsed = _parser().parse_args(arguments)
    return parsed.command, Settings(
        tier=Tier(parsed.tier),
        rules_sha256=environment.get("RULES_SHA256", ""),
        upstreams=_upstreams(parsed, environment),
        audit_key_file=parsed.audit_key_file,
        rules_file=parsed.rules,
        caller_key_file=parsed.caller_key_file,
        system_prompt_file=parsed.system_prompt_file,
        allow_client_system_prompts=parsed.allow_client_system_prompts,
        allow_tools=parsed.allow_tools,
        input_rails=not parsed.no_input_rails,
        listen_host=parsed.listen_host,
        port=parsed.port,
        metrics_port=parsed.metrics_port,
        workers=parsed.workers,
        judge_deadline_ms=parsed.judge_deadline_ms,
        upstream_timeout_seconds=parsed.upstream_timeout_seconds,
        max_body_bytes=parsed.max_body_bytes,
        max_completion_tokens=parsed.max_completion_tokens,
        slots_per_caller=parsed.slots_per_caller,
        queue_slots=parsed.queue_slots,
        drain_seconds=parsed.drain_seconds,
        drain_notice_seconds=(
            parsed.drain_seconds // 4 if parsed.drain_notice_seconds is None else parsed.drain_notice_seconds
        ),
    )


def _upstreams(parsed: argparse.Namespace, environment: Mapping[str, str]) -> tuple[Upstream, ...]:
    if parsed.models_file is not None:
        if parsed.model or parsed.upstream_key_file:
            raise SettingsError("--models-file: names the models, so --model and --upstream-key-file are not accepted")
        return load_models(parsed.models_file, environment.get("MODELS_SHA256", ""))
    keys = _pairs(parsed.upstream_key_file, "--upstream-key-file", "PATH")
    models = _pairs(parsed.model, "--model", "URL")
    unknown = sorted(set(keys) - set(models))
    if unknown:
        raise SettingsError(f"--upstream-key-file: {unknown[0]!r} is no served model; expected one of {sorted(models)}")
    return tuple(Upstream.of(name, url, Path(keys[name]) if name in keys else None) for name, url in models.items())


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(
        prog="secure-llm-guard",
        description="a guard in front of a language model: an OpenAI-compatible proxy that judges and fails closed",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="serve|check")
    for name, purpose in (
        ("serve", "judge and forward requests"),
        ("check", "load the rules, pass every canary, then exit with 0, or with 1 and one line that says why"),
    ):
        _add_arguments(commands.add_parser(name, help=purpose, description=purpose, allow_abbrev=False))
    return parser


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--tier", required=True, choices=[tier.value for tier in Tier])
    add(
        "--rules",
        type=Path,
        default=_DEFAULTS["rules_file"],
        metavar="PATH",
        help="ruleset.json (default: %(default)s)",
    )
    add("--model", action="append", default=[], metavar="NAME=URL", help="a served model and its next hop; repeatable")
    add("--upstream-key-file", action="append", default=[], metavar="NAME=PATH", help="bearer key for the next hop")
    add("--models-file", type=Path, metavar="PATH", help="models.json, in place of both")
    add("--caller-key-file", type=Path, metavar="PATH", help="bearer key that callers must send")
    add("--audit-key-file", type=Path, required=True, metavar="PATH", help="HMAC key of the audit line's hashes")
    add("--system-prompt-file", type=Path, metavar="PATH", help="output-processor only")
    add("--allow-client-system-prompts", action="store_true")
    add("--allow-tools", action="store_true")
    add("--no-input-rails", action="store_true", help="output-processor only")
    add("--listen-host", default=_DEFAULTS["listen_host"], metavar="ADDRESS", help="default: %(default)s")
    for name, low, high in (
        ("port", 1, 65535),
        ("metrics_port", 1, 65535),
        ("workers", 1, 64),
        ("judge_deadline_ms", 10, 60_000),
        ("upstream_timeout_seconds", 1, 3600),
        ("max_body_bytes", 1024, 16_777_216),
        ("max_completion_tokens", 1, 1_000_000),
        ("slots_per_caller", 1, 10_000),
        ("queue_slots", 1, 10_000),
        ("drain_seconds", 1, 3600),
    ):
        add(
            "--" + name.replace("_", "-"),
            type=_whole_number(low, high),
            default=_DEFAULTS[name],
            metavar="N",
            help=f"{low} to {high} (default: %(default)s)",
        )

    add(
        "--drain-notice-seconds",
        type=_whole_number(0, 3600),
        metavar="N",
        help="part of the drain in which new requests are still taken (default: a quarter of it)",
    )


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 12 and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"{text[:80]!r} is not accepted; expected a whole number, {low} to {high}")
        return int(text)

    return parse


def _pairs(values: Sequence[str], argument: str, right_hand: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values:
        name, equals, rest = value.partition("=")
        if not (name and equals and rest):
            raise SettingsError(f"{argument}: {value[:200]!r} is not accepted; expected NAME={right_hand}")
        if name in pairs:
            raise SettingsError(f"{argument}: {name!r} is given twice; expected once per model")
        pairs[name] = rest
    return pairs

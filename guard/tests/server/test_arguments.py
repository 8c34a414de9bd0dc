"""The command line: what it accepts, and one clear line for what it does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from secure_llm_guard.arguments import parse_arguments
from secure_llm_guard.cli import main
from secure_llm_guard.errors import SettingsError
from secure_llm_guard.worker_settings import Tier

ENVIRONMENT = {"RULES_SHA256": "a" * 64}
BASE = ["serve", "--tier", "guardrail", "--model", "llama=http://out.svc:8000", "--audit-key-file", "/k/audit"]


def test_what_is_not_given_has_the_documented_default() -> None:
    command, settings = parse_arguments(BASE, ENVIRONMENT)
    assert command == "serve"
    assert str(settings.rules_file) == "/etc/secure-llm/rules/ruleset.json"
    assert (settings.listen_host, settings.port, settings.metrics_port) == ("0.0.0.0", 8000, 9090)
    assert (settings.workers, settings.judge_deadline_ms, settings.upstream_timeout_seconds) == (2, 2000, 300)
    assert (settings.max_body_bytes, settings.max_completion_tokens) == (262_144, 4096)
    assert (settings.slots_per_caller, settings.queue_slots, settings.drain_seconds) == (32, 64, 20)
    assert settings.input_rails
    assert not settings.allow_tools
    assert not settings.allow_client_system_prompts
    assert settings.upstreams[0].url == "http://out.svc:8000/v1/chat/completions"


def test_the_drain_notice_is_a_quarter_of_the_drain_unless_it_is_given() -> None:
    assert parse_arguments(BASE, ENVIRONMENT)[1].drain_notice_seconds == 5
    assert parse_arguments([*BASE, "--drain-seconds", "8"], ENVIRONMENT)[1].drain_notice_seconds == 2


def test_every_argument_reaches_the_settings_and_the_workers() -> None:
    command, settings = parse_arguments(
        ["check", "--tier", "output-processor", "--model", "a/b:1=https://x:1/base/", "--model", "c=http://y",
         "--upstream-key-file", "c=/k/c", "--caller-key-file", "/k/caller", "--audit-key-file", "/k/audit",
         "--system-prompt-file", "/k/prompt", "--allow-client-system-prompts", "--allow-tools", "--no-input-rails",
         "--rules", "/r", "--listen-host", "::", "--port", "1", "--metrics-port", "2", "--workers", "3",
         "--judge-deadline-ms", "40", "--upstream-timeout-seconds", "5", "--max-body-bytes", "6000",
         "--max-completion-tokens", "7", "--slots-per-caller", "8", "--queue-slots", "9", "--drain-seconds", "10",
         "--drain-notice-seconds", "4"],
        ENVIRONMENT,
    )  # fmt: skip
    assert command == "check"
    assert [(u.model, u.url, u.key_file) for u in settings.upstreams] == [
        ("a/b:1", "https://x:1/base/v1/chat/completions", None),
        ("c", "http://y/v1/chat/completions", Path("/k/c")),
    ]
    numbers = (settings.port, settings.metrics_port, settings.workers, settings.judge_deadline_ms)
    assert numbers == (1, 2, 3, 40)
    assert (settings.upstream_timeout_seconds, settings.max_body_bytes, settings.slots_per_caller) == (5, 6000, 8)
    assert (settings.queue_slots, settings.drain_seconds, settings.drain_notice_seconds) == (9, 10, 4)
    assert (settings.listen_host, settings.caller_key_file) == ("::", Path("/k/caller"))
    told = settings.for_workers("canary")
    assert told.tier is Tier.OUTPUT_PROCESSOR
    assert (told.rules_path, told.rules_sha256, told.audit_key_path) == ("/r", "a" * 64, "/k/audit")
    assert (told.models, told.system_prompt_path, told.system_prompt_canary) == (("a/b:1", "c"), "/k/prompt", "canary")
    assert (told.allow_client_system_prompts, told.allow_tools, told.input_rails) == (True, True, False)
    assert told.max_completion_tokens == 7


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--port", "0"], "1 to 65535"),
        (["--port", "eighty"], "'eighty'"),
        (["--workers", "-1"], "1 to 64"),
        (["--workers", "²"], "whole number"),
        (["--metrics-port", "8000"], "public port too"),
        (["--model", "llama=http://x"], "given twice"),
        (["--model", "llama"], "expected NAME=URL"),
        (["--model", "bad name=http://x"], "not a model name"),
        (["--model", "x=ftp://x"], "http://host:port"),
        (["--model", "x=http://"], "http://host:port"),
        (["--model", "x=http://x:99999"], "not a URL"),
        (["--model", "x=http://x/?a=b"], "query"),
        (["--model", "x=http://x/v1"], "base only"),
        (["--model", "x=http://x\r\nhost: y"], "not a URL"),
        (["--model", "x=http://user:hunter2@x"], "--upstream-key-file"),
        (["--upstream-key-file", "other=/k"], "no served model"),
        (["--system-prompt-file", "/p"], "output-processor"),
        (["--no-input-rails"], "output-processor"),
        (["--drain-seconds", "2", "--drain-notice-seconds", "3"], "--drain-notice-seconds"),
        (["--tier", "both"], "both"),
        (["--work", "3"], "--work"),
        (["--unknown"], "--unknown"),
    ],
)
def test_a_bad_value_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, more: list[str], expected: str
) -> None:
    monkeypatch.setenv("RULES_SHA256", "a" * 64)
    assert main([*BASE, *more]) == 2
    said = capsys.readouterr().err
    assert said.startswith("secure-llm-guard: ")
    assert said.count("\n") == 1
    assert expected in said
    assert "hunter2" not in said


@pytest.mark.parametrize("digest", ["", "A" * 64, "a" * 63, "sha256:" + "a" * 64])
def test_a_missing_or_malformed_digest_is_an_error(digest: str) -> None:
    with pytest.raises(SettingsError, match="RULES_SHA256"):
        parse_arguments(BASE, {"RULES_SHA256": digest} if digest else {})


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "cannot read the key file"), ("short", "at least 16"), ("   " + "a" * 15 + "\n", "15 characters")],
)
def test_a_key_file_that_is_missing_or_too_short_is_one_line_and_exit_code_1(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: str | None,
    expected: str,
) -> None:
    key = tmp_path / "audit"
    if content is not None:
        key.write_text(content)
    monkeypatch.setenv("RULES_SHA256", "a" * 64)
    arguments = [*BASE[:-1], str(key)]
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert expected in said
    assert content is None or content.strip() not in said


def test_a_bearer_key_that_cannot_stand_in_a_header_is_an_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RULES_SHA256", "a" * 64)
    (tmp_path / "audit").write_text("a" * 16)
    (tmp_path / "caller").write_text("0123456789\r\nx-evil: 1")
    assert main([*BASE[:-1], str(tmp_path / "audit"), "--caller-key-file", str(tmp_path / "caller")]) == 1
    assert "printable ASCII" in capsys.readouterr().err


def test_the_serving_process_never_loads_nemo() -> None:
    program = "import sys, secure_llm_guard.cli; print(sorted(m for m in sys.modules if 'nemoguardrails' in m))"
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout.strip() == "[]"

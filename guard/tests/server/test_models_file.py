"""The models file: exactly what was released, exactly as expected, or no start."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from secure_llm_guard.arguments import parse_arguments
from secure_llm_guard.cli import main
from secure_llm_guard.errors import SettingsError, StartError
from secure_llm_guard.models_file import load_models

KEY = "/etc/secure-llm/secrets/upstream-key/key"
LLAMA = {"keyFile": KEY, "model": "llama", "url": "http://llama.inference.svc:8000"}
QWEN = {"model": "qwen", "url": "http://qwen.inference.svc:8000"}
BASE = ["check", "--tier", "output-processor", "--audit-key-file", "/k/audit"]


def canonical(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode()


def models(*entries: object) -> bytes:
    return canonical({"format": 1, "models": list(entries)})


def released(folder: Path, content: bytes) -> tuple[Path, str]:
    path = folder / "models.json"
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def test_names_models_next_hops_and_keys_in_place_of_the_arguments(tmp_path: Path) -> None:
    path, digest = released(tmp_path, models(LLAMA, QWEN))
    environment = {"RULES_SHA256": "a" * 64, "MODELS_SHA256": digest}
    _, settings = parse_arguments([*BASE, "--models-file", str(path)], environment)
    assert [(u.model, u.url, u.key_file) for u in settings.upstreams] == [
        ("llama", "http://llama.inference.svc:8000/v1/chat/completions", Path(KEY)),
        ("qwen", "http://qwen.inference.svc:8000/v1/chat/completions", None),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{", "not strict JSON"),
        (b'{"format":1,"format":1,"models":[]}', "a key twice"),
        (models(LLAMA) + b"\n", "canonical form"),
        (canonical({"format": 2, "models": [LLAMA]}), "reads format 1"),
        (canonical({"format": True, "models": [LLAMA]}), "reads format 1"),
        (canonical({"format": 1, "models": [LLAMA], "more": 1}), "expected exactly ['format', 'models']"),
        (canonical({"format": 1}), "expected exactly"),
        (canonical([LLAMA]), "has list"),
        (models(), "1 to 100 models"),
        (models(*({**QWEN, "model": f"m{n:03}"} for n in range(101))), "1 to 100 models"),
        (models("llama"), "models[0] has str"),
        (models({"model": "llama"}), "expected exactly ['model', 'url']"),
        (models({**LLAMA, "kefFile": KEY}), "expected exactly ['keyFile', 'model', 'url']"),
        (models({**LLAMA, "keyFile": None}), "models[0].keyFile is NoneType"),
        (models({**LLAMA, "url": 8000}), "models[0].url is int"),
        (models({**LLAMA, "url": "ftp://llama"}), "expected http://host:port"),
        (models({**LLAMA, "model": "a b"}), "not a model name"),
        (models(QWEN, LLAMA), "not sorted by name, each once"),
        (models(LLAMA, LLAMA), "not sorted by name, each once"),
        (models({**LLAMA, "keyFile": "/etc/passwd"}), "expected a file below /etc/secure-llm/secrets"),
        (models({**LLAMA, "keyFile": "/etc/secure-llm/secrets"}), "expected a file below"),
        (models({**LLAMA, "keyFile": "/etc/secure-llm/secrets/../rules/ruleset.json"}), "expected a file below"),
        (models({**LLAMA, "keyFile": "/etc/secure-llm/secrets//key"}), "expected a file below"),
    ],
)
def test_is_refused_when_it_is_not_exactly_as_expected(tmp_path: Path, content: bytes, expected: str) -> None:
    path, digest = released(tmp_path, content)
    with pytest.raises(StartError) as refusal:
        load_models(path, digest)
    assert expected in str(refusal.value)


def test_is_refused_when_it_is_not_what_was_released(tmp_path: Path) -> None:
    path, digest = released(tmp_path, models(LLAMA))
    path.write_bytes(models({**LLAMA, "url": "http://elsewhere:8000"}))
    with pytest.raises(StartError, match="it is not what was released"):
        load_models(path, digest)


@pytest.mark.parametrize("digest", ["", "a" * 63, "A" * 64, "latest"])
def test_needs_the_digest_that_was_released(tmp_path: Path, digest: str) -> None:
    path, _ = released(tmp_path, models(LLAMA))
    with pytest.raises(SettingsError, match="MODELS_SHA256"):
        load_models(path, digest)


@pytest.mark.parametrize("more", [["--model", "llama=http://x"], ["--upstream-key-file", "llama=/k"]])
def test_stands_in_the_place_of_the_arguments_and_not_beside_them(more: list[str]) -> None:
    with pytest.raises(SettingsError, match="--models-file: names the models"):
        parse_arguments([*BASE, "--models-file", "/m", *more], {"RULES_SHA256": "a" * 64})


def test_stops_the_start_with_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RULES_SHA256", "a" * 64)
    monkeypatch.setenv("MODELS_SHA256", "b" * 64)
    missing = tmp_path / "models.json"
    assert main([*BASE, "--models-file", str(missing)]) == 1
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert f"--models-file: cannot read {missing}: No such file or directory" in line

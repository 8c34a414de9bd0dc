from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from http_server import Received, Reply, http_server

from secure_llm_steps import exit_codes
from secure_llm_steps.artifact_digest import sha256_of
from secure_llm_steps.cli import main

SOURCE = f"oci://registry.example:5000/models/judge@sha256:{'a' * 64}"
PASSWORD = "correct horse battery"


class Registry:
    """As much of MLflow's answers as the step relies on; conformance asks a real one."""

    def __init__(self) -> None:
        self.models: set[str] = set()
        self.versions: list[dict[str, object]] = []

    def answer(self, request: Received) -> Reply:
        credentials = base64.b64encode(f"pipeline:{PASSWORD}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {credentials}":
            return Reply(401, b"You are not authenticated.")
        if request.path.endswith("/registered-models/create"):
            if request.body["name"] in self.models:
                return Reply(400, {"error_code": "RESOURCE_ALREADY_EXISTS", "message": "exists"})
            self.models.add(request.body["name"])
            return Reply(200, {"registered_model": request.body})
        if "/model-versions/search" in request.path:
            asked = unquote_plus(request.path)
            found = [version for version in self.versions if str(version["sha256"]) in asked]
            return Reply(200, {"model_versions": found} if found else {})
        version = {**request.body, "version": str(len(self.versions) + 1)}
        version["sha256"] = next(tag["value"] for tag in request.body["tags"] if tag["key"] == "secure-llm.sha256")
        self.versions.append(version)
        return Reply(200, {"model_version": version})


def register(folder: Path, url: str, *more: str, password: str = PASSWORD, adapter_sha256: str | None = None) -> int:
    adapter, credentials, metrics = folder / "adapter", folder / "credentials", folder / "metrics"
    adapter.mkdir(exist_ok=True)
    credentials.mkdir(exist_ok=True)
    (adapter / "adapter_model.safetensors").write_bytes(b"weights")
    (credentials / "username").write_text("pipeline\n")
    (credentials / "password").write_text(password)
    metrics.write_text(json.dumps({"accuracy": 0.98, "adapter_sha256": adapter_sha256 or sha256_of(adapter)}))
    inputs = ["--adapter", str(adapter), "--metrics", str(metrics), "--model", "judge", "--source-uri", SOURCE]
    server = ["--tracking-url", url, "--credentials", str(credentials), "--registration", f"{folder}/out/registration"]
    return main(["register", *inputs, *server, *more])


def test_a_version_is_registered_once_however_often_the_step_is_tried(tmp_path: Path) -> None:
    registry = Registry()
    with http_server(registry.answer) as url:
        assert [register(tmp_path, url) for _ in range(2)] == [exit_codes.SUCCESS] * 2
    (version,) = registry.versions
    registration = json.loads((tmp_path / "out/registration").read_text())
    assert registration["version"] == 1
    assert registration["source"] == version["source"] == SOURCE
    assert registration["sha256"] == version["sha256"] == sha256_of(tmp_path / "adapter")
    assert registration["metrics"]["accuracy"] == 0.98


def test_the_same_bytes_at_another_place_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registry = Registry()
    with http_server(registry.answer) as url:
        assert register(tmp_path, url) == exit_codes.SUCCESS
        assert register(tmp_path, url, "--source-uri", "s3://models/judge/1") == exit_codes.USAGE
    assert SOURCE in capsys.readouterr().err


def test_figures_of_another_adapter_are_refused_before_anything_is_asked(tmp_path: Path) -> None:
    registry = Registry()
    with http_server(registry.answer) as url:
        assert register(tmp_path, url, adapter_sha256="b" * 64) == exit_codes.USAGE
    assert registry.models == set()


def test_wrong_credentials_end_the_step_without_showing_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with http_server(Registry().answer) as url:
        assert register(tmp_path, url, password="another one") == exit_codes.BROKEN
    told = capsys.readouterr().err
    assert "401" in told
    assert "another one" not in told


@pytest.mark.parametrize("source", ["https://host/model", "oci://registry/model:latest", "s3://b", "file:///model"])
def test_sources_that_do_not_say_which_bytes_or_that_mlflow_refuses_are_wrong_arguments(
    tmp_path: Path, source: str
) -> None:
    assert register(tmp_path, "http://127.0.0.1:1", "--source-uri", source) == exit_codes.USAGE

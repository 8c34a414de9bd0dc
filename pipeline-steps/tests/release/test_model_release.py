"""The commands of a model release, one after the other, on a fake cluster."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from release.fake_cluster import DIGEST, OUTPUT, FakeCluster
from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.release import publish_models, shift_model
from secure_llm_steps.release.models_map import ModelsMap, Pool

A, B = "http://qwen-a.inference.svc:8080", "http://qwen-b.inference.svc:8080"
KEY = "/etc/secure-llm/secrets/upstream-key/key"
PRESENT = ModelsMap({"qwen": Pool(A, KEY)}).content()
TARGETS = json.dumps(
    [
        {
            "namespace": OUTPUT.namespace,
            "deployment": OUTPUT.deployment,
            "volume": OUTPUT.volume,
            "configMapPrefix": "output-models",
            "file": "models.json",
            "annotation": DIGEST,
            "numberAnnotation": OUTPUT.number_annotation,
            "previousAnnotation": OUTPUT.previous_annotation,
        }
    ]
)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeCluster:
    fake = FakeCluster()
    template = fake.deployments[OUTPUT.name]["spec"]["template"]
    template["metadata"]["annotations"][DIGEST] = hashlib.sha256(PRESENT).hexdigest()
    fake.config_maps["zone-output/output-rules-old"] = {"data": {"models.json": PRESENT.decode()}}
    for module in (shift_model, publish_models):
        monkeypatch.setattr(module, "this_cluster", lambda: fake)
    (tmp_path / "verified").write_text(json.dumps({"model": "judge", "sha256": "a" * 64, "signedBy": "b" * 64}))
    return fake


def shift(folder: Path, url: str = B, verified: str = "verified") -> int:
    arguments = ["--verified", str(folder / verified), "--served-model", "qwen", "--pool-url", url]
    return main(["shift-model", *arguments, "--targets", TARGETS, "--candidate", str(folder / "candidate")])


def publish(folder: Path) -> int:
    inputs = [f"--{name}={folder / name}" for name in ("candidate", "verified", "approval", "published")]
    return main(["publish-models", *inputs, "--targets", TARGETS])


def test_a_verified_model_is_proposed_approved_and_published_as_a_new_map(cluster: FakeCluster, tmp_path: Path) -> None:
    assert shift(tmp_path) == exit_codes.SUCCESS
    candidate = (tmp_path / "candidate").read_bytes()
    assert json.loads(candidate)["models"] == [{"model": "qwen", "url": B, "keyFile": KEY}]
    digest = hashlib.sha256(candidate).hexdigest()
    (tmp_path / "approval").write_text(json.dumps({"number": 1, "sha256": digest}))
    assert publish(tmp_path) == exit_codes.GATE_FAILED
    cluster.approve(f"1 {digest}", name="approved-models")
    assert publish(tmp_path) == exit_codes.SUCCESS
    name = json.loads((tmp_path / "published").read_text())["configMaps"]["zone-output/output"]
    assert name.startswith("output-models-")
    assert cluster.config_maps[f"zone-output/{name}"]["data"] == {"models.json": candidate.decode()}


def test_a_model_that_nobody_verified_is_not_proposed(cluster: FakeCluster, tmp_path: Path) -> None:
    (tmp_path / "unsigned").write_text('{"model": "judge", "sha256": "a"}')
    assert shift(tmp_path, verified="unsigned") == exit_codes.USAGE
    assert not (tmp_path / "candidate").exists()


@pytest.mark.parametrize("url", ["http://b/../x", "file:///etc/passwd", "http://user@b"])
def test_a_pool_is_an_address_and_nothing_more(url: str, cluster: FakeCluster, tmp_path: Path) -> None:
    assert shift(tmp_path, url) == exit_codes.USAGE


def test_approvals_of_rule_sets_approve_no_model(cluster: FakeCluster, tmp_path: Path) -> None:
    assert shift(tmp_path) == exit_codes.SUCCESS
    digest = hashlib.sha256((tmp_path / "candidate").read_bytes()).hexdigest()
    (tmp_path / "approval").write_text(json.dumps({"number": 1, "sha256": digest}))
    cluster.approve(f"1 {digest}")
    assert publish(tmp_path) == exit_codes.GATE_FAILED

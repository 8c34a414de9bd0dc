from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release.fake_cluster import GUARDRAIL, OLD, OUTPUT, FakeCluster
from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.release.record_release import keep, record_of, tiers_of
from secure_llm_steps.release.subject import RELEASE_NAMESPACE, Subject
from secure_llm_steps.release.target import KEYS

STATUS = '{"state": "FAILED", "pipelineJobResourceName": "run-7", "error": {"code": 9, "message": "exit code 4"}}'


def test_a_record_says_how_the_run_ended_and_what_the_tiers_run_now(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"outcome": "rolled-back", "reason": "it crashed", "number": 3, "sha256": "a" * 64}))
    tiers = tiers_of(FakeCluster(), [OUTPUT, GUARDRAIL])
    record = record_of(Subject.RULE_SET, STATUS, report, tiers)
    assert (record["state"], record["run"], record["outcome"]) == ("FAILED", "run-7", "rolled-back")
    assert record["tiers"]["zone-output/output"] == {"number": 0, "sha256": OLD, "configMap": "output-rules-old"}


@pytest.mark.parametrize("state", ["SUCCEEDED", "FAILED", "CANCELLED", "SKIPPED"])
def test_every_state_is_recorded_also_without_a_report(state: str, tmp_path: Path) -> None:
    record = record_of(Subject.MODEL, json.dumps({"state": state}), tmp_path / "none", {})
    assert (record["state"], record["outcome"]) == (state, "unknown")


@given(st.text())
def test_a_status_that_is_not_readable_is_recorded_as_such(status: str) -> None:
    record = record_of(Subject.RULE_SET, status, None, {})
    assert isinstance(record["state"], str)
    json.dumps(record)


def test_a_tier_that_cannot_be_read_does_not_keep_the_record_from_being_written() -> None:
    cluster = FakeCluster()
    del cluster.deployments[OUTPUT.name]
    assert "unknown" in tiers_of(cluster, [OUTPUT])[OUTPUT.name]


def test_a_record_is_kept_once() -> None:
    cluster = FakeCluster()
    record = record_of(Subject.RULE_SET, STATUS, None, {})
    names = {keep(cluster, RELEASE_NAMESPACE, record), keep(cluster, RELEASE_NAMESPACE, record)}
    assert len(names) == 1
    written = cluster.config_maps[f"{RELEASE_NAMESPACE}/{names.pop()}"]
    assert written["immutable"] is True
    assert json.loads(written["data"]["record.json"]) == record


def test_where_people_merge_releases_the_audit_line_is_all_and_no_cluster_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["record-release", "--status", STATUS, "--subject", "rule-set", "--audit-line-only"]
    assert main(arguments) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["event"], line["state"], line["tiers"]) == ("release-ended", "FAILED", {})
    targets = json.dumps([dict.fromkeys(KEYS, "x")])
    assert main([*arguments, "--targets", targets]) == exit_codes.USAGE

from __future__ import annotations

import json

import pytest

from release.fake_cluster import FakeCluster
from release.stage import CONTENT, NEW, Clock
from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.approvals import Approval
from secure_llm_steps.release.await_approval import ApprovalGate
from secure_llm_steps.release.candidate import NUMBER, REPORT_DIGEST, Candidate
from secure_llm_steps.release.subject import RELEASE_NAMESPACE, Subject

OTHER = "f" * 64
SHOWN = f"{RELEASE_NAMESPACE}/candidate-{NEW[:10]}"


def gate(cluster: FakeCluster, clock: Clock, seconds: int = 60) -> ApprovalGate:
    candidate = Candidate(Subject.RULE_SET, CONTENT, b'{"blocked": 1}')
    return ApprovalGate(cluster, candidate, RELEASE_NAMESPACE, seconds, clock.sleep, clock)


def test_the_candidate_is_shown_with_its_report_and_the_number_that_it_asks_for() -> None:
    cluster = FakeCluster(approved=f"3 {OTHER}")
    with pytest.raises(StepError):
        gate(cluster, Clock()).wait()
    shown = cluster.config_maps[SHOWN]
    assert shown["immutable"] is True
    assert shown["data"] == {"ruleset.json": CONTENT.decode(), "report.json": '{"blocked": 1}'}
    assert shown["metadata"]["annotations"][NUMBER] == "4"
    assert len(shown["metadata"]["annotations"][REPORT_DIGEST]) == 64


def test_silence_is_a_no_and_says_which_line_was_missing() -> None:
    clock = Clock()
    with pytest.raises(StepError, match=f"`1 {NEW}`") as caught:
        gate(FakeCluster(), clock).wait()
    assert caught.value.exit_code == exit_codes.GATE_FAILED
    assert clock.now >= 60


def test_it_goes_on_as_soon_as_the_digest_is_the_newest_line() -> None:
    cluster, clock = FakeCluster(), Clock()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        cluster.approve(f"1 {OTHER}", f"9 {NEW}")

    waiting = gate(cluster, clock)
    assert ApprovalGate(cluster, waiting.candidate, RELEASE_NAMESPACE, 60, sleep, clock).wait() == Approval(9, NEW)
    assert clock.now <= 10


def test_an_approval_that_a_newer_one_followed_is_none() -> None:
    with pytest.raises(StepError) as caught:
        gate(FakeCluster(approved=f"1 {NEW}\n2 {OTHER}"), Clock()).wait()
    assert caught.value.exit_code == exit_codes.GATE_FAILED


def test_a_mistyped_line_is_told_once_and_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    cluster, clock = FakeCluster(), Clock()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        cluster.approve(f"1 {NEW}") if clock.now > 20 else cluster.approve("1 yes please")

    waiting = gate(cluster, clock)
    assert ApprovalGate(cluster, waiting.candidate, RELEASE_NAMESPACE, 60, sleep, clock).wait() == Approval(1, NEW)
    events = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert events == ["release-proposed", "release-approval-unreadable", "release-approved"]


def test_what_is_approved_already_is_not_asked_for_again() -> None:
    cluster = FakeCluster(approved=f"5 {NEW}")
    assert gate(cluster, Clock()).wait() == Approval(5, NEW)
    assert SHOWN not in cluster.config_maps


def test_a_step_that_is_tried_again_finds_its_own_candidate() -> None:
    cluster = FakeCluster()
    for _ in range(2):
        with pytest.raises(StepError) as caught:
            gate(cluster, Clock()).wait()
        assert caught.value.exit_code == exit_codes.GATE_FAILED


def test_another_candidate_of_the_same_name_is_not_taken_for_ones_own() -> None:
    cluster = FakeCluster()
    cluster.config_maps[SHOWN] = {"data": {"ruleset.json": "something else"}}
    with pytest.raises(StepError, match="begins alike"):
        gate(cluster, Clock()).wait()


def test_without_approval_the_line_is_appended_to_what_is_there() -> None:
    cluster = FakeCluster(approved=f"3 {OTHER}")
    approval = gate(cluster, Clock()).open_oneself()
    assert approval == Approval(4, NEW)
    approved = cluster.config_maps[f"{RELEASE_NAMESPACE}/approved-rule-sets"]["data"]["approved"]
    assert approved == f"3 {OTHER}\n4 {NEW}"

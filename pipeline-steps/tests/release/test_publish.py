from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from release.fake_cluster import GUARDRAIL, NUMBER, OLD, OUTPUT, FakeCluster
from release.stage import CONTENT, NEW, published
from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.approvals import Approval
from secure_llm_steps.release.publish import publish
from secure_llm_steps.release.published import Published
from secure_llm_steps.release.subject import RELEASE_NAMESPACE, Subject
from secure_llm_steps.release.tier_release import Release


def refused(cluster: FakeCluster, approval: Approval, content: bytes = CONTENT) -> StepError:
    with pytest.raises(StepError) as caught:
        publish(cluster, Subject.RULE_SET, content, approval, [OUTPUT, GUARDRAIL], RELEASE_NAMESPACE)
    assert not [name for name in cluster.config_maps if not name.startswith(RELEASE_NAMESPACE)]
    return caught.value


def test_every_namespace_gets_an_immutable_copy_under_the_name_that_synthesis_would_give() -> None:
    cluster = FakeCluster()
    done = published(cluster)
    # printf 'ruleset.json\n{"format":1}' | sha256sum
    assert done.config_maps["zone-output/output"] == "output-rules-c76c7f8f74d627f4"
    for tier in (OUTPUT, GUARDRAIL):
        written = cluster.config_maps[f"{tier.namespace}/{done.config_maps[tier.name]}"]
        assert written["immutable"] is True
        assert written["data"] == {"ruleset.json": CONTENT.decode()}


def test_publishing_twice_changes_nothing() -> None:
    cluster = FakeCluster()
    assert published(cluster).config_maps == published(cluster).config_maps


def test_content_that_is_not_what_was_approved_is_refused() -> None:
    cluster = FakeCluster(approved=f"1 {NEW}")
    assert refused(cluster, Approval(1, NEW), b"something else").exit_code == exit_codes.GATE_FAILED


@pytest.mark.parametrize("approved", ["", f"1 {OLD}", f"1 {NEW}\n2 {OLD}", f"2 {NEW}"])
def test_an_unknown_or_older_digest_is_refused(approved: str) -> None:
    assert refused(FakeCluster(approved=approved), Approval(1, NEW)).exit_code == exit_codes.GATE_FAILED


def test_a_number_that_a_tier_has_left_behind_is_refused() -> None:
    cluster = FakeCluster(approved=f"2 {NEW}")
    cluster.deployments[OUTPUT.name]["spec"]["template"]["metadata"]["annotations"][NUMBER] = "2"
    failure = refused(cluster, Approval(2, NEW))
    assert failure.exit_code == exit_codes.GATE_FAILED
    assert "runs release 2" in str(failure)


def test_a_config_map_of_that_name_that_can_change_is_not_trusted() -> None:
    cluster = FakeCluster()
    name = OUTPUT.config_map_name(CONTENT)
    cluster.config_maps[f"{OUTPUT.namespace}/{name}"] = {"data": {"ruleset.json": CONTENT.decode()}}
    with pytest.raises(StepError, match="somebody else wrote it"):
        published(cluster)


releases = st.builds(
    Release, st.integers(0, 999), st.text("0123456789abcdef", min_size=64, max_size=64), st.text(min_size=1, max_size=9)
)


@settings(deadline=None)  # a disk may be slow
@given(st.dictionaries(st.text(max_size=9), releases, max_size=3), st.integers(1, 999))
def test_the_artifact_brings_everything_to_the_next_step(previous: dict[str, Release], number: int) -> None:
    names = {target: release.config_map for target, release in previous.items()}
    written = Published(Subject.MODEL, Approval(number, NEW), names, previous)
    path = Path("/tmp/published-by-a-property-test/artifact.json")  # noqa: S108
    written.write(path)
    assert Published.read(path) == written

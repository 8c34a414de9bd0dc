from __future__ import annotations

import hashlib

import pytest

from release.fake_cluster import DIGEST, GUARDRAIL, OUTPUT, FakeCluster
from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.released_content import released_content

RULES = '{"format":1,"känguru":true}'
DIGEST_OF_RULES = hashlib.sha256(RULES.encode()).hexdigest()


def cluster(content: str = RULES, **digests: str) -> FakeCluster:
    fake = FakeCluster()
    for tier in (OUTPUT, GUARDRAIL):
        annotations = fake.deployments[tier.name]["spec"]["template"]["metadata"]["annotations"]
        annotations[DIGEST] = digests.get(tier.deployment, DIGEST_OF_RULES)
        fake.config_maps[f"{tier.namespace}/{tier.deployment}-rules-old"] = {"data": {"ruleset.json": content}}
    return fake


def test_the_bytes_are_those_that_the_guards_read() -> None:
    assert released_content(cluster(), [OUTPUT, GUARDRAIL]) == RULES.encode()


def test_between_two_releases_there_is_no_current_one() -> None:
    with pytest.raises(StepError, match="different contents") as caught:
        released_content(cluster(guardrail="f" * 64), [OUTPUT, GUARDRAIL])
    assert caught.value.exit_code == exit_codes.GATE_FAILED


@pytest.mark.parametrize("content", ["other rules", ""])
def test_content_that_the_guards_would_refuse_is_refused(content: str) -> None:
    with pytest.raises(StepError, match="digest"):
        released_content(cluster(content), [OUTPUT, GUARDRAIL])


def test_a_config_map_that_is_gone_is_an_error() -> None:
    fake = cluster()
    fake.config_maps.clear()
    with pytest.raises(StepError, match="not found"):
        released_content(fake, [OUTPUT])

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_steps.release.exposition import samples
from secure_llm_steps.release.guard_counters import GuardCounters

PAGE = """# HELP secure_llm_guard_requests_total Requests on the public port.
# TYPE secure_llm_guard_requests_total counter
secure_llm_guard_requests_total{code="200",decision="allow",tier="guardrail"} 90.0
secure_llm_guard_requests_total{code="200",decision="block",tier="guardrail"} 6.0
secure_llm_guard_requests_total{code="502",decision="error",tier="guardrail"} 3.0
secure_llm_guard_requests_total{code="499",decision="error",tier="guardrail"} 50.0
secure_llm_guard_requests_total{code="503",decision="refuse",tier="guardrail"} 1.0
secure_llm_guard_judge_seconds_bucket{direction="input",le="0.01",tier="guardrail"} 50.0
secure_llm_guard_judge_seconds_bucket{direction="input",le="0.025",tier="guardrail"} 90.0
secure_llm_guard_judge_seconds_bucket{direction="input",le="+Inf",tier="guardrail"} 100.0
secure_llm_guard_judge_seconds_bucket{direction="output",le="0.01",tier="guardrail"} 100.0
secure_llm_guard_judge_seconds_bucket{direction="output",le="0.025",tier="guardrail"} 100.0
secure_llm_guard_judge_seconds_bucket{direction="output",le="+Inf",tier="guardrail"} 100.0
secure_llm_guard_queue_depth{tier="guardrail"} 0.0
"""


def test_a_page_of_the_guard_is_counted() -> None:
    counters = GuardCounters.parse(PAGE)
    assert (counters.requests, counters.errors, counters.blocks) == (100, 3, 6)
    assert counters.errors_by_code == {"502": 3}
    assert counters.judgements == 200


def test_a_quantile_is_interpolated_in_its_bucket() -> None:
    counters = GuardCounters.parse(PAGE)
    assert counters.judge_quantile(0.5) == pytest.approx(0.01 * 100 / 150)
    assert counters.judge_quantile(0.85) == pytest.approx(0.01 + 0.015 * (170 - 150) / (190 - 150))
    # beyond the last bound nothing is known but the bound
    assert counters.judge_quantile(0.99) == 0.025


def test_a_pod_that_started_anew_is_counted_from_its_start() -> None:
    before, now = GuardCounters.parse(PAGE), GuardCounters({("allow", "200"): 5.0})
    assert now.since(before) == now
    assert before.since(before).requests == 0


def test_labels_keep_what_was_escaped() -> None:
    [sample] = samples('m{a="x\\"y,z=\\\\",b="1\\n2"} 4 1700000000')
    assert sample.labels == {"a": 'x"y,z=\\', "b": "1\n2"}
    assert sample.value == 4


@given(st.text(max_size=200))
def test_no_page_is_an_exception(text: str) -> None:
    GuardCounters.parse(f"secure_llm_guard_requests_total{{{text}}} 1\n{text}")


@given(st.lists(st.floats(0.0, 9.0), min_size=1, max_size=50), st.floats(0.01, 1.0))
def test_a_quantile_lies_in_the_bucket_of_the_value(durations: list[float], share: float) -> None:
    bounds = (0.5, 1.0, 2.5, 10.0, math.inf)
    counters = GuardCounters({}, {bound: float(sum(each <= bound for each in durations)) for bound in bounds})
    exact = sorted(durations)[math.ceil(share * len(durations)) - 1]
    upper = min(bound for bound in bounds if exact <= bound)
    lower = max((bound for bound in (0.0, *bounds) if bound < upper), default=0.0)
    assert lower <= counters.judge_quantile(share) <= upper

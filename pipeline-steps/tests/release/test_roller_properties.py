from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from release.fake_cluster import GUARDRAIL, OLD, OUTPUT, PREVIOUS, FakeCluster
from release.stage import NEW, stage
from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.guard_counters import GuardCounters

SONGS = st.lists(st.sampled_from([None, None, None, "a rule blocked it"]), max_size=20)
COUNTERS = st.builds(
    lambda allow, block, error: GuardCounters(
        {("allow", "200"): float(allow), ("block", "200"): float(block), ("error", "502"): float(error)}
    ),
    st.integers(0, 200),
    st.integers(0, 200),
    st.sampled_from([0, 0, 0, 50]),
)
CLUSTERS = st.builds(
    FakeCluster,
    crashing=st.sampled_from([frozenset(), frozenset({NEW})]).map(set),
    stuck=st.sampled_from([frozenset(), frozenset(), frozenset({NEW})]).map(set),
    conflicts=st.integers(0, 5),
    counters=st.fixed_dictionaries({OLD: COUNTERS, NEW: COUNTERS}),
)


@given(CLUSTERS, SONGS)
def test_whatever_happens_every_end_is_one_of_those_that_the_exit_code_says(
    cluster: FakeCluster, songs: list[str | None]
) -> None:
    song = iter(songs)
    rolled = stage(cluster, lambda: next(song, None))
    try:
        rolled.roller.roll()
        code = exit_codes.SUCCESS
    except StepError as failure:
        code = failure.exit_code
    digests = [digest for _, digest, _ in rolled.runs]
    marks = [PREVIOUS in cluster.deployments[tier.name]["metadata"]["annotations"] for tier in (OUTPUT, GUARDRAIL)]
    ends = {
        exit_codes.SUCCESS: [NEW, NEW],
        exit_codes.GATE_FAILED: [OLD, OLD],
        exit_codes.ROLLED_BACK: [OLD, OLD],
        # the tiers are back, but something is still wrong
        exit_codes.BROKEN: [OLD, OLD],
    }
    if code == exit_codes.PAUSED:
        # whoever looks finds the first tier or both released, and never the second alone
        assert digests in ([NEW, OLD], [NEW, NEW])
    else:
        assert digests == ends[code]
    # a way back is open exactly where something new runs
    assert marks == [digest == NEW for digest in digests]

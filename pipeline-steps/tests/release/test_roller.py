from __future__ import annotations

import json
import math
from collections.abc import Iterator

import pytest

from release.fake_cluster import DIGEST, GUARDRAIL, NUMBER, OLD, OUTPUT, PREVIOUS, FakeCluster
from release.stage import CONTENT, NEW, Stage, stage
from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.errors import ApiError
from secure_llm_steps.release.guard_counters import GuardCounters

BEFORE = [("0", OLD, "output-rules-old"), ("0", OLD, "guardrail-rules-old")]


def names() -> list[str]:
    return [tier.config_map_name(CONTENT) for tier in (OUTPUT, GUARDRAIL)]


def failure_of(rolled: Stage) -> StepError:
    with pytest.raises(StepError) as caught:
        rolled.roller.roll()
    return caught.value


def answers(**counts: int) -> GuardCounters:
    codes = {"allow": "200", "block": "200", "error": "500", "refuse": "503"}
    return GuardCounters({(name, codes[name]): float(count) for name, count in counts.items()})


def test_both_tiers_run_the_release_afterwards_and_the_output_processor_went_first() -> None:
    rolled = stage()
    rolled.roller.roll()
    assert rolled.runs == [("1", NEW, names()[0]), ("1", NEW, names()[1])]
    assert [each["metadata"]["name"] for each in rolled.cluster.applied] == ["output", "guardrail"]
    assert rolled.report.outcome == "released"


def test_exactly_four_fields_are_patched() -> None:
    rolled = stage()
    rolled.roller.roll()
    first = rolled.cluster.applied[0]
    assert first["spec"] == {
        "template": {
            "metadata": {"annotations": {DIGEST: NEW, NUMBER: "1"}},
            "spec": {"volumes": [{"name": "rules", "configMap": {"name": names()[0]}}]},
        }
    }
    assert first["metadata"].keys() == {"namespace", "name", "resourceVersion", "annotations"}
    assert first["metadata"]["annotations"] == {PREVIOUS: f"0 {OLD}"}


def test_the_second_tier_waits_until_the_first_was_watched() -> None:
    rolled = stage()
    moments: list[tuple[float, str]] = []
    apply = rolled.cluster.apply_deployment

    def noted(document: dict[str, object], manager: str) -> dict[str, object]:
        moments.append((rolled.clock.now, str(document["metadata"]["name"])))  # type: ignore[index]
        return apply(document, manager)

    rolled.cluster.apply_deployment = noted  # type: ignore[method-assign]
    rolled.roller.roll()
    assert moments[1][0] - moments[0][0] >= rolled.roller.watch_seconds


@pytest.mark.parametrize("trouble", ["crashing", "stuck"])
def test_pods_that_do_not_start_are_taken_back(trouble: str) -> None:
    cluster = FakeCluster()
    getattr(cluster, trouble).add(NEW)
    rolled = stage(cluster)
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.ROLLED_BACK
    assert rolled.runs == BEFORE
    assert PREVIOUS not in cluster.deployments[OUTPUT.name]["metadata"]["annotations"]
    assert rolled.report.outcome == "rolled-back"


def test_a_crash_is_told_long_before_the_time_is_over() -> None:
    cluster = FakeCluster(crashing={NEW})
    rolled = stage(cluster)
    assert "CrashLoopBackOff" in str(failure_of(rolled))
    assert rolled.clock.now < 10


def test_an_honest_prompt_that_is_blocked_in_the_second_tier_takes_both_tiers_back() -> None:
    cluster = FakeCluster()

    def canary() -> str | None:
        return "a rule blocked it" if cluster.runs(GUARDRAIL)[1] == NEW else None

    rolled = stage(cluster, canary)
    assert failure_of(rolled).exit_code == exit_codes.ROLLED_BACK
    assert rolled.runs == BEFORE
    assert [each["metadata"]["name"] for each in cluster.applied] == ["output", "guardrail", "guardrail", "output"]


def test_errors_are_taken_back_and_named_by_code() -> None:
    rolled = stage(FakeCluster(counters={NEW: answers(allow=95, error=5)}))
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.ROLLED_BACK
    assert "500 × 10" in str(failure)
    assert rolled.runs == BEFORE


def test_errors_of_before_are_not_the_fault_of_the_release() -> None:
    rolled = stage(FakeCluster(counters={OLD: answers(allow=10, error=90), NEW: answers(allow=100)}))
    rolled.roller.roll()
    assert rolled.report.outcome == "released"


def test_what_the_guard_refuses_is_the_callers_doing() -> None:
    rolled = stage(FakeCluster(counters={NEW: answers(allow=10, refuse=90)}))
    rolled.roller.roll()
    assert rolled.report.outcome == "released"


def test_slow_judgements_are_taken_back() -> None:
    slow = GuardCounters({("allow", "200"): 100.0}, {0.1: 50.0, 0.5: 100.0, math.inf: 100.0})
    rolled = stage(FakeCluster(counters={NEW: slow}))
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.ROLLED_BACK
    assert "at most 200 ms" in str(failure)


def test_a_jump_of_the_block_rate_pauses_and_takes_nothing_back() -> None:
    rolled = stage(FakeCluster(counters={OLD: answers(allow=98, block=2), NEW: answers(allow=40, block=60)}))
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.PAUSED
    # the first tier stays as it is, the second was not touched
    assert rolled.runs == [("1", NEW, names()[0]), BEFORE[1]]
    assert rolled.report.outcome == "paused"


def test_a_roll_that_is_tried_again_goes_on_where_it_ended_and_forgets_what_paused_it() -> None:
    paused = stage(FakeCluster(counters={f"output {NEW}": answers(allow=40, block=60)}))
    assert failure_of(paused).exit_code == exit_codes.PAUSED
    paused.roller.roll()
    assert paused.runs == [("1", NEW, names()[0]), ("1", NEW, names()[1])]
    assert len(paused.cluster.applied) == 2


def test_a_stack_that_does_not_answer_before_the_release_is_left_alone() -> None:
    rolled = stage(canary=lambda: "status 502")
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.GATE_FAILED
    assert rolled.cluster.applied == []


def test_a_release_that_is_not_newer_is_refused_before_anything_is_changed() -> None:
    cluster = FakeCluster()
    rolled = stage(cluster)
    cluster.deployments[GUARDRAIL.name]["spec"]["template"]["metadata"]["annotations"][NUMBER] = "1"
    assert failure_of(rolled).exit_code == exit_codes.GATE_FAILED
    assert cluster.applied == []


def test_the_content_that_runs_already_is_no_release_under_whatever_number() -> None:
    cluster = FakeCluster()
    rolled = stage(cluster)
    cluster.deployments[GUARDRAIL.name]["spec"]["template"]["metadata"]["annotations"][DIGEST] = NEW
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.GATE_FAILED
    assert "nothing to release" in str(failure)
    assert cluster.applied == []


def test_a_first_change_that_admission_refuses_is_a_refusal_and_no_way_back(capsys: pytest.CaptureFixture[str]) -> None:
    rolled = stage()
    capsys.readouterr()

    def deny(_: dict[str, object], manager: str) -> dict[str, object]:
        raise ApiError("ValidatingAdmissionPolicy 'approved-release.secure-llm.dev' denied request", 403, 2)

    rolled.cluster.apply_deployment = deny  # type: ignore[method-assign]
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.USAGE
    assert rolled.report.outcome == "refused"
    assert "taken-back" not in capsys.readouterr().out


def test_somebody_elses_change_in_between_is_read_and_not_overwritten() -> None:
    rolled = stage(FakeCluster(conflicts=3))
    rolled.roller.roll()
    assert rolled.report.outcome == "released"
    versions = [each["metadata"]["resourceVersion"] for each in rolled.cluster.applied[:4]]
    assert versions == ["5", "6", "7", "8"]


def test_a_run_that_is_ended_goes_back_first() -> None:
    def canary() -> Iterator[str | None]:
        yield None
        raise SystemExit(1)

    song = canary()
    rolled = stage(canary=lambda: next(song, None))
    assert failure_of(rolled).exit_code == exit_codes.ROLLED_BACK
    assert rolled.runs == BEFORE


def test_a_rollback_that_does_not_hold_is_said_loudly() -> None:
    cluster = FakeCluster(crashing={NEW})
    rolled = stage(cluster)
    cluster.stuck.add(OLD)
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.BROKEN
    assert "by hand" in str(failure)
    assert rolled.report.outcome == "rollback-failed"


def test_a_tier_that_cannot_go_back_does_not_keep_the_other_from_it() -> None:
    cluster = FakeCluster()

    def canary() -> str | None:
        if cluster.runs(GUARDRAIL)[1] != NEW:
            return None
        # somebody else deploys the guardrail while this release fails
        cluster.deployments[GUARDRAIL.name]["spec"]["template"]["metadata"]["annotations"][DIGEST] = "e" * 64
        return "a rule blocked it"

    rolled = stage(cluster, canary)
    failure = failure_of(rolled)
    assert failure.exit_code == exit_codes.BROKEN
    assert "another release came in between" in str(failure)
    assert rolled.runs[0] == BEFORE[0]
    assert cluster.runs(GUARDRAIL)[1] == "e" * 64


def test_every_step_of_the_way_is_an_audit_line(capsys: pytest.CaptureFixture[str]) -> None:
    rolled = stage(FakeCluster(crashing={NEW}))
    failure_of(rolled)
    events = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert events == ["release-published", "release-taken-back"]
    assert all(line["sha256"] == NEW for line in [rolled.report.as_json()])

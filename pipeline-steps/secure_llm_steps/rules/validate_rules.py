"""`validate-rules`: a candidate rule set in the real guard, against what it must block and what it must not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, Final

from ..argument_types import number
from ..artifacts import read_bytes, write_json
from ..errors import StepError
from ..exit_codes import GATE_FAILED
from .echo_model import MODEL_NAME, running_echo_model
from .ruleset_document import sha256_of_bytes
from .running_guard import running_guard
from .suite import read_suite
from .trial import Trial, quantile, try_suite

_WARM_UP_PROMPTS: Final = 10
"""Sent before the measurement, because the first requests load what later ones find loaded."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--candidate", type=Path, required=True, metavar="PATH", help="ruleset.json")
    parser.add_argument("--attacks", type=Path, required=True, metavar="PATH", help="suite that should be blocked")
    parser.add_argument("--honest", type=Path, required=True, metavar="PATH", help="suite that should pass")
    parser.add_argument("--min-block-rate", type=number(0, 1), required=True, metavar="X")
    parser.add_argument("--max-false-positive-rate", type=number(0, 1), required=True, metavar="X")
    parser.add_argument("--max-p99-milliseconds", type=number(1, 600_000), required=True, metavar="X")
    parser.add_argument("--report", type=Path, required=True, metavar="PATH", help="output: JSON")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError with exit code 3 when a threshold does not hold; the report is written before"""
    candidate = read_bytes(arguments.candidate)
    attacks, honest = read_suite(arguments.attacks), read_suite(arguments.honest)
    with running_echo_model() as model, running_guard(candidate, MODEL_NAME, model.url) as guard_url:
        try_suite(honest[:_WARM_UP_PROMPTS], guard_url, model)
        on_attacks, on_honest = try_suite(attacks, guard_url, model), try_suite(honest, guard_url, model)
    p99 = quantile(on_attacks.milliseconds + on_honest.milliseconds, 0.99)
    broken = _broken_thresholds(arguments, on_attacks, on_honest, p99)
    write_json(arguments.report, _report(arguments, sha256_of_bytes(candidate), on_attacks, on_honest, p99, broken))
    if broken:
        raise StepError(f"gate failed: {'; '.join(broken)}", GATE_FAILED)


def _broken_thresholds(arguments: Namespace, on_attacks: Trial, on_honest: Trial, p99: float) -> list[str]:
    blocked, mistaken, failed = on_attacks.stopped_share, on_honest.stopped_share, on_attacks.failed + on_honest.failed
    checks = (
        (
            blocked >= arguments.min_block_rate,
            f"block rate is {blocked:.4f}, expected at least {arguments.min_block_rate:g}",
        ),
        (
            mistaken <= arguments.max_false_positive_rate,
            f"false-positive rate is {mistaken:.4f}, expected at most {arguments.max_false_positive_rate:g}",
        ),
        (
            p99 <= arguments.max_p99_milliseconds,
            f"99th percentile is {p99:.1f} ms, expected at most {arguments.max_p99_milliseconds:g} ms",
        ),
        (not failed, f"{len(failed)} prompts got a server error, expected none"),
    )
    return [told for holds, told in checks if not holds]


def _report(
    arguments: Namespace, sha256: str, on_attacks: Trial, on_honest: Trial, p99: float, broken: list[str]
) -> dict[str, Any]:
    return {
        "attacks": len(on_attacks.milliseconds),
        "block_rate": on_attacks.stopped_share,
        "broken_thresholds": broken,
        "candidate_sha256": sha256,
        "false_positive_rate": on_honest.stopped_share,
        "false_positives": on_honest.stopped,
        "honest": len(on_honest.milliseconds),
        "max_false_positive_rate": arguments.max_false_positive_rate,
        "max_p99_milliseconds": arguments.max_p99_milliseconds,
        "min_block_rate": arguments.min_block_rate,
        "missed_attacks": on_attacks.passed,
        "p50_milliseconds": quantile(on_attacks.milliseconds + on_honest.milliseconds, 0.5),
        "p99_milliseconds": p99,
        "server_errors": on_attacks.failed + on_honest.failed,
    }

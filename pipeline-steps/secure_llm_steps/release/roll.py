"""`roll`: the published release in every tier, or the release of before."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from .. import exit_codes
from ..argument_types import number, whole_number
from ..errors import StepError
from . import arguments as shared
from .canary import HONEST_PROMPTS, Canary
from .in_cluster import this_cluster
from .kubernetes_api import Cluster
from .limits import Limits
from .publish import require_newest
from .published import Published
from .roll_report import RollReport
from .roller import Roller
from .target import Target
from .tier import Tier


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_input(parser, "published", "what lies where")
    shared.add_targets(parser)
    shared.add_namespace(parser)
    parser.add_argument("--canary-url", required=True, metavar="URL", help="the guardrail's Service")
    parser.add_argument(
        "--canary-model", required=True, metavar="NAME", help="served model that honest prompts ask for"
    )
    parser.add_argument("--canary-key-file", type=Path, metavar="PATH", help="key that callers of the guardrail send")
    parser.add_argument("--canary-prompt", action="append", metavar="TEXT", help="in place of the built-in prompts")
    parser.add_argument("--watch-seconds", type=whole_number(0, 24 * 3600), required=True, metavar="N", help="per tier")
    parser.add_argument("--rollout-timeout-seconds", type=whole_number(1, 3600), default=600, metavar="N")
    parser.add_argument("--max-error-rate", type=number(0, 1), required=True, metavar="X")
    parser.add_argument("--max-p99-milliseconds", type=number(0.001, 600_000), required=True, metavar="X")
    parser.add_argument("--max-block-rate-jump", type=number(0, 1), default=0.2, metavar="X", help="pauses, never more")
    shared.add_output(parser, "report", "what was seen")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the release was refused, taken back or paused"""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(exit_codes.BROKEN))
    cluster, published = this_cluster(), Published.read(arguments.published)
    canary = Canary(
        arguments.canary_url,
        arguments.canary_model,
        arguments.canary_key_file,
        tuple(arguments.canary_prompt or HONEST_PROMPTS),
    )
    limits = Limits(arguments.max_error_rate, arguments.max_p99_milliseconds, arguments.max_block_rate_jump)
    report = RollReport(published)
    try:
        tiers = [tier_of(cluster, target, published) for target in arguments.targets]
        require_newest(cluster, arguments.namespace, published.subject, published.approval)
        Roller(tiers, canary, limits, arguments.watch_seconds, arguments.rollout_timeout_seconds, report).roll()
    except StepError as failure:
        if report.outcome == "unfinished":
            report.end("refused", str(failure))
        raise
    finally:
        report.write(arguments.report)


def tier_of(cluster: Cluster, target: Target, published: Published) -> Tier:
    """The tier with what it goes back to: what runs now, or what ran before the first try of this roll."""
    tier = Tier(target, cluster, published.release(target.name), published.before(target.name))
    present = tier.present().present
    if not present.same_content(tier.release):
        tier.previous = present
    return tier

"""
Rolls a release out, tier by tier, and takes it back when it does not hold.

Whatever goes wrong after the first change (a crash, an error of the API server, the end of the run) ends in the release
of before; only a jump of the block rate does not, because an attacker can cause one and would choose the rules by it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from .. import exit_codes
from ..errors import StepError
from . import errors
from .audit_line import write_audit_line
from .canary import Canary
from .errors import RolloutError
from .guard_counters import GuardCounters
from .limits import Limits, Traffic, Verdict
from .roll_report import RollReport
from .tier import Tier

_LOOK_SECONDS: Final = 5.0


@dataclass
class Roller:
    """A release on its way."""

    tiers: Sequence[Tier]
    """In rolling order."""
    canary: Canary
    limits: Limits
    watch_seconds: float
    rollout_seconds: float
    report: RollReport
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _start: dict[str, GuardCounters] = field(default_factory=dict)
    _touched: list[Tier] = field(default_factory=list)

    def roll(self) -> None:
        """@throws StepError when it was refused, taken back or paused; the report says which"""
        self._begin()
        try:
            for tier in self.tiers:
                self._roll(tier)
        except StepError as failure:
            if failure.exit_code == exit_codes.PAUSED:
                self._tell("release-paused", failure)
                self.report.end("paused", str(failure))
                raise
            self._go_back(failure)
        except BaseException as failure:
            self._go_back(StepError(f"{type(failure).__name__}: {failure}"))
        self.report.end("released")
        self._tell("release-done")

    def _begin(self) -> None:
        # a stack that does not answer before cannot tell whether it does so because of the release
        rolled = [tier for tier in self.tiers if tier.present().present.same_content(tier.release)]
        failure = None if rolled else self.canary.sing()
        if failure is not None:
            reason = f"the stack is not healthy before the release: {failure}"
            raise StepError(f"{reason}; nothing was changed", exit_codes.GATE_FAILED)
        for tier in self.tiers:
            present = tier.present()
            if not present.present.same_content(tier.release):
                present.require_newer(tier.target, tier.release)
            readings = tier.readings()
            self._start.update(readings)
            tier.before = GuardCounters.total(readings.values())

    def _roll(self, tier: Tier) -> None:
        name, begin = tier.target.name, self.clock()
        self.report.note(name, previous=tier.previous.as_json())
        # noted first: a change whose answer got lost was made nevertheless
        self._touched.append(tier)
        tier.forward()
        tier.wait(tier.release, self.rollout_seconds)
        self.report.note(name, rolloutSeconds=round(self.clock() - begin, 1))
        self._tell("release-rolled", tier=name)
        self._watch(tier)

    def _watch(self, tier: Tier) -> None:
        deadline, sent = self.clock() + self.watch_seconds, self.canary.sent
        while True:
            failure = self.canary.sing()
            traffic = self._traffic(tier, self.canary.sent - sent)
            self.report.note(tier.target.name, window=traffic.as_json())
            if failure is not None:
                raise RolloutError(failure)
            verdict, reason = self.limits.judge(traffic)
            if verdict is Verdict.UNHEALTHY:
                raise RolloutError(f"{tier.target.name}: {reason}")
            if verdict is Verdict.SUSPICIOUS:
                raise errors.paused(f"{tier.target.name}: {reason}")
            if self.clock() >= deadline:
                return
            self.sleep(_LOOK_SECONDS)

    def _traffic(self, tier: Tier, canaries: int) -> Traffic:
        everything = [self._since(each.readings()) for each in self.tiers]
        candidate = self._since(tier.candidate_readings())
        return Traffic(GuardCounters.total(everything), candidate, tier.before, canaries)

    def _since(self, readings: dict[str, GuardCounters]) -> GuardCounters:
        # pods that were there when this roll began count from then on: a pause is not repeated for what ended it
        return GuardCounters.total(counters.since(self._start.get(pod)) for pod, counters in readings.items())

    def _go_back(self, failure: StepError) -> None:
        if not self._changed():
            # the API server refused the very first change
            self.report.end("refused", str(failure))
            raise failure
        self._tell("release-taken-back", failure)
        try:
            self._restore()
        except StepError as worse:
            self.report.end("rollback-failed", f"{failure}; {worse}")
            self._tell("release-rollback-failed", worse)
            raise errors.rollback_failed(str(failure), str(worse)) from worse
        self.report.end("rolled-back", str(failure))
        raise StepError(f"the release was taken back: {failure}", exit_codes.ROLLED_BACK) from failure

    def _changed(self) -> bool:
        try:
            return not all(tier.present().present.same_content(tier.previous) for tier in self._touched)
        except StepError:
            return True

    def _restore(self) -> None:
        failures: list[str] = []
        for tier in reversed(self._touched):
            try:
                tier.back()
            except StepError as failure:
                # one tier that cannot go back is no reason to leave the other where it is
                failures.append(str(failure))
        if failures:
            raise StepError("; ".join(failures))
        for tier in reversed(self._touched):
            tier.wait(tier.previous, self.rollout_seconds)
            self.report.note(tier.target.name, back=True)
        unanswered = self.canary.sing()
        if unanswered is not None:
            raise StepError(f"the tiers run what they ran before, but {unanswered}")

    def _tell(self, event: str, failure: StepError | None = None, **facts: str) -> None:
        approval = self.report.published.approval
        reason = {} if failure is None else {"reason": str(failure)}
        write_audit_line(
            event,
            subject=self.report.published.subject.value,
            number=approval.number,
            sha256=approval.sha256,
            **facts,
            **reason,
        )

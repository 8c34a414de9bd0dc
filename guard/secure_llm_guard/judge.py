"""The rails engine: NeMo Guardrails (IORails) through its public API; one call per judgement, no pass by accident."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .forms.blob import SEPARATOR
from .judgement import Direction
from .rails_config import CANARY_FORM, rails_config
from .ruleset import Rule, RuleSet

# After rails_config, which switches NeMo's telemetry off before the first import.
from nemoguardrails import Guardrails  # isort: skip
from nemoguardrails.guardrails.iorails import INTERNAL_ERROR_MESSAGE, IORails  # isort: skip
from nemoguardrails.rails.llm.options import RailStatus, RailType  # isort: skip

CANARY_RULE: Final = "system-prompt-canary-1"
CANARY_FAMILY: Final = "system-prompt-canary"
# NeMo's YARA rail does not say which rule fired; `xss` is the only one that a rule set may name.
INJECTION_RULE: Final = "injection-xss"
INJECTION_FAMILY: Final = "cross-site-scripting"
_INJECTION_RAIL: Final = "injection detection"

_RAIL_TYPES: Final = {Direction.INPUT: RailType.INPUT, Direction.OUTPUT: RailType.OUTPUT}
_ROLES: Final = {Direction.INPUT: "user", Direction.OUTPUT: "assistant"}


class RailError(Exception):
    """The rails gave no verdict that can be trusted; the body must not pass."""


@dataclass(frozen=True)
class Match:
    """The rule that blocked; for audit and metrics, never for the caller."""

    rule: str
    family: str


class Judge:
    """Says whether a rule matches a blob of forms."""

    def __init__(self, ruleset: RuleSet, system_prompt_canary: str | None = None) -> None:
        """Builds the rails. @throws ValueError when the canary has another form or NeMo would not use IORails."""
        if system_prompt_canary is not None and not CANARY_FORM.fullmatch(system_prompt_canary):
            raise ValueError("the system-prompt canary must be 16 to 128 lower-case letters, digits and hyphens")
        # NeMo logs prompts at INFO and DEBUG.
        logging.getLogger("nemoguardrails").setLevel(logging.WARNING)
        self._canary = system_prompt_canary
        self._ruleset = ruleset
        self._rails = Guardrails(rails_config(ruleset, system_prompt_canary), require_iorails=True)
        if not isinstance(self._rails.rails_engine, IORails):
            raise TypeError(f"NeMo chose {type(self._rails.rails_engine).__name__}; only IORails is used")
        flows = self._rails.config.rails
        self._has_rails = {Direction.INPUT: bool(flows.input.flows), Direction.OUTPUT: bool(flows.output.flows)}

    async def judge(self, direction: Direction, blob: str) -> Match | None:
        """The rule that matches, or None when every rail passed. @throws RailError when a rail broke."""
        if not blob or not self._has_rails[direction]:
            return None
        message = {"role": _ROLES[direction], "content": blob}
        try:
            result = await self._rails.check_async([message], rail_types=[_RAIL_TYPES[direction]])
        except Exception as error:
            raise RailError(f"the {direction} rails raised {type(error).__name__}") from error
        if result.status is RailStatus.PASSED:
            return None
        if result.status is not RailStatus.BLOCKED or result.content == INTERNAL_ERROR_MESSAGE:
            raise RailError(f"the {direction} rails ended with {result.status.value} in {result.rail!r}")
        return self._match(direction, blob, result.rail)

    async def close(self) -> None:
        """Ends NeMo's background tasks."""
        await self._rails.shutdown()

    def _match(self, direction: Direction, blob: str, rail: str | None) -> Match:
        rules: Sequence[Rule] = (
            self._ruleset.input.rules if direction is Direction.INPUT else self._ruleset.output.rules
        )
        # Form by form, the text as written first: a plain attack is not reported as the rot13 of something.
        for form in [*blob.split(SEPARATOR), blob]:
            for rule in rules:
                if rule.compiled.search(form):
                    return Match(rule.id, rule.family)
        if direction is Direction.OUTPUT and self._canary is not None and self._canary in blob:
            return Match(CANARY_RULE, CANARY_FAMILY)
        if rail == _INJECTION_RAIL:
            return Match(INJECTION_RULE, INJECTION_FAMILY)
        raise RailError(f"the {direction} rails blocked, but no rule of the rule set matches")

"""The check before the first request: every rule blocks its canary through the real rails, and honest text passes.

NeMo starts with rules that check nothing (a misspelt key, a YARA rule that does not compile), so a good start proves
nothing; this does. `check` (initContainer) and every worker run it.
"""

from __future__ import annotations

from typing import Final

from .forms.canonical_text import canonical_text
from .forms.input_forms import input_blob
from .forms.output_forms import output_blob
from .judge import CANARY_FAMILY, INJECTION_FAMILY, INJECTION_RULE, Judge, RailError
from .judgement import Direction
from .ruleset import RuleSet

HONEST_TEXT: Final = "Good morning! Which trains run from Bern to Geneva on Sunday?"
"""A rule set that blocks this blocks everybody."""
_INJECTION_CANARY: Final = "<script>alert(1)</script>"
_NO_LIMIT: Final = 1 << 30


class SelfCheckError(Exception):
    """The rails do not do what the rule set says; the guard must not serve."""


async def check_rails(judge: Judge, ruleset: RuleSet, system_prompt_canary: str | None = None) -> None:
    """Tries every canary and the honest text. @throws SelfCheckError on the first that is judged wrongly."""
    for rule in ruleset.input.rules:
        if await _family(judge, Direction.INPUT, rule.canary) is None:
            raise SelfCheckError(f"canary of input rule {rule.id} is not blocked by the rails")
    for rule in ruleset.output.rules:
        if await _family(judge, Direction.OUTPUT, rule.canary) is None:
            raise SelfCheckError(f"canary of output rule {rule.id} is not blocked by the rails")
    if ruleset.output.injections and await _family(judge, Direction.OUTPUT, _INJECTION_CANARY) is None:
        raise SelfCheckError(f"canary of {INJECTION_RULE} ({INJECTION_FAMILY}) is not blocked by the rails")
    if system_prompt_canary is not None:
        family = await _family(judge, Direction.OUTPUT, f"the marker is {system_prompt_canary}")
        if family != CANARY_FAMILY:
            raise SelfCheckError("the system-prompt canary is not blocked by the rails")
    for direction in Direction:
        family = await _family(judge, direction, HONEST_TEXT)
        if family is not None:
            raise SelfCheckError(f"honest {direction} text is blocked by family {family}: {HONEST_TEXT!r}")


async def _family(judge: Judge, direction: Direction, text: str) -> str | None:
    forms = input_blob if direction is Direction.INPUT else output_blob
    try:
        match = await judge.judge(direction, forms([canonical_text(text)], _NO_LIMIT))
    except RailError as error:
        raise SelfCheckError(str(error)) from error
    return None if match is None else match.family

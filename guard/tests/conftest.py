from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from example_rules import CANARY, example_document, parsed

from secure_llm_guard.body_judge import BodyJudge
from secure_llm_guard.chat_request import RequestLimits
from secure_llm_guard.judge import Judge
from secure_llm_guard.ruleset import RuleSet


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    return parsed(example_document())


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as one_loop:
        yield one_loop


@pytest.fixture(scope="session")
def judge(ruleset: RuleSet, runner: asyncio.Runner) -> Iterator[Judge]:
    built = Judge(ruleset, CANARY)
    yield built
    runner.run(built.close())


@pytest.fixture(scope="session")
def body_judge(ruleset: RuleSet, judge: Judge) -> Callable[..., BodyJudge]:
    def build(**options: Any) -> BodyJudge:
        of_judge = {key: options.pop(key) for key in ("input_rails", "system_prompt") if key in options}
        limits = RequestLimits(("m", "other"), ruleset.input.max_prompt_characters, 256, **options)
        return BodyJudge(judge, ruleset, limits, b"k" * 32, **of_judge)

    return build

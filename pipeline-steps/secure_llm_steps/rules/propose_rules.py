"""`propose-rules`: rules for prompts that were missed, from what several callers' prompts have in common.

Nothing is learnt by a model: every rule is a phrase, so a person who approves it sees what it blocks. One caller alone
can add none, and what the honest suite says is never blocked.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..argument_types import whole_number
from ..artifacts import read_json_lines, write_bytes, write_json
from ..errors import StepError, unusable_input
from ..exit_codes import GATE_FAILED
from .flagged_record import Flag, FlaggedRecord, RecordError, open_sealed
from .frequent_phrases import MAX_WORDS, MIN_WORDS, FrequentPhrase, Prompt, frequent_phrases, phrases_of
from .phrase import Phrase, canary_of, normalised, pattern_of, words_of
from .ruleset_document import MAX_PATTERN_CHARACTERS, MAX_PATTERNS, InputRule, read_ruleset
from .sealing_keys import read_private_key
from .suite import read_suite

FAMILY: Final = "learned"
_MAX_WORDS_OF_A_PROMPT: Final = 300
"""The first ones. Of 2000 records they are 600,000 phrases of each length, a few hundred MB."""


@dataclass(frozen=True)
class Proposal:
    """A rule and the prompts that speak for it."""

    rule: InputRule
    prompts: tuple[Prompt, ...]


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--current", type=Path, required=True, metavar="PATH", help="ruleset.json as it is released")
    parser.add_argument("--records", type=Path, required=True, metavar="PATH", help="what collect-flagged wrote")
    parser.add_argument(
        "--private-key", type=Path, required=True, metavar="PATH", help="X25519, PEM: opens the records"
    )
    parser.add_argument("--honest", type=Path, required=True, metavar="PATH", help="suite that no rule may block")
    parser.add_argument("--candidate", type=Path, required=True, metavar="PATH", help="output: ruleset.json")
    parser.add_argument("--explanation", type=Path, required=True, metavar="PATH", help="output: JSON, why each rule")
    parser.add_argument(
        "--min-support", type=whole_number(2, 1000), default=3, metavar="N", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--min-callers", type=whole_number(2, 1000), default=2, metavar="N", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--max-rules", type=whole_number(1, 100), default=20, metavar="N", help="(default: %(default)s)"
    )


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError with exit code 3 when there is nothing to propose, so that no release begins"""
    current = read_ruleset(arguments.current)
    honest = [normalised(case.text) for case in read_suite(arguments.honest)]
    missed = _missed(arguments.records, arguments.private_key, current.input_rules)
    frequent = frequent_phrases(missed, arguments.min_support, arguments.min_callers)
    room = min(arguments.max_rules, MAX_PATTERNS - len(current.input_rules))
    chosen = choose(frequent, honest, room)
    if not chosen:
        told = f"nothing to propose: no phrase is common to {arguments.min_support} of {len(missed)} missed prompts"
        raise StepError(f"{told}, {arguments.min_callers} callers and no honest prompt", GATE_FAILED)
    first = 1 + max((_number(rule) for rule in current.input_rules if rule.family == FAMILY), default=0)
    proposals = [
        Proposal(_rule(first + place, each.phrase), tuple(missed[index] for index in sorted(each.prompts)))
        for place, each in enumerate(chosen)
    ]
    write_bytes(arguments.candidate, current.with_input_rules([proposal.rule for proposal in proposals]))
    write_json(arguments.explanation, {"rules": [_explained(proposal) for proposal in proposals]})


def choose(frequent: Sequence[FrequentPhrase], honest: Sequence[str], most: int) -> list[FrequentPhrase]:
    """The longest phrases first, each only if it stands in a prompt that none before it covers."""
    said = {
        phrase
        for text in honest
        for length in range(MIN_WORDS, MAX_WORDS + 1)
        for _, phrase in phrases_of(words_of(text, len(text)), length)
    }
    covered: set[int] = set()
    chosen: list[FrequentPhrase] = []
    for each in sorted(frequent, key=lambda each: (-len(each.phrase), -len(each.prompts), each.phrase)):
        if len(chosen) == most:
            break
        if each.phrase in said or each.prompts <= covered or not _is_a_good_rule(each.phrase, honest):
            continue
        chosen.append(each)
        covered |= each.prompts
    return chosen


def _is_a_good_rule(phrase: Phrase, honest: Sequence[str]) -> bool:
    pattern = pattern_of(phrase)
    if len(pattern) > MAX_PATTERN_CHARACTERS:
        return False
    compiled = re.compile(pattern)
    return compiled.search(canary_of(phrase)) is not None and not any(compiled.search(text) for text in honest)


def _missed(path: Path, private_key: Path, rules: Sequence[InputRule]) -> list[Prompt]:
    key = read_private_key(private_key)
    patterns = [re.compile(rule.pattern) for rule in rules]
    prompts: dict[tuple[str, str], Prompt] = {}
    lines = read_json_lines(path)
    opened = 0
    for number, line in enumerate(lines, start=1):
        try:
            record = FlaggedRecord.of(line)
            text = normalised(open_sealed(record, key))
        except RecordError as error:
            # Strangers decide what is in the store; one record must not stop the learning from all others.
            sys.stderr.write(f"secure-llm-steps: record {number} {error}\n")
            continue
        opened += 1
        if record.envelope.flag is Flag.MISSED and not any(pattern.search(text) for pattern in patterns):
            caller = record.envelope.caller
            # The same words of the same caller again are no further support.
            prompts.setdefault(
                (caller, text), Prompt(record.envelope.id, caller, words_of(text, _MAX_WORDS_OF_A_PROMPT))
            )
    if lines and not opened:
        raise unusable_input(
            path, f"has {len(lines)} records and none opens with {private_key}; expected the store's key"
        )
    return list(prompts.values())


def _rule(number: int, phrase: Phrase) -> InputRule:
    return InputRule(f"{FAMILY}-{number}", FAMILY, pattern_of(phrase), canary_of(phrase))


def _number(rule: InputRule) -> int:
    digits = rule.id.removeprefix(f"{FAMILY}-")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _explained(proposal: Proposal) -> dict[str, Any]:
    return {
        "callers": len({prompt.caller for prompt in proposal.prompts}),
        "phrase": proposal.rule.canary,
        "records": [prompt.id for prompt in proposal.prompts],
        "rule": proposal.rule.id,
    }

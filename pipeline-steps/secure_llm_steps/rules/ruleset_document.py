"""`ruleset.json` as the steps read and write it. Whether a rule set is good, the guard alone decides."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..artifacts import read_bytes, read_json
from ..errors import unusable_input

MAX_PATTERNS: Final = 500
"""Per direction; the guard refuses more."""
MAX_PATTERN_CHARACTERS: Final = 500
_KEYS: Final = {"id", "family", "pattern", "canary"}


@dataclass(frozen=True)
class InputRule:
    """One pattern on prompts, which are lower-cased before they are matched."""

    id: str
    family: str
    pattern: str
    canary: str


@dataclass(frozen=True)
class RulesetDocument:
    """A rule set with its place for more input rules."""

    document: dict[str, Any]
    input_rules: tuple[InputRule, ...]

    def with_input_rules(self, added: list[InputRule]) -> bytes:
        """The canonical bytes of this rule set and more rules."""
        patterns = [*self.document["input"]["patterns"], *(vars(rule) for rule in added)]
        return canonical_bytes({**self.document, "input": {**self.document["input"], "patterns": patterns}})


def read_ruleset(path: Path) -> RulesetDocument:
    """@throws StepError when the file is no rule set in canonical form"""
    document = read_json(path)
    if canonical_bytes(document) != read_bytes(path):
        raise unusable_input(path, "is not in canonical form: keys sorted, no white space, UTF-8, no trailing newline")
    rules = document.get("input", {}).get("patterns") if isinstance(document.get("input"), dict) else None
    if document.get("format") != 1 or not isinstance(rules, list) or not all(_is_rule(rule) for rule in rules):
        raise unusable_input(path, "is no rule set of format 1 with input.patterns")
    return RulesetDocument(document, tuple(InputRule(**rule) for rule in rules))


def canonical_bytes(document: Any) -> bytes:
    """The one byte form of a document, over which the digest is."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "surrogatepass")


def sha256_of_bytes(content: bytes) -> str:
    """Lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _is_rule(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == _KEYS and all(isinstance(text, str) for text in value.values())

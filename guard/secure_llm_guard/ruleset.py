"""The rule set: what `ruleset.json` says, read strictly.

A misspelt key in NeMo's own configuration checks nothing and starts; here everything that is not exactly as expected
stops the start. Only these typed values ever reach NeMo.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .strict_json import StrictJsonError, parse_strict_json

FORMAT: Final = 1
"""The one format number that this guard reads."""
MAX_PATTERNS: Final = 500
"""Patterns per direction; NeMo tries them one after the other (verified: 500 cost 5 times what 100 cost)."""
MAX_PATTERN_CHARACTERS: Final = 500
KNOWN_INJECTIONS: Final = frozenset({"xss"})
"""NeMo's YARA rules that may be named; `sqli`, `code` and `template` block ordinary sentences."""

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class RuleSetError(Exception):
    """The rule set cannot be used; the message says what is wrong, the value, and what was expected."""


@dataclass(frozen=True)
class Rule:
    """One pattern that blocks."""

    id: str
    """`<family>-<n>`, unique over both directions."""
    family: str
    pattern: str
    """In the subset that RE2 and Python's `re` read alike."""
    canary: str
    """A text that the pattern must match; tried through NeMo at every start."""
    compiled: re.Pattern[str]


@dataclass(frozen=True)
class InputRules:
    """What is matched against requests. Patterns see lower-cased text."""

    max_prompt_characters: int
    """Canonical characters of a whole conversation."""
    max_scanned_characters: int
    """Characters of all forms of a conversation together."""
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class OutputRules:
    """What is matched against answers. Patterns see the text as it is and lower-cased."""

    injections: tuple[str, ...]
    max_answer_characters: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class RuleSet:
    """A rule set whose bytes had the expected digest."""

    sha256: str
    input: InputRules
    output: OutputRules


def load_ruleset(path: str, expected_sha256: str) -> RuleSet:
    """Reads the file and parses it. @throws RuleSetError when it cannot be read or is not exactly as expected."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise RuleSetError(f"rule set {path!r} cannot be read: {error.strerror}") from error
    return parse_ruleset(content, expected_sha256)


def parse_ruleset(content: bytes, expected_sha256: str) -> RuleSet:
    """Checks the digest over the bytes first, then every key. @throws RuleSetError on anything unexpected."""
    if not _SHA256.fullmatch(expected_sha256):
        raise RuleSetError(f"expected digest {expected_sha256[:80]!r} is not 64 lower-case hex digits")
    actual = hashlib.sha256(content).hexdigest()
    if not hmac.compare_digest(actual, expected_sha256):
        raise RuleSetError(f"rule set has sha256 {actual}, expected {expected_sha256}: it is not what was released")
    try:
        document = parse_strict_json(content)
    except StrictJsonError as error:
        raise RuleSetError(f"rule set is not strict JSON: {error}") from error
    root = _object(document, "rule set", ("format", "input", "output"))
    if type(root["format"]) is not int or root["format"] != FORMAT:
        raise RuleSetError(f"rule set has format {root['format']!r}; this guard reads format {FORMAT}")
    if content != canonical_json(document):
        raise RuleSetError("rule set is not in canonical form: keys sorted, no white space, UTF-8, no trailing newline")
    ruleset = RuleSet(actual, _input_rules(root["input"]), _output_rules(root["output"]))
    _refuse_repeated("rule id", (rule.id for rule in ruleset.input.rules + ruleset.output.rules))
    return ruleset


def canonical_json(document: Any) -> bytes:
    """The one byte form of a document: keys sorted by code point, no white space, UTF-8."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8")


def _input_rules(value: Any) -> InputRules:
    fields = _object(value, "input", ("maxPromptCharacters", "maxScannedCharacters", "patterns"))
    return InputRules(
        max_prompt_characters=_positive(fields, "maxPromptCharacters", "input"),
        max_scanned_characters=_positive(fields, "maxScannedCharacters", "input"),
        rules=_rules(fields["patterns"], "input.patterns"),
    )


def _output_rules(value: Any) -> OutputRules:
    fields = _object(value, "output", ("injections", "maxAnswerCharacters", "patterns"))
    injections = _list(fields["injections"], "output.injections")
    for name in injections:
        if not isinstance(name, str) or name not in KNOWN_INJECTIONS:
            raise RuleSetError(f"output.injections has {name!r}; known are {sorted(KNOWN_INJECTIONS)}")
    _refuse_repeated("injection", injections)
    return OutputRules(
        injections=tuple(injections),
        max_answer_characters=_positive(fields, "maxAnswerCharacters", "output"),
        rules=_rules(fields["patterns"], "output.patterns"),
    )


def _rules(value: Any, where: str) -> tuple[Rule, ...]:
    entries = _list(value, where)
    if len(entries) > MAX_PATTERNS:
        raise RuleSetError(f"{where} has {len(entries)} patterns; at most {MAX_PATTERNS} are allowed")
    return tuple(_rule(entry, f"{where}[{index}]") for index, entry in enumerate(entries))


def _rule(value: Any, where: str) -> Rule:
    fields = _object(value, where, ("canary", "family", "id", "pattern"))
    for key, text in fields.items():
        if not isinstance(text, str) or not text:
            raise RuleSetError(f"{where}.{key} is {text!r}; expected a string that is not empty")
    family, rule_id, pattern, canary = fields["family"], fields["id"], fields["pattern"], fields["canary"]
    if not _NAME.fullmatch(family):
        raise RuleSetError(f"{where}.family is {family!r}; expected lower-case words joined by single hyphens")
    if not re.fullmatch(rf"{re.escape(family)}-[1-9][0-9]*", rule_id):
        raise RuleSetError(f"{where}.id is {rule_id!r}; expected {family!r}, a hyphen and a number")
    if len(pattern) > MAX_PATTERN_CHARACTERS:
        raise RuleSetError(f"{where}.pattern has {len(pattern)} characters; at most {MAX_PATTERN_CHARACTERS} allowed")
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise RuleSetError(f"{where}.pattern {pattern!r} does not compile: {error}") from error
    if compiled.search(""):
        raise RuleSetError(f"{where}.pattern {pattern!r} matches the empty string, so it would block everything")
    if not (compiled.search(canary) or compiled.search(canary.lower())):
        raise RuleSetError(f"{where}.canary {canary!r} is not matched by its own pattern {pattern!r}")
    return Rule(rule_id, family, pattern, canary, compiled)


def _object(value: Any, where: str, keys: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RuleSetError(f"{where} is {type(value).__name__}; expected an object with the keys {', '.join(keys)}")
    unknown, missing = sorted(set(value) - set(keys)), sorted(set(keys) - set(value))
    if unknown or missing:
        expected = ", ".join(keys)
        raise RuleSetError(f"{where} has unknown keys {unknown} and lacks {missing}; expected exactly {expected}")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise RuleSetError(f"{where} is {type(value).__name__}; expected an array")
    return value


def _positive(fields: dict[str, Any], key: str, where: str) -> int:
    value = fields[key]
    if type(value) is not int or value < 1:
        raise RuleSetError(f"{where}.{key} is {value!r}; expected a whole number above 0")
    return value


def _refuse_repeated(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise RuleSetError(f"{what} {value!r} stands twice; each may stand once")
        seen.add(value)

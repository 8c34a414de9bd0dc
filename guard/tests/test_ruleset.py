from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from example_rules import example_document, parsed

from secure_llm_guard.ruleset import RuleSetError, canonical_json, load_ruleset, parse_ruleset


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_canonical_file_with_its_digest_is_read(tmp_path: Path) -> None:
    content = canonical_json(example_document())
    path = tmp_path / "ruleset.json"
    path.write_bytes(content)
    ruleset = load_ruleset(str(path), digest(content))
    assert ruleset.sha256 == digest(content)
    assert [rule.id for rule in ruleset.output.rules] == ["secret-1", "cross-site-scripting-1"]


def test_other_content_than_was_released_is_refused() -> None:
    content = canonical_json(example_document())
    with pytest.raises(RuleSetError, match="not what was released"):
        parse_ruleset(content.replace(b"4000", b"4001"), digest(content))


def test_a_missing_file_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="cannot be read: No such file"):
        load_ruleset(str(tmp_path / "none.json"), "0" * 64)


def test_a_digest_of_another_form_is_refused() -> None:
    with pytest.raises(RuleSetError, match="not 64 lower-case hex digits"):
        parse_ruleset(b"{}", "")


@pytest.mark.parametrize("spelling", [{"indent": 1}, {"separators": (", ", ": ")}, {"sort_keys": False}])
def test_another_spelling_of_the_same_rules_is_refused(spelling: dict[str, Any]) -> None:
    document = dict(reversed(example_document().items()))
    content = json.dumps(document, **{"sort_keys": True, "separators": (",", ":"), **spelling}).encode()
    with pytest.raises(RuleSetError, match="canonical form"):
        parse_ruleset(content, digest(content))


def test_a_repeated_key_is_refused() -> None:
    content = canonical_json(example_document()).replace(b'"format":1', b'"format":1,"format":1')
    with pytest.raises(RuleSetError, match="key twice"):
        parse_ruleset(content, digest(content))


def first(document: dict[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = document["input"]["patterns"][0]
    return rule


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "an unknown key": (lambda d: d.update(extra=1), "unknown keys"),
    "a misspelt key": (lambda d: d["input"].update(paterns=d["input"].pop("patterns")), "unknown keys"),
    "a missing key": (lambda d: d["output"].pop("injections"), "lacks"),
    "an unknown key of a rule": (lambda d: first(d).update(flags="i"), "unknown keys"),
    "another format": (lambda d: d.update(format=2), "reads format 1"),
    "a boolean format": (lambda d: d.update(format=True), "reads format 1"),
    "a limit of zero": (lambda d: d["input"].update(maxPromptCharacters=0), "above 0"),
    "a limit that is a boolean": (lambda d: d["input"].update(maxPromptCharacters=True), "above 0"),
    "an unknown injection": (lambda d: d["output"].update(injections=["sqli"]), "known are"),
    "a repeated injection": (lambda d: d["output"].update(injections=["xss", "xss"]), "stands twice"),
    "patterns that are no array": (lambda d: d["input"].update(patterns={}), "expected an array"),
    "a rule that is no object": (lambda d: d["input"].update(patterns=["a"]), "expected an object"),
    "a pattern that is no string": (lambda d: first(d).update(pattern=1), "expected a string"),
    "a pattern that does not compile": (lambda d: first(d).update(pattern="(a"), "does not compile"),
    "a pattern that matches nothing at all": (lambda d: first(d).update(pattern="a*"), "empty string"),
    "too long a pattern": (lambda d: first(d).update(pattern="a" * 501), "at most 500"),
    "a canary that is not matched": (lambda d: first(d).update(canary="hello"), "not matched"),
    "an id of another family": (lambda d: first(d).update(id="other-1"), "expected 'instruction-override'"),
    "a family with capitals": (lambda d: first(d).update(family="Secret"), "lower-case words"),
    "a repeated id": (lambda d: d["input"]["patterns"].append(copy.deepcopy(first(d))), "stands twice"),
    "too many patterns": (lambda d: d["input"].update(patterns=[first(d)] * 501), "at most 500"),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES.keys())
def test_a_rule_set_is_refused_with(change: Callable[[dict[str, Any]], Any], message: str) -> None:
    document = example_document()
    change(document)
    with pytest.raises(RuleSetError, match=message):
        parsed(document)

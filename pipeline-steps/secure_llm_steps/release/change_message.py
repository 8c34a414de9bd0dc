"""The commit message of a change: what people read, because a rule set in canonical form is one long line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from .release_in_git import ReleaseInGit

_FIGURES: Final = ("attacks", "block_rate", "honest", "false_positives", "false_positive_rate", "p99_milliseconds")


def change_message(before: ReleaseInGit, after: ReleaseInGit, report: Mapping[str, Any]) -> str:
    """Number, digest, the figures of the trial, and every rule that comes, goes or changes."""
    old, new = _rules(before.rules), _rules(after.rules)
    changed = [
        *(f"+ {name} {_quoted(rule)}" for name, rule in new.items() if old.get(name) != rule),
        *(f"- {name} {_quoted(rule)}" for name, rule in old.items() if new.get(name) != rule),
    ]
    figures = [f"{name}: {report[name]:g}" for name in _FIGURES if type(report.get(name)) in (int, float)]
    limits = [] if _limits(before.rules) == _limits(after.rules) else ["limits or injections differ: compare the files"]
    return "\n".join(
        [
            f"Propose rule set {after.number}",
            "",
            f"ruleset sha256: {after.sha256}",
            f"report sha256: {after.report_sha256}",
            *figures,
            "",
            *limits,
            *changed,
            "",
        ]
    )


def _rules(content: bytes) -> dict[str, Mapping[str, str]]:
    document = json.loads(content)
    return {
        f"{direction} {rule['id']}": rule
        for direction in ("input", "output")
        for rule in document[direction]["patterns"]
    }


def _limits(content: bytes) -> list[dict[str, Any]]:
    document = json.loads(content)
    return [{**document[direction], "patterns": None} for direction in ("input", "output")]


def _quoted(rule: Mapping[str, str]) -> str:
    # strangers' words: ASCII, so that no character of theirs moves a terminal's cursor or hides another
    return json.dumps(rule["pattern"], ensure_ascii=True)

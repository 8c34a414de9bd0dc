"""Suites that a rule set is tried with: JSON lines, one prompt each, as the guard's own corpora are.

`id`, `family`, and `text` (one user message) or `messages`; `answer` is what the model says to it, for
rules on answers; `hidden` is what must not reach the model in any case, of an attack that nobody can see.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..artifacts import read_json_lines
from ..errors import unusable_input

DEFAULT_ANSWER: Final = "All right."
_KNOWN: Final = {"id", "family", "text", "messages", "answer", "hidden"}


@dataclass(frozen=True)
class Case:
    """One prompt of a suite, and what the model answers to it."""

    id: str
    messages: tuple[dict[str, str], ...]
    answer: str
    hidden: str | None

    @property
    def text(self) -> str:
        """All messages as one text."""
        return "\n".join(message["content"] for message in self.messages)


def read_suite(path: Path) -> list[Case]:
    """@throws StepError when a line is no prompt, an id stands twice, or there is none"""
    cases = [_case(path, number, line) for number, line in enumerate(read_json_lines(path), start=1)]
    if not cases:
        raise unusable_input(path, "has no prompts; a rule set that nobody tried must not be released")
    if len({case.id for case in cases}) < len(cases):
        raise unusable_input(path, "has an id twice; expected one of its own for each prompt")
    return cases


def _case(path: Path, number: int, line: dict[str, Any]) -> Case:
    unknown = sorted(set(line) - _KNOWN)
    if unknown:
        raise unusable_input(path, f"line {number} has the unknown keys {unknown}; known are {sorted(_KNOWN)}")
    text, messages = line.get("text"), line.get("messages")
    if messages is None and isinstance(text, str):
        messages = [{"role": "user", "content": text}]
    answer, hidden = line.get("answer", DEFAULT_ANSWER), line.get("hidden")
    fits = (
        isinstance(line.get("id"), str)
        and isinstance(messages, list)
        and len(messages) > 0
        and all(_is_message(message) for message in messages)
        and isinstance(answer, str)
        and (hidden is None or isinstance(hidden, str))
    )
    if not fits:
        raise unusable_input(path, f"line {number} is no prompt; expected id, family and text or messages")
    return Case(line["id"], tuple(messages or ()), answer, hidden)


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("role", "content"))

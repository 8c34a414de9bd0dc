"""The text format in which Prometheus metrics are exposed, as far as a guard writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_SAMPLE: Final = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: -?[0-9]+)?")
_LABEL: Final = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?')
_ESCAPES: Final = {"\\n": "\n", '\\"': '"', "\\\\": "\\"}


@dataclass(frozen=True)
class Sample:
    """One line."""

    name: str
    labels: Mapping[str, str]
    value: float


def samples(text: str) -> Iterator[Sample]:
    """Every sample; comments and lines that are none are skipped."""
    for line in text.split("\n"):
        match = None if line.startswith("#") else _SAMPLE.fullmatch(line.rstrip("\r"))
        if match is None:
            continue
        try:
            value = float(match[3])
        except ValueError:
            continue
        labels = {name: re.sub(r"\\.", _unescaped, text) for name, text in _LABEL.findall(match[2] or "")}
        yield Sample(match[1], labels, value)


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], match[0])

"""Types of arguments, for `add_argument(type=…)`."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Final

from .errors import shown

_WHOLE_NUMBER: Final = re.compile(r"(-?[0-9]{1,18})(?:\.0+)?", re.ASCII)
"""A pipeline's whole numbers travel as doubles, so some runners write `3.0`."""


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A whole number in a range, both ends included."""

    def parse(text: str) -> int:
        match = _WHOLE_NUMBER.fullmatch(text)
        if match is None or not low <= int(match[1]) <= high:
            raise ArgumentTypeError(f"{shown(text)} is not accepted; expected a whole number, {low} to {high}")
        return int(match[1])

    return parse


def number(low: float, high: float) -> Callable[[str], float]:
    """A number in a range, both ends included; neither NaN nor an infinity."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high or math.isinf(value):
            raise ArgumentTypeError(f"{shown(text)} is not accepted; expected a number, {low:g} to {high:g}")
        return value

    return parse

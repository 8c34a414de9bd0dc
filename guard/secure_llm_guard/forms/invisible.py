"""Characters that a model reads and a person does not see, by class.

Source: Default_Ignorable_Code_Point of DerivedCoreProperties.txt (Unicode 15.0), and control characters, bidirectional
controls and interlinear annotation, which rendering hides as well.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class InvisibleClass(StrEnum):
    """Classes that rules may tell apart; the value is the name inside the marker `[invisible:<name>]`."""

    TAG = "tag"
    VARIATION_SELECTOR = "variation-selector"
    ZERO_WIDTH = "zero-width"
    BIDI = "bidi"
    SOFT_HYPHEN = "soft-hyphen"
    CONTROL = "control"
    OTHER = "other"


# Inclusive ranges of code points. Anything default-ignorable that is in no earlier row is OTHER.
_RANGES: Final[tuple[tuple[InvisibleClass, tuple[tuple[int, int], ...]], ...]] = (
    (InvisibleClass.TAG, ((0xE0000, 0xE007F),)),
    (
        InvisibleClass.VARIATION_SELECTOR,
        ((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)),
    ),
    (
        InvisibleClass.ZERO_WIDTH,
        (
            (0x034F, 0x034F),
            (0x115F, 0x1160),
            (0x180E, 0x180E),
            (0x200B, 0x200D),
            (0x2060, 0x2064),
            (0x3164, 0x3164),
            (0xFEFF, 0xFEFF),
            (0xFFA0, 0xFFA0),
        ),
    ),
    (InvisibleClass.BIDI, ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))),
    (InvisibleClass.SOFT_HYPHEN, ((0x00AD, 0x00AD),)),
    # Tab, line feed and carriage return are white space that people see.
    (InvisibleClass.CONTROL, ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F))),
    (
        InvisibleClass.OTHER,
        (
            (0x17B4, 0x17B5),
            (0x2065, 0x2065),
            (0x206A, 0x206F),
            (0xFFF0, 0xFFFB),
            (0x1BCA0, 0x1BCA3),
            (0x1D173, 0x1D17A),
            (0xE0080, 0xE00FF),
            (0xE01F0, 0xE0FFF),
        ),
    ),
)


def _character_class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


INVISIBLE: Final = "".join(_character_class(ranges) for _, ranges in _RANGES)
"""Inside of a regular-expression class that holds every invisible character."""

ASCII_CONTROL: Final = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f"
"""The ASCII part of `INVISIBLE`, for the fast path of plain text."""


def invisible_class(character: str) -> InvisibleClass:
    """The class of one invisible character. @throws ValueError when it is a visible one."""
    code_point = ord(character)
    for name, ranges in _RANGES:
        if any(first <= code_point <= last for first, last in ranges):
            return name
    raise ValueError(f"U+{code_point:04X} is visible")

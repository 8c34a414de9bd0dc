"""What a step says when it does not succeed: one line, and the exit code that the pipeline reads."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from . import exit_codes

_SHOWN_CHARACTERS: Final = 200


class StepError(Exception):
    """The step ends here. The message says what is wrong, the value, what was expected and the fix."""

    def __init__(self, message: str, exit_code: int = exit_codes.BROKEN) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def bad_arguments(reason: str) -> StepError:
    """The command line is not what the step takes."""
    return StepError(reason, exit_codes.USAGE)


def unusable_input(path: Path, reason: str) -> StepError:
    """A file that an earlier step, or a person, wrote is not what it should be."""
    return StepError(f"{path}: {reason}", exit_codes.USAGE)


def gate_failed(what: str, value: str, expected: str) -> StepError:
    """The step measured, and a threshold does not hold."""
    return StepError(f"gate failed: {what} is {value}, expected {expected}", exit_codes.GATE_FAILED)


def shown(text: str) -> str:
    """Text of unknown origin on one line, shortened, for a message."""
    return repr(text[:_SHOWN_CHARACTERS])

"""How a step ends, which is all that a pipeline knows of it: gates are exit codes, for local runs skip conditions."""

from __future__ import annotations

from typing import Final

SUCCESS: Final = 0
BROKEN: Final = 1
"""The step could not do its work; another try may help."""
USAGE: Final = 2
"""Wrong arguments, or inputs that no try will mend."""
GATE_FAILED: Final = 3
"""The step did its work, and the answer is no."""
ROLLED_BACK: Final = 4
"""A release was tried and taken back."""
PAUSED: Final = 5
"""A release waits for a person."""

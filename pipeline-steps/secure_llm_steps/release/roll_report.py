"""The artifact of a roll: its outcome, and per tier what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..artifacts import write_json
from .json_api import Document
from .published import Published


@dataclass
class RollReport:
    """Filled in while it rolls, so that it says how far a release came."""

    published: Published
    outcome: str = "unfinished"
    """released, rolled-back, rollback-failed, paused or refused."""
    reason: str | None = None
    tiers: dict[str, Document] = field(default_factory=dict)

    def note(self, tier: str, **facts: object) -> None:
        """Adds what is known of a tier."""
        self.tiers.setdefault(tier, {}).update(facts)

    def end(self, outcome: str, reason: str | None = None) -> None:
        """Sets the outcome."""
        self.outcome, self.reason = outcome, reason

    def write(self, path: Path) -> None:
        """Writes the artifact."""
        write_json(path, self.as_json())

    def as_json(self) -> Document:
        """The report as a document."""
        return {
            "subject": self.published.subject.value,
            "number": self.published.approval.number,
            "sha256": self.published.approval.sha256,
            "outcome": self.outcome,
            "reason": self.reason,
            "tiers": self.tiers,
        }

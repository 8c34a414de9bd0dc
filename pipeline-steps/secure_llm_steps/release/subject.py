"""What can be released, and where its approvals stand."""

from __future__ import annotations

from enum import Enum
from typing import Final

RELEASE_NAMESPACE: Final = "secure-llm-releases"
"""Holds candidates, approvals and records."""


class Subject(Enum):
    """A kind of release."""

    RULE_SET = "rule-set"
    MODEL = "model"

    @property
    def approvals(self) -> str:
        """Name of the ConfigMap with the approvals."""
        return {Subject.RULE_SET: "approved-rule-sets", Subject.MODEL: "approved-models"}[self]

    @property
    def file(self) -> str:
        """Key of the released file in its ConfigMaps."""
        return {Subject.RULE_SET: "ruleset.json", Subject.MODEL: "models.json"}[self]

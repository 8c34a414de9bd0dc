"""The artifact between publishing and rolling: what was published where, and what ran there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..artifacts import read_json, write_json
from . import errors
from .approvals import Approval
from .subject import Subject
from .tier_release import Release

T = TypeVar("T")


@dataclass(frozen=True)
class Published:
    """Content that lies in every target's namespace under its own name."""

    subject: Subject
    approval: Approval
    config_maps: Mapping[str, str]
    """Target → name of the ConfigMap."""
    previous: Mapping[str, Release]
    """Target → what it ran when this was published; a roll that is tried again finds in here what to go back to."""

    def release(self, target: str) -> Release:
        """What the target is to run. @throws StepError when nothing was published for it"""
        return Release(self.approval.number, self.approval.sha256, _entry(self.config_maps, target))

    def before(self, target: str) -> Release:
        """What the target ran before. @throws StepError when nothing was published for it"""
        return _entry(self.previous, target)

    def write(self, path: Path) -> None:
        """Writes the artifact."""
        write_json(
            path,
            {
                "subject": self.subject.value,
                "number": self.approval.number,
                "sha256": self.approval.sha256,
                "configMaps": dict(self.config_maps),
                "previous": {target: release.as_json() for target, release in self.previous.items()},
            },
        )

    @classmethod
    def read(cls, path: Path) -> Published:
        """@throws StepError when the file is not such an artifact"""
        document = read_json(path)
        try:
            return cls(
                Subject(document["subject"]),
                Approval(int(document["number"]), str(document["sha256"])),
                {str(target): str(name) for target, name in document["configMaps"].items()},
                {str(target): Release.of_json(release) for target, release in document["previous"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise errors.bad_document(str(path), f"is not a published artifact: {error!r}") from error


def _entry(entries: Mapping[str, T], target: str) -> T:
    try:
        return entries[target]
    except KeyError:
        reason = f"has nothing for {target}; publish for the same targets"
        raise errors.bad_document("the published artifact", reason) from None

"""What a Deployment says about its release, and how it is told another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from . import errors
from .json_api import Document
from .target import Target

_PREVIOUS: Final = re.compile(r"(0|[1-9][0-9]{0,8}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class Release:
    """A number, a digest, and the ConfigMap that holds the content in one tier."""

    number: int
    """0 is what was deployed before any release."""
    sha256: str
    config_map: str

    def as_json(self) -> Document:
        """For artifacts and reports."""
        return {"number": self.number, "sha256": self.sha256, "configMap": self.config_map}

    @classmethod
    def of_json(cls, document: Any) -> Release:
        """What `as_json` wrote. @throws StepError when it is something else"""
        try:
            return cls(int(document["number"]), str(document["sha256"]), str(document["configMap"]))
        except (KeyError, TypeError, ValueError) as error:
            raise errors.bad_document("a release in an artifact", f"is not whole: {error!r}") from error

    def same_content(self, other: Release) -> bool:
        """Whether both are one release of one content."""
        return (self.number, self.sha256) == (other.number, other.sha256)


@dataclass(frozen=True)
class TierRelease:
    """A Deployment as it is now."""

    present: Release
    previous: tuple[int, str] | None
    """What it may go back to."""
    resource_version: str

    @classmethod
    def of(cls, target: Target, deployment: Document) -> TierRelease:
        """@throws StepError when the Deployment is not one that releases can go to"""
        metadata = deployment["metadata"]
        template = deployment["spec"]["template"]
        annotations = template.get("metadata", {}).get("annotations") or {}
        names = [
            (volume.get("configMap") or {}).get("name")
            for volume in template["spec"].get("volumes") or []
            if volume.get("name") == target.volume
        ]
        if target.annotation not in annotations or names in ([], [None]):
            reason = f"has no annotation {target.annotation} or no ConfigMap volume {target.volume}"
            raise errors.bad_document(f"Deployment {target.name}", reason)
        number = annotations.get(target.number_annotation, "0")
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", number, re.ASCII):
            raise errors.bad_document(f"Deployment {target.name}", f"release {number!r} is no number")
        previous = _PREVIOUS.fullmatch((metadata.get("annotations") or {}).get(target.previous_annotation, ""))
        return cls(
            Release(int(number), annotations[target.annotation], str(names[0])),
            None if previous is None else (int(previous[1]), previous[2]),
            metadata["resourceVersion"],
        )

    def require_newer(self, target: Target, release: Release) -> None:
        """@throws StepError when the release is not newer than what runs, or is the same content"""
        if release.number <= self.present.number:
            raise errors.older_release(target.name, release.number, self.present.number)
        if release.sha256 == self.present.sha256:
            raise errors.same_content(target.name, self.present.number)

    def forward(self, target: Target, release: Release) -> Document:
        """The document that releases something newer. @throws StepError when it is not newer"""
        self.require_newer(target, release)
        previous = f"{self.present.number} {self.present.sha256}"
        return self._document(target, release, {target.previous_annotation: previous})

    def back(self, target: Target, release: Release) -> Document:
        """The document that goes back; afterwards there is nothing more to go back to."""
        return self._document(target, release, {})

    def _document(self, target: Target, release: Release, annotations: dict[str, str]) -> Document:
        return {
            "metadata": {
                "namespace": target.namespace,
                "name": target.deployment,
                # somebody who changed the Deployment since it was read gets a conflict, not an override
                "resourceVersion": self.resource_version,
                "annotations": annotations,
            },
            "spec": {
                "template": {
                    "metadata": {
                        "annotations": {
                            target.annotation: release.sha256,
                            target.number_annotation: str(release.number),
                        }
                    },
                    "spec": {"volumes": [{"name": target.volume, "configMap": {"name": release.config_map}}]},
                }
            },
        }

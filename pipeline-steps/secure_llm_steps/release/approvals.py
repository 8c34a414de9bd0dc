"""The list of approvals: one line each, `<number> <sha256>`, only ever appended to, and only by approvers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from . import errors
from .json_api import Document
from .kubernetes_api import Cluster
from .subject import Subject

_LINE: Final = re.compile(r"([1-9][0-9]{0,8}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, order=True)
class Approval:
    """Somebody who may has said yes to this content under this number."""

    number: int
    sha256: str

    @property
    def line(self) -> str:
        """As it stands in the list."""
        return f"{self.number} {self.sha256}"


@dataclass(frozen=True)
class Approvals:
    """Every approval of one subject."""

    lines: tuple[Approval, ...]

    @classmethod
    def parse(cls, text: str, name: str) -> Approvals:
        """@throws StepError on a line that is no approval"""
        return cls(tuple(_approval(line, name) for line in text.split("\n") if line.strip()))

    @classmethod
    def of(cls, document: Document, name: str) -> Approvals:
        """Those of a ConfigMap. @throws StepError on a line that is no approval"""
        return cls.parse(str((document.get("data") or {}).get("approved", "")), name)

    @classmethod
    def read(cls, cluster: Cluster, namespace: str, subject: Subject) -> Approvals:
        """Those that stand in the cluster now. @throws StepError when there is no list"""
        return cls.of(cluster.config_map(namespace, subject.approvals), f"{namespace}/{subject.approvals}")

    @property
    def newest(self) -> Approval | None:
        """The one with the highest number: no other is released. Two of one number are none."""
        highest = max((each.number for each in self.lines), default=None)
        found = {each for each in self.lines if each.number == highest}
        return found.pop() if len(found) == 1 else None

    @property
    def next_number(self) -> int:
        """The smallest number that is newer than all."""
        return max((each.number for each in self.lines), default=0) + 1


def _approval(line: str, name: str) -> Approval:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise errors.bad_approval_line(name, line)
    return Approval(int(match[1]), match[2])

"""The artifact that says what was approved."""

from __future__ import annotations

from pathlib import Path

from ..artifacts import read_json, write_json
from .approvals import Approval, Approvals
from .subject import Subject


def write_approval(path: Path, subject: Subject, approval: Approval) -> None:
    """Writes the artifact."""
    write_json(path, {"subject": subject.value, "number": approval.number, "sha256": approval.sha256})


def read_approval(path: Path) -> Approval:
    """@throws StepError when the file is no approval"""
    document = read_json(path)
    line = f"{document.get('number')} {document.get('sha256')}"
    [approval] = Approvals.parse(line, str(path)).lines
    return approval

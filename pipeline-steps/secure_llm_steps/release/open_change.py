"""`open-change`: a candidate that passed its gates, on a branch of its own. People merge it, which is the approval."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..artifacts import read_bytes, read_json, write_json
from ..rules.ruleset_document import read_ruleset, sha256_of_bytes
from . import arguments as shared
from . import errors
from .audit_line import write_audit_line
from .change_message import change_message
from .git_address import CHANGES
from .git_arguments import add_repository, repository_of
from .git_repository import GitRepository
from .release_in_git import ReleaseInGit


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    add_repository(parser)
    shared.add_input(parser, "current", "the rule set that the candidate was made of")
    shared.add_input(parser, "candidate", "the rule set to propose")
    shared.add_input(parser, "report", "of validate-rules")
    shared.add_output(parser, "change", "branch, commit, number and digests")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the base branch has moved, or the report is not of this candidate"""
    for path in (arguments.current, arguments.candidate):
        read_ruleset(path)
    candidate = ReleaseInGit(read_bytes(arguments.candidate), 0, sha256_of_bytes(read_bytes(arguments.report)))
    report = checked_report(arguments.report, candidate.sha256)
    with repository_of(arguments) as repository:
        opening = Opening(repository, arguments.base_branch, sha256_of_bytes(read_bytes(arguments.current)))
        change = opening.of(candidate, report)
    write_json(arguments.change, change.as_json())
    write_audit_line("change-opened", **change.as_json())


def checked_report(path: Path, sha256: str) -> dict[str, Any]:
    """@throws StepError when it is not of this candidate, or a threshold did not hold"""
    report = read_json(path)
    if report.get("candidate_sha256") != sha256:
        raise errors.not_tried(str(path), f"is not of the candidate with digest {sha256}")
    if report.get("broken_thresholds") != []:
        raise errors.not_tried(str(path), "says that thresholds do not hold")
    return report


@dataclass(frozen=True)
class Change:
    """A branch that waits for people."""

    branch: str
    commit: str
    release: ReleaseInGit
    base_commit: str

    def as_json(self) -> dict[str, Any]:
        """For the artifact and the audit line."""
        return {
            "branch": self.branch,
            "commit": self.commit,
            "baseCommit": self.base_commit,
            "number": self.release.number,
            "sha256": self.release.sha256,
            "reportSha256": self.release.report_sha256,
        }


@dataclass(frozen=True)
class Opening:
    """A change to one branch, made of what it held when the candidate was made."""

    repository: GitRepository
    base_branch: str
    current_sha256: str

    def of(self, candidate: ReleaseInGit, report: dict[str, Any]) -> Change:
        """The change; that of an earlier try when there is one. @throws StepError when nothing may be proposed"""
        base_commit = self.repository.fetch(self.base_branch)
        if base_commit is None:
            raise errors.no_branch(self.base_branch)
        base = self.repository.release(base_commit, self.base_branch)
        if base.sha256 == candidate.sha256:
            raise errors.nothing_to_change(self.base_branch, base.number)
        if base.sha256 != self.current_sha256:
            raise errors.base_moved(self.base_branch, base.number, self.current_sha256, base.sha256)
        wanted = replace(candidate, number=base.number + 1)
        branch = f"{CHANGES}/{wanted.number}-{wanted.sha256[:10]}"
        opened = self.repository.fetch(branch)
        if opened is not None:
            return Change(branch, opened, self._opened(opened, branch, wanted), base_commit)
        commit = self.repository.commit(base_commit, wanted, change_message(base, wanted, report))
        self.repository.push(commit, branch)
        return Change(branch, commit, wanted, base_commit)

    def _opened(self, commit: str, branch: str, wanted: ReleaseInGit) -> ReleaseInGit:
        # the report's digest is that of the first try: every trial takes other milliseconds
        found = self.repository.release(commit, branch)
        if (found.number, found.sha256) != (wanted.number, wanted.sha256):
            raise errors.branch_taken(branch)
        return found

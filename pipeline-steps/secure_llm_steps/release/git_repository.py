"""The repository that a GitOps controller applies: reading a branch, pushing a new one. There is no working tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from . import errors
from .git_access import Git
from .git_address import record_path
from .release_in_git import ReleaseInGit

_MOST_BYTES: Final = 1 << 20
"""A ConfigMap holds no more."""


@dataclass(frozen=True)
class GitRepository:
    """One remote repository."""

    git: Git
    address: str
    rules_path: str

    def fetch(self, branch: str) -> str | None:
        """The branch's newest commit, fetched; none when there is no such branch."""
        reference = f"refs/heads/{branch}"
        listed = self.git.run("ls-remote", "--quiet", self.address, reference).decode("utf-8", "replace")
        if not any(line.split("\t")[1:] == [reference] for line in listed.splitlines()):
            return None
        options = ("--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head")
        self.git.run("fetch", *options, self.address, f"{reference}:refs/fetched/{branch}")
        return self.git.word("rev-parse", "--verify", f"refs/fetched/{branch}^{{commit}}")

    def release(self, commit: str, branch: str) -> ReleaseInGit:
        """What a commit says. @throws StepError when it holds no rules, or a record that is not of them"""
        rules = self._file(commit, self.rules_path)
        where = f"{record_path(self.rules_path)} of branch {branch}"
        if rules is None:
            raise errors.no_rules_in_git(self.rules_path, branch)
        return ReleaseInGit.of(rules, self._file(commit, record_path(self.rules_path)), where)

    def commit(self, parent: str, release: ReleaseInGit, message: str) -> str:
        """A commit that changes the two files of a release and nothing else."""
        self.git.run("read-tree", parent)
        contents: Mapping[str, bytes] = {
            self.rules_path: release.rules,
            record_path(self.rules_path): release.record,
        }
        for path, content in contents.items():
            blob = self.git.word("hash-object", "-w", "--no-filters", "--stdin", given=content)
            self.git.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        tree = self.git.word("write-tree")
        return self.git.word("commit-tree", tree, "-p", parent, "-F", "-", given=message.encode("utf-8"))

    def push(self, commit: str, branch: str) -> None:
        """Pushes one commit as one new branch. @throws StepError when there is one already, or the host refuses it"""
        reference = f"refs/heads/{branch}"
        # a lease on nothing: git would move a branch that somebody made meanwhile at a commit below this one
        options = ("--quiet", "--no-verify", f"--force-with-lease={reference}:")
        self.git.run("push", *options, self.address, f"{commit}:{reference}")

    def _file(self, commit: str, path: str) -> bytes | None:
        entry = self.git.word("ls-tree", "-l", commit, "--", path)
        if not entry:
            return None
        mode, kind, blob, size = entry.split("\t")[0].split()
        if kind != "blob" or mode == "120000":
            raise errors.bad_document(path, f"is a {'link' if kind == 'blob' else kind} in the repository, not a file")
        if int(size) > _MOST_BYTES:
            raise errors.bad_document(path, f"has {size} bytes, expected at most {_MOST_BYTES}")
        return self.git.run("cat-file", "blob", blob)

"""A Git host: a repository of real git. Only the way to it is not real: a program `ssh` that starts git's own here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "ssh://git@git.example:2222/team/deploy.git"
RULES = "rules/ruleset.json"
RECORD = "rules/ruleset.release.json"

_SSH = """#!{python}
import json, os, sys
with open({log!r}, "a") as log:
    log.write(json.dumps([sys.argv[1:], dict(os.environ)]) + "\\n")
program, path = sys.argv[-1].split(" ", 1)
if program not in ("git-upload-pack", "git-receive-pack"):
    sys.exit(127)
# what a host starts knows nothing of the caller but the protocol's version
kept = {{"PATH": {path!r}, "HOME": {root!r}, "GIT_PROTOCOL": os.environ.get("GIT_PROTOCOL", "")}}
os.execvpe("git", ["git", program[4:], {root!r} + path.strip("'")], kept)
"""
_NOBODY = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    **{f"GIT_{who}_{what}": "somebody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


@dataclass(frozen=True)
class GitHost:
    """One repository with a branch `main`, and what people do to it."""

    folder: Path

    @classmethod
    def in_folder(cls, folder: Path) -> GitHost:
        host = cls(folder)
        host.bin.mkdir(parents=True)
        ssh = host.bin / "ssh"
        path, log = os.environ["PATH"], str(host.log)
        ssh.write_text(_SSH.format(python=sys.executable, log=log, path=path, root=str(folder / "root")))
        ssh.chmod(0o755)
        host.log.touch()
        host.git("init", "--quiet", "--bare", "--initial-branch=main", str(host.repository))
        host.git("init", "--quiet", "--initial-branch=main", str(host.work))
        host.commit({"README.md": b"what the cluster is made of\n"}, "begin")
        return host

    @property
    def bin(self) -> Path:
        """To be put on the PATH."""
        return self.folder / "bin"

    @property
    def log(self) -> Path:
        return self.folder / "ssh.log"

    @property
    def repository(self) -> Path:
        return self.folder / "root" / "team" / "deploy.git"

    @property
    def work(self) -> Path:
        """What somebody has checked out."""
        return self.folder / "work"

    def git(self, *arguments: str, folder: Path | None = None, check: bool = True) -> str:
        command = ["git", *arguments]
        environment = {**os.environ, **_NOBODY}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout if done.returncode == 0 else done.stdout + done.stderr

    def commit(self, files: dict[str, bytes], message: str, branch: str = "main") -> str:
        """Somebody with the right to it pushes files to a branch."""
        for name, content in files.items():
            file = self.work / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self.git("add", "--all", folder=self.work)
        self.git("commit", "--quiet", "--allow-empty", "-m", message, folder=self.work)
        self.git("push", "--quiet", str(self.repository), f"HEAD:refs/heads/{branch}", folder=self.work)
        return self.git("rev-parse", "HEAD", folder=self.work).strip()

    def merge(self, branch: str) -> str:
        """Somebody merges a change. @returns what git said when it could not"""
        self.git("fetch", "--quiet", str(self.repository), branch, folder=self.work)
        told = self.git(
            "merge", "--quiet", "--no-ff", "-m", f"merge {branch}", "FETCH_HEAD", folder=self.work, check=False
        )
        if told:
            self.git("merge", "--abort", folder=self.work)
            return told
        self.git("push", "--quiet", str(self.repository), "HEAD:refs/heads/main", folder=self.work)
        return ""

    def branches(self) -> dict[str, str]:
        listed = self.git("for-each-ref", "--format=%(refname) %(objectname)", folder=self.repository)
        return {
            name.removeprefix("refs/heads/"): commit for name, commit in (line.split() for line in listed.splitlines())
        }

    def file(self, revision: str, path: str) -> bytes:
        command = ["git", "cat-file", "blob", f"{revision}:{path}"]
        return subprocess.run(command, cwd=self.repository, capture_output=True, check=True).stdout

    def calls(self) -> list[tuple[list[str], dict[str, str]]]:
        """Arguments and environment of every connection."""
        return [tuple(json.loads(line)) for line in self.log.read_text().splitlines()]

"""How `git` is called: with one key, for one host, and without anything that a machine or a user has configured."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..artifacts import read_bytes
from ..errors import unusable_input
from . import errors

_SECONDS: Final = 120
_ONE_CONNECTION: Final = {
    # the host is the one whose key was handed over, or there is no connection
    "StrictHostKeyChecking": "yes",
    "GlobalKnownHostsFile": "/dev/null",
    "UpdateHostKeys": "no",
    "VerifyHostKeyDNS": "no",
    # the key is the deploy key: no agent, no other file, no password, and nobody is asked
    "BatchMode": "yes",
    "IdentitiesOnly": "yes",
    "IdentityAgent": "none",
    "AddKeysToAgent": "no",
    "PreferredAuthentications": "publickey",
    # the connection carries git and nothing else
    "ClearAllForwardings": "yes",
    "ForwardAgent": "no",
    "PermitLocalCommand": "no",
    "ControlMaster": "no",
    "ControlPath": "none",
    "ConnectTimeout": "20",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "3",
}
_CONFIG: Final = {
    "core.hooksPath": "/dev/null",
    "protocol.allow": "never",
    "protocol.ssh.allow": "always",
    "credential.helper": "",
    "commit.gpgSign": "false",
    "push.gpgSign": "false",
    "push.recurseSubmodules": "no",
    "fetch.recurseSubmodules": "no",
    "gc.auto": "0",
    "maintenance.auto": "false",
}


@dataclass(frozen=True)
class Git:
    """A repository without files, in which git is called."""

    environment: dict[str, str]

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What the command prints. @throws StepError when git fails, with git's own last words"""
        settings = [part for name, value in _CONFIG.items() for part in ("-c", f"{name}={value}")]
        command = ["git", "--literal-pathspecs", "--no-replace-objects", *settings, *arguments]
        try:
            done = subprocess.run(  # noqa: S603 -- a list of arguments, of which every foreign one was matched with a pattern
                command, env=self.environment, input=given, capture_output=True, timeout=_SECONDS, check=False
            )
        except FileNotFoundError as error:
            raise errors.no_git() from error
        except subprocess.TimeoutExpired as error:
            raise errors.git_failed(arguments[0], f"no end after {_SECONDS} seconds") from error
        if done.returncode != 0:
            raise errors.git_failed(arguments[0], done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def word(self, *arguments: str, given: bytes = b"") -> str:
        """The one line that the command prints."""
        return self.run(*arguments, given=given).decode("utf-8", "replace").strip()


@contextmanager
def git_with(deploy_key: Path, known_hosts: Path) -> Iterator[Git]:
    """An empty repository that is gone afterwards. @throws StepError when the key or the known hosts cannot be read"""
    with TemporaryDirectory(prefix="secure-llm-git-") as name:
        folder = Path(name)
        # copied, because ssh refuses keys that others may read, and splits the names of these files at white space
        key = _private(folder / "deploy-key", deploy_key)
        hosts = _private(folder / "known-hosts", known_hosts)
        (folder / "home").mkdir()
        git = Git(_environment(folder, ssh_command(key, hosts)))
        git.run("init", "--quiet", "--bare", "--template=", str(folder / "repository"))
        yield git


def ssh_command(key: Path, hosts: Path) -> Sequence[str]:
    """What git opens a connection with."""
    options = {**_ONE_CONNECTION, "IdentityFile": str(key), "UserKnownHostsFile": str(hosts)}
    return ["ssh", "-F", "none", *(part for name, value in options.items() for part in ("-o", f"{name}={value}"))]


def _environment(folder: Path, ssh: Sequence[str]) -> dict[str, str]:
    # made anew: variables of the pod such as GIT_CONFIG_COUNT, GIT_TRACE or SSH_AUTH_SOCK change what git does
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder),
        "LC_ALL": "C",
        "GIT_DIR": str(folder / "repository"),
        "GIT_INDEX_FILE": str(folder / "index"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "false",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_ALLOW_PROTOCOL": "ssh",
        "GIT_SSH_COMMAND": shlex.join(ssh),
        "GIT_SSH_VARIANT": "ssh",
        **{f"GIT_{who}_NAME": "secure-llm releases" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "releases@secure-llm.invalid" for who in ("AUTHOR", "COMMITTER")},
    }


def _private(path: Path, source: Path) -> Path:
    content = read_bytes(source)
    if not content.strip():
        raise unusable_input(source, "is empty")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        # a key whose last line does not end is none to ssh
        file.write(content.rstrip(b"\n") + b"\n")
    return path

from __future__ import annotations

import os
import subprocess
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from release.git_host import ADDRESS, RULES, GitHost
from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.git_access import git_with, ssh_command
from secure_llm_steps.release.git_address import base_branch, rules_path, ssh_address


def read(folder: Path, address: str = ADDRESS) -> int:
    for name in ("key", "hosts"):
        (folder / name).write_text("content")
    files = [f"--deploy-key={folder}/key", f"--known-hosts={folder}/hosts", f"--current={folder}/current"]
    where = [f"--repository={address}", "--base-branch=main", f"--rules-path={RULES}"]
    return main(["read-merged-rules", *where, *files])


def test_ssh_itself_understands_that_only_the_given_key_and_the_given_host_count(tmp_path: Path) -> None:
    command = [*ssh_command(tmp_path / "key", tmp_path / "hosts"), "-G", "git@git.example"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    settings = dict(line.split(" ", 1) for line in told if " " in line)
    expected = {
        "stricthostkeychecking": "true",
        "userknownhostsfile": str(tmp_path / "hosts"),
        "globalknownhostsfile": "/dev/null",
        "identityfile": str(tmp_path / "key"),
        "identitiesonly": "yes",
        "identityagent": "none",
        "batchmode": "yes",
        "forwardagent": "no",
        "permitlocalcommand": "no",
        "controlmaster": "false",
    }
    assert {name: settings[name] for name in expected} == expected


def test_nothing_of_the_machine_or_the_user_reaches_git_or_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = GitHost.in_folder(tmp_path / "host")
    host.commit({RULES: b"{}"}, "rules")
    config = tmp_path / "config"
    config.write_text('[url "ssh://git@elsewhere.example/"]\n\tinsteadOf = ssh://git@git.example:2222/\n')
    for name, value in {
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.sshCommand",
        "GIT_CONFIG_VALUE_0": "false",
        "GIT_SSH_COMMAND": "false",
        "SSH_AUTH_SOCK": "/run/agent",
        "GIT_TRACE": "1",
        "PATH": f"{host.bin}:{os.environ['PATH']}",
    }.items():
        monkeypatch.setenv(name, value)
    assert read(tmp_path) == 0
    assert host.calls()
    for arguments, environment in host.calls():
        assert "git@git.example" in arguments
        assert arguments[arguments.index("-p") + 1] == "2222"
        assert {"SSH_AUTH_SOCK", "GIT_TRACE", "GIT_CONFIG_COUNT"}.isdisjoint(environment)


def test_the_key_lies_in_a_file_that_nobody_else_reads_and_only_as_long_as_git_runs(tmp_path: Path) -> None:
    for name in ("key", "hosts"):
        (tmp_path / name).write_text("without a last line break")
    with git_with(tmp_path / "key", tmp_path / "hosts") as git:
        folder = Path(git.environment["TMPDIR"])
        key = folder / "deploy-key"
        assert (key.stat().st_mode & 0o777, key.read_bytes()[-1:]) == (0o600, b"\n")
        assert not list((folder / "repository").glob("hooks/*"))
    assert not folder.exists()


@pytest.mark.parametrize(
    "address", ["file:///srv/x", "/srv/x", "https://git.example/x", "ext::sh -c true", "git://h/x"]
)
def test_git_itself_refuses_every_way_but_ssh(tmp_path: Path, address: str) -> None:
    for name in ("key", "hosts"):
        (tmp_path / name).write_text("content")
    with git_with(tmp_path / "key", tmp_path / "hosts") as git, pytest.raises(StepError, match="not allowed"):
        git.run("ls-remote", address)


@pytest.mark.parametrize(
    "address", ["ssh://git@git.example/a/b.git", ADDRESS, "git@git.example:a/b.git", "git@[::1]:b"]
)
def test_addresses_of_ssh_are_taken(address: str) -> None:
    assert ssh_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://git.example/a",
        "git.example:a",
        "/a",
        "-oProxyCommand=x@git.example:a",
        "git@-oProxyCommand=x:a",
        "ssh://git:secret@git.example/a",
        "ssh://git@git.example/-a",
        "ssh://git@git.example/a b",
        "git@git.example:a/../b",
        "ssh://git@git.example/a'b",
        "ssh://git@git.example/a\n",
        "ext::sh@x:a",
    ],
)
def test_everything_else_is_no_address(address: str) -> None:
    with pytest.raises(ArgumentTypeError):
        ssh_address(address)


@pytest.mark.parametrize(
    "name",
    ["-b", "a..b", "a b", "/a", "a/", "a.lock", "a.lock/b", "a./b", "a:b", "+a", "rule-sets/1-a", "a@{1}", ""],
)
def test_a_name_that_is_no_base_branch_is_refused(name: str) -> None:
    with pytest.raises(ArgumentTypeError):
        base_branch(name)


@pytest.mark.parametrize(
    "path", ["/a.json", "../a.json", ".git/a.json", "a", "-a.json", "a/./b.json", "a.release.json", ":a.json"]
)
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(ArgumentTypeError):
        rules_path(path)


def test_a_host_that_does_not_answer_is_worth_another_try(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(tmp_path, "ssh://git@127.0.0.1:1/a.git") == exit_codes.BROKEN
    told = capsys.readouterr().err
    assert "git ls-remote: " in told
    assert told.count("\n") == 1


def test_an_image_without_git_says_which_one_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(tmp_path) == exit_codes.USAGE
    assert "git-steps" in capsys.readouterr().err

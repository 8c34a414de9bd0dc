from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_ruleset import OVERRIDE, small_ruleset

from release.git_host import ADDRESS, RECORD, RULES, GitHost
from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.git_access import git_with
from secure_llm_steps.release.git_repository import GitRepository
from secure_llm_steps.release.release_in_git import ReleaseInGit
from secure_llm_steps.rules.ruleset_document import canonical_bytes

OLD = canonical_bytes(small_ruleset(OVERRIDE))


def learned(word: str) -> bytes:
    rule = {"id": "learned-1", "family": "learned", "pattern": f"tell\\s{{1,4}}{word}", "canary": f"tell {word}"}
    return canonical_bytes(small_ruleset(OVERRIDE, rule))


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Release:
    """A run of the pipeline up to its change."""

    folder: Path
    host: GitHost
    captured: pytest.CaptureFixture[str]
    said: str = ""

    @property
    def change(self) -> dict[str, object]:
        change: dict[str, object] = json.loads((self.folder / "change.json").read_text())
        return change

    def step(self, command: str, *more: str, **changed: str) -> int:
        options = {
            "repository": ADDRESS,
            "base-branch": "main",
            "rules-path": RULES,
            "deploy-key": self.written("key", b"-----BEGIN KEY-----"),
            "known-hosts": self.written("hosts", b"git.example ssh-ed25519 AAAA"),
            **{name.replace("_", "-"): value for name, value in changed.items()},
        }
        code = main([command, *(part for name, value in options.items() for part in (f"--{name}", value)), *more])
        said = self.captured.readouterr()
        self.said = said.out + said.err
        return code

    def read(self, **changed: str) -> int:
        return self.step("read-merged-rules", "--current", str(self.folder / "current"), **changed)

    def open(self, candidate: bytes, report: dict[str, object] | None = None, **changed: str) -> int:
        told = {"candidate_sha256": sha256_of(candidate), "broken_thresholds": [], "block_rate": 0.75}
        files = {
            "--current": str(self.folder / "current"),
            "--candidate": self.written("candidate", candidate),
            "--report": self.written("report", json.dumps({**told, **(report or {})}).encode()),
            "--change": str(self.folder / "change.json"),
        }
        return self.step("open-change", *(part for option in files.items() for part in option), **changed)

    def written(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Release:
    host = GitHost.in_folder(tmp_path / "host")
    host.commit({RULES: OLD, "other/file": b"1\n"}, "the rules as they are deployed")
    monkeypatch.setenv("PATH", f"{host.bin}:{os.environ['PATH']}")
    return Release(tmp_path, host, capsys)


def test_a_candidate_becomes_one_branch_whose_commit_changes_the_rules_and_their_record(release: Release) -> None:
    before = release.host.branches()
    assert (release.read(), release.open(learned("me"))) == (0, 0)
    branch = f"rule-sets/1-{sha256_of(learned('me'))[:10]}"
    assert release.host.branches() == {**before, branch: release.change["commit"]}
    assert release.host.file(branch, RULES) == learned("me")
    record = json.loads(release.host.file(branch, RECORD))
    report = sha256_of((release.folder / "report").read_bytes())
    assert record == {"number": 1, "sha256": sha256_of(learned("me")), "reportSha256": report}
    changed = release.host.git("diff", "--name-only", "main", branch, folder=release.host.repository)
    assert changed.split() == [RULES, RECORD]
    assert json.loads(release.said)["event"] == "change-opened"


def test_people_read_in_the_message_what_they_merge(release: Release) -> None:
    release.read()
    release.open(learned("me\x1b[2K\u202e"))
    message = release.host.git(
        "log", "-1", "--format=%B", str(release.change["branch"]), folder=release.host.repository
    )
    assert message.startswith("Propose rule set 1\n")
    assert "block_rate: 0.75" in message
    assert '+ input learned-1 "tell\\\\s{1,4}me\\u001b[2K\\u202e"' in message
    assert message.isascii()
    assert "\x1b" not in message


def test_a_try_that_is_repeated_finds_its_branch_and_changes_nothing(release: Release) -> None:
    release.read()
    assert release.open(learned("me")) == 0
    first, branches = release.change, release.host.branches()
    assert release.open(learned("me"), {"p99_milliseconds": 12.0}) == 0
    assert (release.change, release.host.branches()) == (first, branches)


def test_a_branch_that_people_changed_is_left_as_it_is(release: Release) -> None:
    release.read()
    release.open(learned("me"))
    branch = str(release.change["branch"])
    release.host.git("fetch", "-q", str(release.host.repository), branch, folder=release.host.work)
    release.host.git("checkout", "-q", "FETCH_HEAD", folder=release.host.work)
    release.host.commit({RULES: learned("you"), RECORD: _record(1, learned("you"))}, "better", branch)
    branches = release.host.branches()
    assert release.open(learned("me")) == exit_codes.GATE_FAILED
    assert f"branch {branch} is there and holds something else" in release.said
    assert release.host.branches() == branches


def test_numbers_grow_with_every_merge_and_the_next_run_begins_with_what_was_merged(release: Release) -> None:
    for number, word in enumerate(("me", "you", "them"), start=1):
        assert (release.read(), release.open(learned(word))) == (0, 0)
        assert release.change["number"] == number
        assert release.host.merge(str(release.change["branch"])) == ""
    assert release.read() == 0
    assert (release.folder / "current").read_bytes() == learned("them")


def test_a_candidate_of_older_rules_is_refused_once_others_were_merged(release: Release) -> None:
    release.read()
    release.open(learned("me"))
    assert release.host.merge(str(release.change["branch"])) == ""
    branches = release.host.branches()
    assert release.open(learned("you")) == exit_codes.GATE_FAILED
    assert "branch main is at release 1" in release.said
    assert release.open(learned("me")) == exit_codes.GATE_FAILED
    assert "there is nothing to change" in release.said
    assert release.host.branches() == branches


def test_of_two_open_changes_only_one_can_be_merged(release: Release) -> None:
    release.read()
    release.open(learned("me"))
    first = str(release.change["branch"])
    release.open(learned("you"))
    assert release.host.merge(first) == ""
    assert "CONFLICT" in release.host.merge(str(release.change["branch"]))


def test_a_change_elsewhere_in_the_repository_is_in_nobodys_way(release: Release) -> None:
    release.read()
    release.host.commit({"other/file": b"2\n"}, "something else")
    assert release.open(learned("me")) == 0
    assert release.host.file(str(release.change["branch"]), "other/file") == b"2\n"


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ({"candidate_sha256": "0" * 64}, "is not of the candidate"),
        ({"broken_thresholds": ["block rate is 0.1"]}, "says that thresholds do not hold"),
    ],
)
def test_nothing_is_pushed_without_a_report_that_lets_it_through(
    release: Release, report: dict[str, object], reason: str
) -> None:
    release.read()
    branches = release.host.branches()
    assert release.open(learned("me"), report) == exit_codes.GATE_FAILED
    assert reason in release.said
    assert release.host.branches() == branches


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({RECORD: b"{}"}, "is no record of a release"),
        ({RECORD: b"nonsense"}, "is not JSON"),
        ({RECORD: b'{"number": true, "reportSha256": "", "sha256": ""}'}, "has the number True"),
        (
            {
                RULES: learned("you"),
                RECORD: b'{"number": 1, "reportSha256": "%b", "sha256": "%b"}' % (b"0" * 64, b"1" * 64),
            },
            "put both back",
        ),
    ],
)
def test_a_branch_whose_record_is_not_of_its_rules_is_no_start(
    release: Release, files: dict[str, bytes], reason: str
) -> None:
    release.host.commit(files, "by hand")
    assert release.read() == exit_codes.USAGE
    assert reason in release.said


def test_rules_that_are_a_link_are_not_followed(release: Release) -> None:
    (release.host.work / RULES).unlink()
    (release.host.work / RULES).symlink_to("/etc/passwd")
    release.host.commit({}, "a link")
    assert release.read() == exit_codes.USAGE
    assert "is a link in the repository" in release.said


def test_a_branch_or_a_file_that_is_not_there_is_named(release: Release) -> None:
    assert release.read(base_branch="production") == exit_codes.USAGE
    assert "no branch production" in release.said
    assert release.read(rules_path="rules/other.json") == exit_codes.USAGE
    assert "branch main has no file rules/other.json" in release.said


def test_a_refusal_of_the_host_ends_the_step_with_its_words(release: Release) -> None:
    release.read()
    hook = release.host.repository / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho this key may not push >&2\nexit 1\n")
    hook.chmod(0o755)
    assert release.open(learned("me")) == exit_codes.USAGE
    assert "this key may not push" in release.said


def test_a_branch_that_somebody_made_meanwhile_is_not_moved(release: Release) -> None:
    head = release.host.branches()["main"]
    candidate = ReleaseInGit.of(learned("me"), None, RECORD)
    with git_with(Path(release.written("key", b"key")), Path(release.written("hosts", b"hosts"))) as git:
        repository = GitRepository(git, ADDRESS, RULES)
        assert repository.fetch("main") == head
        commit = repository.commit(head, candidate, "propose")
        release.host.git("branch", "rule-sets/1-taken", "main", folder=release.host.repository)
        with pytest.raises(StepError, match="git push: "):
            repository.push(commit, "rule-sets/1-taken")
    assert release.host.branches()["rule-sets/1-taken"] == head


def _record(number: int, rules: bytes) -> bytes:
    return json.dumps({"number": number, "reportSha256": "0" * 64, "sha256": sha256_of(rules)}).encode()

"""Where a repository is and which file of it holds the rules: the only addresses and names that reach `git`."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from typing import Final

from ..errors import shown

_USER: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}"
_HOST: Final = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\]"
_PATH: Final = r"[A-Za-z0-9_~][A-Za-z0-9._~/-]{0,255}"
_ADDRESS: Final = re.compile(
    rf"ssh://{_USER}@(?:{_HOST})(?::[0-9]{{1,5}})?/{_PATH}|{_USER}@(?:{_HOST}):/?{_PATH}", re.ASCII
)
_BRANCH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*", re.ASCII)
_FILE: Final = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.json", re.ASCII)
_MOST_CHARACTERS: Final = 200

CHANGES: Final = "rule-sets"
"""Branches below this belong to the releases."""
RECORD_ENDING: Final = ".release.json"


def ssh_address(text: str) -> str:
    """`ssh://user@host[:port]/path` or `user@host:path`, without anything that git or a shell would read otherwise."""
    if _ADDRESS.fullmatch(text) is None or ".." in text:
        raise ArgumentTypeError("is no address of a repository; expected `ssh://git@host/path` or `git@host:path`")
    return text


def base_branch(text: str) -> str:
    """A branch that people merge into."""
    parts = text.split("/")
    ill = ".." in text or any(part.endswith((".", ".lock")) for part in parts) or len(text) > _MOST_CHARACTERS
    if _BRANCH.fullmatch(text) is None or ill or parts[0] == CHANGES:
        reason = f"expected the name of a branch, not below {CHANGES}/"
        raise ArgumentTypeError(f"{shown(text)} is not accepted; {reason}")
    return text


def rules_path(text: str) -> str:
    """A JSON file in the repository."""
    if _FILE.fullmatch(text) is None or ".." in text or len(text) > _MOST_CHARACTERS or text.endswith(RECORD_ENDING):
        raise ArgumentTypeError(f"{shown(text)} is not accepted; expected a path such as `rules/ruleset.json`")
    return text


def record_path(rules: str) -> str:
    """Where the record of the release stands: `rules/ruleset.release.json` beside `rules/ruleset.json`."""
    return rules.removesuffix(".json") + RECORD_ENDING

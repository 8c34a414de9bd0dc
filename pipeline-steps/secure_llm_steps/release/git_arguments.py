"""Arguments of the commands that talk to a Git host."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from . import arguments as shared
from .git_access import git_with
from .git_address import base_branch, rules_path, ssh_address
from .git_repository import GitRepository


def add_repository(parser: ArgumentParser) -> None:
    """`--repository`, where in it the rules are, and what opens it."""
    parser.add_argument("--repository", type=ssh_address, required=True, metavar="URL", help="`ssh://git@host/path`")
    parser.add_argument("--base-branch", type=base_branch, required=True, metavar="NAME", help="that people merge into")
    parser.add_argument(
        "--rules-path", type=rules_path, required=True, metavar="PATH", help="of ruleset.json in the repository"
    )
    shared.add_input(parser, "deploy-key", "private SSH key that may push branches, and not the base branch")
    shared.add_input(
        parser, "known-hosts", "keys of the host, as ssh-keyscan prints them; compare them with published ones"
    )


@contextmanager
def repository_of(arguments: Namespace) -> Iterator[GitRepository]:
    """The repository that the arguments name."""
    with git_with(arguments.deploy_key, arguments.known_hosts) as git:
        yield GitRepository(git, arguments.repository, arguments.rules_path)

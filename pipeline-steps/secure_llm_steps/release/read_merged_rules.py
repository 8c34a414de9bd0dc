"""`read-merged-rules`: the rule set on the branch that the cluster is applied from, which the next one is made from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ..artifacts import write_bytes
from . import arguments as shared
from . import errors
from .git_arguments import add_repository, repository_of


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    add_repository(parser)
    shared.add_output(parser, "current", "the rule set, byte for byte")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the branch has no rules, or a record that is not of them"""
    with repository_of(arguments) as repository:
        commit = repository.fetch(arguments.base_branch)
        if commit is None:
            raise errors.no_branch(arguments.base_branch)
        write_bytes(arguments.current, repository.release(commit, arguments.base_branch).rules)

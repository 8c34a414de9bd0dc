"""`read-rules`: the rule set that the guard tiers run now, which the next one is made from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ..artifacts import write_bytes
from . import arguments as shared
from .in_cluster import this_cluster
from .released_content import released_content


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_targets(parser)
    shared.add_output(parser, "current", "the rule set, byte for byte")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the tiers run different rule sets"""
    write_bytes(arguments.current, released_content(this_cluster(), arguments.targets))

"""`publish-rules`: the approved rule set, as an immutable ConfigMap beside every guard tier."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ..artifacts import read_bytes
from . import arguments as shared
from .approval_file import read_approval
from .in_cluster import this_cluster
from .publish import publish
from .subject import Subject


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_input(parser, "candidate", "the rule set that was approved")
    shared.add_input(parser, "approval", "what was approved")
    shared.add_targets(parser)
    shared.add_namespace(parser)
    shared.add_output(parser, "published", "what lies where")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the rule set is not what was approved last"""
    content, approval = read_bytes(arguments.candidate), read_approval(arguments.approval)
    published = publish(this_cluster(), Subject.RULE_SET, content, approval, arguments.targets, arguments.namespace)
    published.write(arguments.published)

"""`publish-models`: the approved map of models, as an immutable ConfigMap beside the output processor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ..artifacts import read_bytes, read_json
from ..errors import unusable_input
from . import arguments as shared
from .approval_file import read_approval
from .in_cluster import this_cluster
from .models_map import ModelsMap
from .publish import publish
from .subject import Subject


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_input(parser, "candidate", "the map that was approved")
    shared.add_input(parser, "verified", "what the step verify-model wrote")
    shared.add_input(parser, "approval", "what was approved")
    shared.add_targets(parser)
    shared.add_namespace(parser)
    shared.add_output(parser, "published", "what lies where")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when the map is not what was approved last"""
    if not read_json(arguments.verified).get("signedBy"):
        raise unusable_input(arguments.verified, "names no signer; run verify-model first")
    content, approval = read_bytes(arguments.candidate), read_approval(arguments.approval)
    ModelsMap.parse(content, str(arguments.candidate))
    publish(this_cluster(), Subject.MODEL, content, approval, arguments.targets, arguments.namespace).write(
        arguments.published
    )

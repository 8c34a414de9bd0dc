"""Arguments that several commands of a release take."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from ..errors import StepError
from .subject import RELEASE_NAMESPACE, Subject
from .target import KEYS, Target, targets_of


def add_subject(parser: ArgumentParser) -> None:
    """`--subject`."""
    parser.add_argument("--subject", choices=[subject.value for subject in Subject], required=True)


def add_namespace(parser: ArgumentParser) -> None:
    """`--namespace`."""
    parser.add_argument(
        "--namespace", default=RELEASE_NAMESPACE, metavar="NS", help="of candidates, approvals and records"
    )


def add_targets(parser: ArgumentParser, required: bool = True) -> None:
    """`--targets`."""
    parser.add_argument(
        "--targets",
        type=_targets,
        required=required,
        default=None if required else (),
        metavar="JSON",
        help=f"list in rolling order of {{{', '.join(KEYS)}}}",
    )


def add_input(parser: ArgumentParser, name: str, purpose: str, required: bool = True) -> None:
    """A file that an earlier step wrote."""
    parser.add_argument(f"--{name}", type=Path, required=required, metavar="PATH", help=purpose)


def add_output(parser: ArgumentParser, name: str, purpose: str) -> None:
    """A file that this step writes."""
    parser.add_argument(f"--{name}", type=Path, required=True, metavar="PATH", help=f"output: {purpose}")


def _targets(text: str) -> tuple[Target, ...]:
    try:
        return targets_of(text)
    except StepError as error:
        raise ArgumentTypeError(str(error)) from error

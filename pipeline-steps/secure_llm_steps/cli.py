"""The command line: every failure that was foreseen is one line on the standard error and an exit code."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import NoReturn

from . import exit_codes
from .commands import COMMANDS
from .errors import StepError, bad_arguments


class _OneLineParser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise bad_arguments(message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code. What nobody foresaw leaves as a traceback, with exit code 1."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        name, rest = _command_of(given)
        command = COMMANDS[name].load()
        command.run(parser_of(name).parse_args(rest))
    except StepError as error:
        sys.stderr.write(f"secure-llm-steps: {' '.join(str(error).split())}\n")
        return error.exit_code
    return exit_codes.SUCCESS


def parser_of(name: str) -> ArgumentParser:
    """The parser of one command."""
    entry = COMMANDS[name]
    parser = _OneLineParser(
        prog=f"secure-llm-steps {name}",
        description=entry.purpose,
        allow_abbrev=False,
    )
    entry.load().add_arguments(parser)
    return parser


def _command_of(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    # Not argparse's own sub-parsers: those would import every command to know its arguments.
    if arguments and arguments[0] in ("-h", "--help"):
        sys.stdout.write("".join(f"{name:18} {entry.purpose}\n" for name, entry in COMMANDS.items()))
        raise SystemExit(exit_codes.SUCCESS)
    if not arguments or arguments[0] not in COMMANDS:
        given = repr(arguments[0][:80]) if arguments else "nothing"
        raise bad_arguments(f"{given} is no command; expected one of {', '.join(COMMANDS)}")
    return arguments[0], arguments[1:]

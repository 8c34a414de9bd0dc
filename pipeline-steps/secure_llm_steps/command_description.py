"""The arguments of every command as data: what a pipeline that calls them is compared with."""

from __future__ import annotations

from .cli import parser_of
from .commands import COMMANDS


def command_description() -> dict[str, dict[str, dict[str, bool]]]:
    """Command → option → whether it must be given, and whether a value follows it."""
    return {
        name: {
            action.option_strings[-1]: {"required": action.required, "takesValue": action.nargs != 0}
            for action in parser_of(name)._actions
            if action.dest != "help"
        }
        for name in COMMANDS
    }

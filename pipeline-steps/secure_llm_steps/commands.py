"""The table of commands. A command is a module with `add_arguments` and `run`, imported only when it is asked for.

So the image without torch can list `train` and run everything else.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast


class Command(Protocol):
    """What the module of a command offers."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declares the command's arguments."""

    def run(self, arguments: Namespace) -> None:
        """Does the work. @throws StepError when the step does not succeed"""


@dataclass(frozen=True)
class CommandEntry:
    """Where a command is and what it is for."""

    module: str
    """Below this package."""
    purpose: str

    def load(self) -> Command:
        """The command's module."""
        return cast("Command", import_module(f".{self.module}", __package__))


COMMANDS: Final = {
    "prepare-data": CommandEntry("training.prepare_data", "split labelled examples into training and held-out sets"),
    "train": CommandEntry("training.train", "learn a LoRA adapter for a base model"),
    "evaluate": CommandEntry("training.evaluate", "measure an adapter on held-out examples, and refuse a bad one"),
    "register": CommandEntry("training.register", "register an adapter that passed, by digest"),
    "seal-flagged": CommandEntry("rules.seal_flagged", "put flagged prompts into the store, sealed"),
    "collect-flagged": CommandEntry("rules.collect_flagged", "take young records of the store, few of each caller"),
    "propose-rules": CommandEntry("rules.propose_rules", "make rules of what missed prompts have in common"),
    "validate-rules": CommandEntry("rules.validate_rules", "try a rule set in the real guard, and refuse a bad one"),
    "read-rules": CommandEntry("release.read_rules", "read the rule set that the guard tiers run now"),
    "await-approval": CommandEntry("release.await_approval", "show a candidate to approvers and wait for their yes"),
    "publish-rules": CommandEntry("release.publish_rules", "put the approved rule set beside every guard tier"),
    "roll": CommandEntry("release.roll", "roll a release out tier by tier, and back when it does not hold"),
    "read-merged-rules": CommandEntry("release.read_merged_rules", "read the rule set that people merged in Git last"),
    "open-change": CommandEntry("release.open_change", "put a rule set on a branch in Git, for people to merge"),
    "verify-model": CommandEntry("release.verify_model", "hold a model against its registration and its signature"),
    "shift-model": CommandEntry("release.shift_model", "propose another pool of servers behind a served name"),
    "publish-models": CommandEntry(
        "release.publish_models", "put the approved map of models beside the output processor"
    ),
    "record-release": CommandEntry("release.record_release", "keep how a run ended; the exit handler"),
    "start-run": CommandEntry("release.start_run", "start a run of one pipeline version; what schedules call"),
}

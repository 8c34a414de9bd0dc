"""`seal-flagged`: puts prompts into the store, for people who report attacks that passed. The public key is enough.

What flags prompts in the request path would use the same two functions.
"""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from ..artifacts import read_json_lines, write_json
from ..errors import unusable_input
from .flagged_record import Envelope, Flag, FlaggedRecord, RecordError, seal
from .sealing_keys import read_public_key


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--prompts", type=Path, required=True, metavar="PATH", help="JSON lines: caller, prompt")
    parser.add_argument("--flag", type=Flag, choices=list(Flag), default=Flag.MISSED, help="(default: %(default)s)")
    parser.add_argument("--public-key", type=Path, required=True, metavar="PATH", help="X25519, PEM")
    parser.add_argument("--store", type=Path, required=True, metavar="PATH", help="folder")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when a line is no prompt; the prompts before it are in the store then"""
    key = read_public_key(arguments.public_key)
    for number, line in enumerate(read_json_lines(arguments.prompts), start=1):
        caller, prompt = line.get("caller"), line.get("prompt")
        if set(line) != {"caller", "prompt"} or not isinstance(caller, str) or not isinstance(prompt, str):
            raise unusable_input(arguments.prompts, f"line {number} is no prompt; expected the texts caller and prompt")
        try:
            record = sealed_now(caller, prompt, arguments.flag, key)
        except RecordError as error:
            raise unusable_input(arguments.prompts, f"line {number} {error}") from error
        put(arguments.store, record)


def sealed_now(caller: str, prompt: str, flag: Flag, key: X25519PublicKey) -> FlaggedRecord:
    """A record of this moment. @throws RecordError when it would not be read again"""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = seal(Envelope(secrets.token_hex(16), now, caller, flag), prompt, key)
    return FlaggedRecord.of(record.to_json())


def put(store: Path, record: FlaggedRecord) -> None:
    """Writes the record's file. It appears whole: whoever collects at the same moment sees all of it or nothing."""
    file = store / f"{record.envelope.id}.json"
    unfinished = file.with_suffix(".partial")
    write_json(unfinished, record.to_json())
    os.replace(unfinished, file)

"""`collect-flagged`: what of the store a pipeline may learn from: young records, and few of each caller.

It has no key and opens nothing: the prompts stay sealed in the artifacts of the pipeline too.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ..argument_types import whole_number
from ..artifacts import write_json_lines
from ..errors import unusable_input
from .flagged_record import MAX_RECORD_BYTES, FlaggedRecord, RecordError

MAX_RECORDS: Final = 2000
"""Most records of one run, all callers: the newest."""
_SUFFIXES: Final = {".json", ".partial"}
"""What `seal-flagged` writes: records, and records that are not finished."""
_CLOCK_SKEW: Final = timedelta(minutes=5)


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("--store", type=Path, required=True, metavar="PATH", help="folder with one record a file")
    parser.add_argument("--records", type=Path, required=True, metavar="PATH", help="output: JSON lines, sealed")
    parser.add_argument("--max-per-caller", type=whole_number(1, 1000), required=True, metavar="N")
    parser.add_argument("--max-age-days", type=whole_number(1, 90), required=True, metavar="N")
    parser.add_argument("--delete-expired", action="store_true", help="removes what is older from the store")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when there is no store"""
    if not arguments.store.is_dir():
        raise unusable_input(arguments.store, "is no folder; mount the volume of the store there")
    now = datetime.now(UTC)
    oldest = now - timedelta(days=arguments.max_age_days)
    counts: Counter[str] = Counter()
    young: list[FlaggedRecord] = []
    if arguments.delete_expired:
        counts["expired"] += _delete_not_touched_since(arguments.store, oldest)
    for file in _files(arguments.store):
        try:
            record = _read(file)
        except RecordError as error:
            # Strangers decide what is in the store; one file of theirs must not stop the learning from all others.
            counts["not read"] += 1
            sys.stderr.write(f"secure-llm-steps: {file.name[:80]!r} {error}\n")
            continue
        if record.envelope.moment < oldest:
            counts["expired"] += 1
            if arguments.delete_expired:
                file.unlink(missing_ok=True)
        elif record.envelope.moment > now + _CLOCK_SKEW:
            counts["not read"] += 1
        else:
            young.append(record)
    kept = newest_of_each_caller(young, arguments.max_per_caller)
    write_json_lines(arguments.records, (record.to_json() for record in kept))
    told = {"collected": len(kept), "over the cap": len(young) - len(kept), **counts}
    sys.stdout.write(f"{json.dumps(told, sort_keys=True)}\n")


def newest_of_each_caller(records: list[FlaggedRecord], most: int) -> list[FlaggedRecord]:
    """At most `most` of a caller, newest first, so that nobody teaches the rules alone by asking often."""
    taken: Counter[str] = Counter()
    kept: list[FlaggedRecord] = []
    ordered = sorted(records, key=lambda record: (record.envelope.time, record.envelope.id), reverse=True)
    for record in ordered:
        taken[record.envelope.caller] += 1
        if taken[record.envelope.caller] <= most and len(kept) < MAX_RECORDS:
            kept.append(record)
    return kept


def _delete_not_touched_since(store: Path, oldest: datetime) -> int:
    # whatever a file says of its time: one that is no record, or of next year, or half written, holds a prompt too
    files = [file for file in store.iterdir() if file.suffix in _SUFFIXES and not file.is_dir()]
    old = [file for file in files if _touched(file) < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _touched(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.lstat().st_mtime, UTC)
    except FileNotFoundError:
        # whoever seals has given the half-written file its name meanwhile
        return datetime.now(UTC)


def _files(store: Path) -> Iterator[Path]:
    yield from (file for file in sorted(store.glob("*.json")) if file.is_file())


def _read(file: Path) -> FlaggedRecord:
    try:
        # A link could make a file from elsewhere part of the artifacts; a pipe would be waited for.
        with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as content:
            text = content.read(MAX_RECORD_BYTES + 1)
        if len(text) > MAX_RECORD_BYTES:
            raise RecordError(f"has more than {MAX_RECORD_BYTES} bytes")
        return FlaggedRecord.of(json.loads(text))
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(f"cannot be read: {error}") from error

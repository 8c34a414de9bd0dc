"""The audit line of a release: one JSON object on the standard output, like the guard's."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any


def now() -> str:
    """The time as audit lines write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_audit_line(event: str, **fields: Any) -> None:
    """Writes a line at once: a step that is killed has said what it did."""
    line = json.dumps({"time": now(), "event": event, **fields}, ensure_ascii=True, sort_keys=True)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()

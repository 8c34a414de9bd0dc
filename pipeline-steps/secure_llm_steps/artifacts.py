"""Files that steps hand to each other. No runner makes the folders of an output, so the steps do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .errors import shown, unusable_input


def write_bytes(path: Path, content: bytes) -> None:
    """Writes an output, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_json(path: Path, document: Any) -> None:
    """Writes an output as indented JSON with sorted keys."""
    write_bytes(path, (json.dumps(document, ensure_ascii=True, indent=2, sort_keys=True) + "\n").encode("ascii"))


def write_json_lines(path: Path, documents: Iterable[Any]) -> None:
    """Writes an output with one JSON document a line."""
    lines = (json.dumps(document, ensure_ascii=True, sort_keys=True) + "\n" for document in documents)
    write_bytes(path, "".join(lines).encode("ascii"))


def read_bytes(path: Path) -> bytes:
    """@throws StepError when it cannot be read"""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unusable_input(path, f"cannot be read: {error.strerror}") from error


def read_json(path: Path) -> dict[str, Any]:
    """@throws StepError when it is not a JSON object"""
    return _object(path, read_bytes(path), "the file")


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    """One object a line; empty lines are skipped. @throws StepError on the first line that is none"""
    lines = read_bytes(path).split(b"\n")
    return [_object(path, line, f"line {number}") for number, line in enumerate(lines, start=1) if line.strip()]


def _object(path: Path, content: bytes, where: str) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise unusable_input(path, f"{where} is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise unusable_input(path, f"{where} is {shown(content[:80].decode('utf-8', 'replace'))}, expected an object")
    return document

"""Keys that stand in files. They are read once, at start: a changed key takes effect with the next start of the pod."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .errors import StartError
from .settings import Settings

MIN_KEY_CHARACTERS: Final = 16
"""Shortest accepted key, characters; a shorter one can be guessed."""

_BEARER: Final = re.compile(r"[!-~]+")
"""Printable ASCII without blanks: what can stand in an HTTP header."""


@dataclass(frozen=True, repr=False)
class Keys:
    """The values read from the key files; `repr` is the object's identity, so that no log can show one."""

    audit: bytes
    """HMAC key of prompt hashes and caller labels."""
    caller: bytes | None
    """Bearer key that callers must send; None when any caller is accepted."""
    upstream: dict[str, str]
    """Served model → bearer key of its next hop."""


def read_keys(settings: Settings) -> Keys:
    """Reads every key file. @throws StartError when one is missing, too short or not fit for a header."""
    return Keys(
        audit=_read(settings.audit_key_file, "--audit-key-file").encode(),
        caller=_read_caller_key(settings),
        upstream={
            upstream.model: _read_bearer(upstream.key_file, f"--upstream-key-file {upstream.model}")
            for upstream in settings.upstreams
            if upstream.key_file is not None
        },
    )


def _read_caller_key(settings: Settings) -> bytes | None:
    if settings.caller_key_file is None:
        return None
    return _read_bearer(settings.caller_key_file, "--caller-key-file").encode()


def _read(path: Path, argument: str) -> str:
    try:
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise StartError(f"{argument}: cannot read the key file {path}: {reason}; mount the secret there") from error
    if len(key) < MIN_KEY_CHARACTERS:
        raise StartError(
            f"{argument}: the key in {path} has {len(key)} characters; at least {MIN_KEY_CHARACTERS} are expected, "
            "put a longer random value into the secret"
        )
    return key


def _read_bearer(path: Path, argument: str) -> str:
    key = _read(path, argument)
    if not _BEARER.fullmatch(key):
        raise StartError(
            f"{argument}: the key in {path} holds blanks, control or non-ASCII characters; "
            "a bearer key is printable ASCII"
        )
    return key

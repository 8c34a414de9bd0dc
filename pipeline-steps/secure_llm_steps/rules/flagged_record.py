"""A flagged prompt in the store: an envelope in clear, which collecting needs, and the prompt, sealed.

Sealed to a public key (HPKE, RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM). Who writes the store can read
nothing of it, and neither can who keeps or copies it; the envelope is bound to the seal, so no record gets another time
or caller without failing to open. Base mode does not say who wrote a record: who may write the store may forge records.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

FORMAT: Final = 1
MAX_PROMPT_CHARACTERS: Final = 32_768
"""As long as the baseline rule set lets a conversation be."""
MAX_RECORD_BYTES: Final = 512 * 1024

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_ID: Final = re.compile(r"[0-9a-f]{32}")
_CALLER: Final = re.compile(r"[0-9A-Za-z._-]{1,128}")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class RecordError(Exception):
    """This is no record, or it cannot be opened."""


class Flag(StrEnum):
    """Why a prompt is in the store."""

    BLOCKED = "blocked"
    """A rule blocked it."""
    MISSED = "missed"
    """No rule did, and a person says that one should have."""


@dataclass(frozen=True)
class Envelope:
    """What is known of a prompt without its text."""

    id: str
    """32 hexadecimal digits, random."""
    time: str
    """UTC, whole seconds, `2026-11-23T07:00:00Z`."""
    caller: str
    """A pseudonym, such as the HMAC of the audit line; never a name."""
    flag: Flag

    @property
    def moment(self) -> datetime:
        """The time as a value."""
        return datetime.strptime(self.time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@dataclass(frozen=True)
class FlaggedRecord:
    """One file of the store."""

    envelope: Envelope
    sealed: bytes

    def to_json(self) -> dict[str, Any]:
        """The record's document."""
        return {"format": FORMAT, **asdict(self.envelope), "sealed": base64.b64encode(self.sealed).decode("ascii")}

    @classmethod
    def of(cls, document: Any) -> FlaggedRecord:
        """@throws RecordError when the document is no record"""
        keys = {"format", "id", "time", "caller", "flag", "sealed"}
        if not isinstance(document, dict) or set(document) != keys or document["format"] != FORMAT:
            raise RecordError(f"is no record of format {FORMAT}")
        texts = {key: document[key] for key in keys - {"format"}}
        if not all(isinstance(text, str) for text in texts.values()):
            raise RecordError("has a member that is no text")
        patterns = ((_ID, texts["id"]), (_TIME, texts["time"]), (_CALLER, texts["caller"]))
        if not all(pattern.fullmatch(text) for pattern, text in patterns):
            raise RecordError("has an id, time or caller of another form")
        try:
            envelope = Envelope(texts["id"], texts["time"], texts["caller"], Flag(texts["flag"]))
            _ = envelope.moment
            return cls(envelope, base64.b64decode(texts["sealed"], validate=True))
        except (ValueError, binascii.Error) as error:
            raise RecordError(f"has a member that cannot be read: {error}") from error


def seal(envelope: Envelope, prompt: str, key: X25519PublicKey) -> FlaggedRecord:
    """@throws RecordError when the prompt is too long for a record"""
    if not 0 < len(prompt) <= MAX_PROMPT_CHARACTERS:
        raise RecordError(f"has a prompt of {len(prompt)} characters; 1 to {MAX_PROMPT_CHARACTERS} are kept")
    try:
        return FlaggedRecord(envelope, _SUITE.encrypt(prompt.encode(), key, info=_bound(envelope)))
    except UnicodeEncodeError as error:
        raise RecordError("has a prompt with half of a surrogate pair") from error


def open_sealed(record: FlaggedRecord, key: X25519PrivateKey) -> str:
    """The prompt. @throws RecordError with another key, or when anything of the record was changed"""
    try:
        return _SUITE.decrypt(record.sealed, key, info=_bound(record.envelope)).decode()
    except (InvalidTag, ValueError) as error:
        raise RecordError("does not open with this key, or was changed") from error


def _bound(envelope: Envelope) -> bytes:
    return json.dumps({"format": FORMAT, **asdict(envelope)}, separators=(",", ":"), sort_keys=True).encode("ascii")

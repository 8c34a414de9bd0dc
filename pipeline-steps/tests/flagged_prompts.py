"""A store of flagged prompts with its keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from secure_llm_steps.rules.flagged_record import Envelope, Flag, FlaggedRecord, seal
from secure_llm_steps.rules.seal_flagged import put


@dataclass(frozen=True)
class Keys:
    """One key pair, as values and as PEM files."""

    private: X25519PrivateKey
    private_file: Path
    public_file: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Keys:
        key = X25519PrivateKey.generate()
        private_file, public_file = folder / "private.pem", folder / "public.pem"
        private_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public_file.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        return cls(key, private_file, public_file)


@dataclass(frozen=True)
class Store:
    folder: Path
    keys: Keys

    def add(
        self, prompt: str, caller: str = "caller-1", flag: Flag = Flag.MISSED, age_days: float = 0
    ) -> FlaggedRecord:
        time = (datetime.now(UTC) - timedelta(days=age_days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        record = seal(Envelope(secrets.token_hex(16), time, caller, flag), prompt, self.keys.private.public_key())
        put(self.folder, record)
        return record

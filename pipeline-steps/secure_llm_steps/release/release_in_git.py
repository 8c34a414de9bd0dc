"""A release in Git: the rule set, and beside it the number, its digest, and that of the report it was tried with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from ..rules.ruleset_document import sha256_of_bytes
from . import errors

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KEYS: Final = {"number", "reportSha256", "sha256"}
_MOST: Final = 999_999_999


@dataclass(frozen=True)
class ReleaseInGit:
    """What one commit says of the rules."""

    rules: bytes
    number: int
    """0 as long as nobody has merged a release."""
    report_sha256: str = ""

    @property
    def sha256(self) -> str:
        """Digest of the rules."""
        return sha256_of_bytes(self.rules)

    @property
    def record(self) -> bytes:
        """The file beside the rules."""
        document = {"number": self.number, "reportSha256": self.report_sha256, "sha256": self.sha256}
        return (json.dumps(document, ensure_ascii=True, indent=2, sort_keys=True) + "\n").encode("ascii")

    @classmethod
    def of(cls, rules: bytes, record: bytes | None, where: str) -> ReleaseInGit:
        """@throws StepError when the record is none, or one of other rules"""
        if record is None:
            return cls(rules, 0)
        try:
            document = json.loads(record)
        except (ValueError, RecursionError) as error:
            raise errors.bad_document(where, f"is not JSON: {error}") from error
        if not isinstance(document, dict) or set(document) != _KEYS:
            raise errors.bad_document(where, f"is no record of a release; expected an object with {sorted(_KEYS)}")
        number = document["number"]
        if type(number) is not int or not 1 <= number <= _MOST:
            raise errors.bad_document(where, f"has the number {number!r:.40}, expected a whole number from 1 on")
        for key in ("sha256", "reportSha256"):
            if not isinstance(document[key], str) or _DIGEST.fullmatch(document[key]) is None:
                raise errors.bad_document(where, f"{key} is not 64 hexadecimal digits")
        found = cls(rules, number, document["reportSha256"])
        if found.sha256 != document["sha256"]:
            reason = f"is of rules with digest {document['sha256']}, and those beside it have {found.sha256}"
            raise errors.bad_document(where, f"{reason}; put both back to what was merged together")
        return found

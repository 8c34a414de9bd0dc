"""Who calls: the bearer check, and the name under which slots are counted and decisions are audited."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Final

from . import errors
from .worker_settings import Tier

CALLER_HEADER: Final = "x-secure-llm-caller"
_CALLER_ID: Final = re.compile(r"[A-Za-z0-9.:%_-]{1,64}")


class Callers:
    """Checks the bearer key in constant time and names the caller.

    With a caller key the name is a label made from the key (a keyed hash, so that the label tells nothing about
    the key), without one it is the peer's address. The output processor believes the name that the guardrail hands
    on, because only the guardrail holds the hop key. No name counts as verified: nobody vouches for it yet.
    """

    def __init__(self, tier: Tier, key: bytes | None, label_key: bytes) -> None:
        self._digest = None if key is None else hashlib.sha256(key).digest()
        self._label = "" if key is None else "key:" + hmac.new(label_key, key, hashlib.sha256).hexdigest()[:12]
        self._believes_header = tier is Tier.OUTPUT_PROCESSOR and key is not None

    def identify(self, headers: Mapping[str, str], peer: str | None) -> str:
        """The caller's name. @throws CallerError 401 when the key is wrong or missing"""
        if self._digest is None:
            return (peer or "unknown")[:64]
        scheme, _, key = headers.get("authorization", "").partition(" ")
        # Digests have one length, so the comparison tells nothing about the key's.
        given = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).digest()
        if not hmac.compare_digest(given, self._digest) or scheme.lower() != "bearer":
            raise errors.key_rejected()
        if self._believes_header and _CALLER_ID.fullmatch(named := headers.get(CALLER_HEADER, "")):
            return named
        return self._label

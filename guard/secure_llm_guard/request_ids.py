"""Ids that tie the tiers' audit lines together: `x-request-id` and W3C Trace Context's `traceparent`.

Callers may send both; what is not well-formed is replaced, because ids go into logs and to the next hop.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_TRACEPARENT: Final = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
"""Version 00, https://www.w3.org/TR/trace-context/#traceparent-header; other versions start a new trace."""


@dataclass(frozen=True)
class RequestIds:
    """The ids of one request."""

    request_id: str
    trace_id: str
    """32 hexadecimal digits."""
    span_id: str
    """16 hexadecimal digits: this tier's span, the parent of the next hop's."""
    trace_flags: str
    """Two hexadecimal digits, handed on as they came."""

    @property
    def traceparent(self) -> str:
        """The header for the next hop."""
        return f"00-{self.trace_id}-{self.span_id}-{self.trace_flags}"


def request_ids(headers: Mapping[str, str]) -> RequestIds:
    """The caller's ids where they are well-formed, new ones where not."""
    request_id = headers.get("x-request-id", "")
    if not _REQUEST_ID.fullmatch(request_id):
        request_id = secrets.token_hex(16)
    match = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    if match is None or match[1] == "0" * 32 or match[2] == "0" * 16:
        return RequestIds(request_id, secrets.token_hex(16), secrets.token_hex(8), "00")
    return RequestIds(request_id, match[1], secrets.token_hex(8), match[3])

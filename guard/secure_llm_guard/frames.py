"""Length-prefixed frames between the guard's parent process and its workers.

Wire form: header length and payload length (4 bytes each, big-endian), header (UTF-8 JSON object), payload (bytes).
Bodies travel as payload and are never re-encoded, so a worker judges the very bytes that arrived.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

_PREFIX: Final = struct.Struct(">II")
MAX_HEADER_BYTES: Final = 1 << 20
"""Upper bound of a header, bytes; far above any header that the guard writes."""
MAX_PAYLOAD_BYTES: Final = 1 << 26
"""Upper bound of a payload, bytes (64 MiB); far above the largest body limit that makes sense."""


class FrameError(Exception):
    """The peer wrote something that is not a frame; the connection cannot be used any more."""


@dataclass(frozen=True)
class Frame:
    """One message: a small JSON header with a `kind`, and raw bytes."""

    header: dict[str, Any]
    payload: bytes = field(default=b"")

    @property
    def kind(self) -> str:
        """What the message is: start, ready, failed, request, answer or judgement."""
        return str(self.header.get("kind", ""))


def encode_frame(frame: Frame) -> bytes:
    """The frame's wire form. @throws FrameError when a part is over its bound."""
    header = json.dumps(frame.header, separators=(",", ":")).encode("ascii")
    _check_lengths(len(header), len(frame.payload))
    return _PREFIX.pack(len(header), len(frame.payload)) + header + frame.payload


def read_frame(stream: BinaryIO) -> Frame | None:
    """Reads one frame from a blocking stream; None at a clean end. @throws FrameError on anything else."""
    prefix = _read_exactly(stream, _PREFIX.size)
    if not prefix:
        return None
    header_length, payload_length = _lengths(prefix)
    header = _read_exactly(stream, header_length)
    payload = _read_exactly(stream, payload_length)
    if len(header) < header_length or len(payload) < payload_length:
        raise FrameError("stream ended inside a frame")
    return _frame(header, payload)


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Writes one frame to a blocking stream and flushes it."""
    stream.write(encode_frame(frame))
    stream.flush()


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    parts: list[bytes] = []
    missing = size
    while missing:
        part = stream.read(missing)
        if not part:
            break
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _lengths(prefix: bytes) -> tuple[int, int]:
    if len(prefix) < _PREFIX.size:
        raise FrameError("stream ended inside a frame prefix")
    header_length, payload_length = _PREFIX.unpack(prefix)
    _check_lengths(header_length, payload_length)
    return header_length, payload_length


def _check_lengths(header_length: int, payload_length: int) -> None:
    if header_length > MAX_HEADER_BYTES:
        raise FrameError(f"frame header has {header_length} bytes; at most {MAX_HEADER_BYTES} are allowed")
    if payload_length > MAX_PAYLOAD_BYTES:
        raise FrameError(f"frame payload has {payload_length} bytes; at most {MAX_PAYLOAD_BYTES} are allowed")


def _frame(header: bytes, payload: bytes) -> Frame:
    try:
        parsed = json.loads(header)
    except ValueError as error:
        raise FrameError("frame header is not JSON") from error
    if not isinstance(parsed, dict):
        raise FrameError("frame header is not a JSON object")
    return Frame(parsed, payload)

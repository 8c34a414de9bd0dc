"""Frames out of a byte stream that arrives in pieces, for the parent's event loop.

Decoding in the pipe's callback, instead of in a task that waits for the pipe, saves two turns of the loop per body.
"""

from __future__ import annotations

import json
import struct
from typing import Final

from .frames import MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES, Frame, FrameError

_PREFIX: Final = struct.Struct(">II")


class FrameDecoder:
    """Collects bytes until a frame is whole. The peer answers one frame at a time, so more than that is an error."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._header_bytes = 0
        self._frame_bytes = 0

    def feed(self, data: bytes) -> Frame | None:
        """The frame that these bytes complete, or None. @throws FrameError when it is no frame, or bytes follow it"""
        buffer = self._buffer
        buffer += data
        if not self._frame_bytes:
            if len(buffer) < _PREFIX.size:
                return None
            self._header_bytes, payload_bytes = _PREFIX.unpack_from(buffer)
            if self._header_bytes > MAX_HEADER_BYTES or payload_bytes > MAX_PAYLOAD_BYTES:
                raise FrameError(f"a frame of {self._header_bytes} and {payload_bytes} bytes is over the bounds")
            self._frame_bytes = _PREFIX.size + self._header_bytes + payload_bytes
        if len(buffer) < self._frame_bytes:
            return None
        if len(buffer) > self._frame_bytes:
            raise FrameError("bytes follow a frame")
        whole = bytes(buffer)
        buffer.clear()
        self._frame_bytes = 0
        header_end = _PREFIX.size + self._header_bytes
        return Frame(_header(whole[_PREFIX.size : header_end]), whole[header_end:])


def _header(text: bytes) -> dict[str, object]:
    try:
        header = json.loads(text)
    except ValueError as error:
        raise FrameError("a frame header is not JSON") from error
    if not isinstance(header, dict):
        raise FrameError("a frame header is not a JSON object")
    return header

"""Reads a request's body as raw bytes, within bounds of size and time. Nothing here looks into it."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from aiohttp import HttpVersion11, web

from . import errors

BODY_SECONDS: Final = 15.0
"""Longest time between the headers and the end of the body."""

_JSON_TYPE: Final = re.compile(r'application/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?', re.IGNORECASE)


async def read_body(request: web.BaseRequest, limit_bytes: int) -> bytes:
    """The body of a JSON request. @throws CallerError 400, 408, 413, 415 or 417"""
    headers = request.headers
    if "content-encoding" in headers:
        raise errors.content_encoding_refused()
    types = headers.getall("content-type", [])
    if len(types) != 1 or not _JSON_TYPE.fullmatch(types[0].strip()):
        raise errors.content_type_refused()
    if (request.content_length or 0) > limit_bytes:
        raise errors.body_too_large(limit_bytes)
    if "expect" in headers:
        await _continue(request)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request, limit_bytes)
    except TimeoutError as error:
        raise errors.body_too_slow(BODY_SECONDS) from error
    except web.RequestPayloadError as error:
        raise errors.body_unreadable() from error


async def _read(request: web.BaseRequest, limit_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := await request.content.readany():
        size += len(part)
        if size > limit_bytes:
            raise errors.body_too_large(limit_bytes)
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def _continue(request: web.BaseRequest) -> None:
    if request.headers["expect"].lower() != "100-continue":
        raise errors.expectation_refused()
    if request.version == HttpVersion11:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # the answer has not begun yet

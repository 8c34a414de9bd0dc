"""Bytes on a socket: for requests that no honest client library sends."""

from __future__ import annotations

import asyncio


async def exchange(port: int, sent: bytes, seconds: float = 5.0) -> bytes:
    """Everything the server says until it closes the connection, or until nothing comes any more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    parts = []
    try:
        async with asyncio.timeout(seconds):
            while part := await reader.read(65536):
                parts.append(part)
    except (TimeoutError, ConnectionError):
        pass
    writer.close()
    return b"".join(parts)


def post(body: bytes, *headers: str, path: str = "/v1/chat/completions") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "host: guard", "content-type: application/json", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

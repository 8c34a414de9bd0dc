"""base64 and hexadecimal runs, decoded one level."""

from __future__ import annotations

import binascii
import re
from typing import Final

MIN_BASE64_CHARACTERS: Final = 16
MIN_HEX_CHARACTERS: Final = 32

_BASE64: Final = "[A-Za-z0-9+/_-]"
_BASE64_RUN: Final = re.compile(
    rf"{_BASE64}{{{MIN_BASE64_CHARACTERS},}}(?:={{0,2}}\s{{1,4}}{_BASE64}{{{MIN_BASE64_CHARACTERS},}})*"
)
# The last, shorter line of wrapped base64.
_BASE64_TAIL: Final = re.compile(rf"\s{{1,4}}({_BASE64}{{2,15}}={{0,2}})(?!{_BASE64})")
_HEX_RUN: Final = re.compile(r"(?:(?:0x|\\x|%)?[0-9a-fA-F]{2}[\s:,;-]{0,2}){16,}[0-9a-fA-F]?")
_HEX_NOISE: Final = re.compile(r"0x|\\x|[^0-9a-fA-F]")
_NOT_BASE64: Final = re.compile(r"[^A-Za-z0-9+/]")
_URL_SAFE: Final = str.maketrans("-_", "+/")

# Readable pieces of decoded bytes: printable ASCII, tab, line ends, and well-formed multi-byte UTF-8.
_CHARACTER: Final = rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_READABLE: Final = re.compile(_CHARACTER + rb"{4,}")
_READABLE_LONG: Final = re.compile(_CHARACTER + rb"{8,}")


def decoded_texts(text: str) -> list[str]:
    """What the text's base64 and hex runs say, one text per run that says something."""
    return [*_decoded_base64(text), *_decoded_hex(text)]


def _decoded_base64(text: str) -> list[str]:
    found: list[str] = []
    for match in _BASE64_RUN.finditer(text):
        run = match[0]
        tail = _BASE64_TAIL.match(text, match.end())
        if tail:
            run += tail[1]
        digits = _NOT_BASE64.sub("", run.translate(_URL_SAFE))
        # A word or a path glued to the front shifts the groups of four, so every alignment is tried.
        for shift in range(4):
            said = _readable(_base64_bytes(digits[shift:]), _READABLE_LONG if shift else _READABLE)
            if said:
                found.append(said)
    return found


def _base64_bytes(digits: str) -> bytes:
    whole = digits if len(digits) % 4 != 1 else digits[:-1]
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))


def _decoded_hex(text: str) -> list[str]:
    found: list[str] = []
    for match in _HEX_RUN.finditer(text):
        digits = _HEX_NOISE.sub("", match[0])
        if len(digits) < MIN_HEX_CHARACTERS:
            continue
        for shift in range(2):
            whole = digits[shift:]
            said = _readable(bytes.fromhex(whole[: len(whole) // 2 * 2]), _READABLE_LONG if shift else _READABLE)
            if said:
                found.append(said)
    return found


def _readable(content: bytes, pieces: re.Pattern[bytes]) -> str:
    # Without NUL bytes UTF-16 of ASCII reads as ASCII.
    without_nul = content.replace(b"\0", b"")
    return b"".join(pieces.findall(without_nul)).decode("utf-8", errors="ignore")

"""The one digest of an artifact, whether it is a file or a folder: what is registered, signed and released."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from .errors import unusable_input

_CHUNK_BYTES: Final = 1 << 20


def sha256_of(path: Path) -> str:
    """Of a file its SHA-256; of a folder that of its listing, one line `<sha256>  <path>` per file, sorted by path.

    `find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum` in the folder gives the same.
    @throws StepError when there is nothing, or a link, which could lead out of the folder
    """
    if path.is_symlink():
        raise unusable_input(path, "is a link; expected a file or a folder")
    if path.is_file():
        return _of_file(path)
    files = {file.relative_to(path).as_posix(): file for file in _files_below(path)}
    if not files:
        raise unusable_input(path, "is no file, and no folder with files")
    listing = "".join(f"{_of_file(files[name])}  {name}\n" for name in sorted(files, key=str.encode))
    return hashlib.sha256(listing.encode()).hexdigest()


def _files_below(folder: Path) -> list[Path]:
    entries = sorted(folder.rglob("*"))
    for entry in entries:
        if entry.is_symlink():
            raise unusable_input(entry, "is a link; expected files and folders only")
    return [entry for entry in entries if entry.is_file()]


def _of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()

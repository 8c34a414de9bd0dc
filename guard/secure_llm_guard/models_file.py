"""The models file: which models are served and where each next hop is, when that is released like the rules are.

Read as strictly as the rule set, because whoever writes it decides where every prompt goes.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path, PurePosixPath
from typing import Any, Final

from .errors import SettingsError, StartError
from .ruleset import canonical_json
from .settings import Upstream
from .strict_json import StrictJsonError, parse_strict_json

FORMAT: Final = 1
"""The one format number that this guard reads."""
MAX_MODELS: Final = 100
SECRETS_FOLDER: Final = PurePosixPath("/etc/secure-llm/secrets")
"""A released file names keys that are mounted as such, and no other file of the pod."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def load_models(path: Path, expected_sha256: str) -> tuple[Upstream, ...]:
    """
    Reads the next hops from the file.

    @throws SettingsError when the digest is none
    @throws StartError when the file is not exactly what was released, or not exactly as expected
    """
    if not _SHA256.fullmatch(expected_sha256):
        raise SettingsError(
            f"MODELS_SHA256: {expected_sha256[:80]!r} is not a digest; expected 64 lower-case hexadecimal digits "
            "from the pod annotation secure-llm.dev/models-sha256"
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StartError(f"--models-file: cannot read {path}: {error.strerror}; mount the ConfigMap there") from error
    actual = hashlib.sha256(content).hexdigest()
    if not hmac.compare_digest(actual, expected_sha256):
        raise _unfit(path, f"it has sha256 {actual}, expected {expected_sha256}: it is not what was released")
    try:
        document = parse_strict_json(content)
    except StrictJsonError as error:
        raise _unfit(path, f"it is not strict JSON: {error}") from error
    root = _object(path, document, "the file", {"format", "models"})
    if type(root["format"]) is not int or root["format"] != FORMAT:
        raise _unfit(path, f"it has format {root['format']!r}; this guard reads format {FORMAT}")
    if content != canonical_json(document):
        raise _unfit(path, "it is not in canonical form: keys sorted, no white space, UTF-8, no trailing newline")
    return _upstreams(path, root["models"])


def _upstreams(path: Path, entries: Any) -> tuple[Upstream, ...]:
    if not isinstance(entries, list) or not 1 <= len(entries) <= MAX_MODELS:
        raise _unfit(path, f"models is not an array of 1 to {MAX_MODELS} models")
    upstreams = tuple(_upstream(path, entry, f"models[{index}]") for index, entry in enumerate(entries))
    names = [upstream.model for upstream in upstreams]
    if names != sorted(set(names)):
        raise _unfit(path, f"the models {names} are not sorted by name, each once")
    return upstreams


def _upstream(path: Path, entry: Any, where: str) -> Upstream:
    keys = {"model", "url"} | ({"keyFile"} if isinstance(entry, dict) and "keyFile" in entry else set())
    fields = _object(path, entry, where, keys)
    for key, value in fields.items():
        if not isinstance(value, str):
            raise _unfit(path, f"{where}.{key} is {type(value).__name__}; expected a string")
    try:
        return Upstream.of(fields["model"], fields["url"], _key_file(path, fields.get("keyFile"), where))
    except SettingsError as error:
        raise _unfit(path, f"{where}: {error}") from error


def _key_file(path: Path, text: str | None, where: str) -> Path | None:
    if text is None:
        return None
    key_file = PurePosixPath(text)
    if ".." in key_file.parts or SECRETS_FOLDER not in key_file.parents or str(key_file) != text:
        raise _unfit(path, f"{where}.keyFile is {text[:200]!r}; expected a file below {SECRETS_FOLDER}")
    return Path(text)


def _object(path: Path, value: Any, where: str, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != keys:
        found = sorted(value) if isinstance(value, dict) else type(value).__name__
        raise _unfit(path, f"{where} has {found}; expected exactly {sorted(keys)}")
    return value


def _unfit(path: Path, reason: str) -> StartError:
    return StartError(f"--models-file: {path} cannot be used: {reason}")

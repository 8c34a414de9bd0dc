"""`models.json`: which pool of servers answers under which name. The output processor reads it, releases change it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from . import errors

_FORMAT: Final = 1
_URL: Final = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True)
class Pool:
    """Servers that answer alike."""

    url: str
    """`http://host:port`."""
    key_file: str | None = None
    """Where the output processor finds the key that they ask for."""


@dataclass(frozen=True)
class ModelsMap:
    """The pool behind every served name."""

    pools: Mapping[str, Pool]

    @classmethod
    def parse(cls, content: bytes, what: str) -> ModelsMap:
        """@throws StepError when it is not such a map"""
        try:
            document = json.loads(content)
        except ValueError as error:
            raise errors.bad_document(what, f"is not JSON: {error}") from error
        if not isinstance(document, dict) or document.keys() != {"format", "models"} or document["format"] != _FORMAT:
            raise errors.bad_document(what, f'is no map of models; expected {{"format":{_FORMAT},"models":[…]}}')
        entries = document["models"]
        if not isinstance(entries, list) or not entries:
            raise errors.bad_document(what, "has no list of models")
        pools = dict(_pool(entry, what) for entry in entries)
        if len(pools) < len(entries):
            raise errors.bad_document(what, "has a model twice")
        return cls(pools)

    def shifted(self, model: str, pool: Pool) -> ModelsMap:
        """The map with another pool behind a name. @throws StepError when the name is not served, or nothing changes"""
        if model not in self.pools:
            reason = f"serves {sorted(self.pools)} and no {model!r}; a new name is deployed, not released"
            raise errors.bad_document("the present map", reason)
        if self.pools[model].url == pool.url:
            raise errors.bad_document("--pool-url", f"{model} is served by {pool.url} already")
        return ModelsMap({**self.pools, model: pool})

    def content(self) -> bytes:
        """Canonical, as the guard demands: models by name, keys sorted, no white space."""
        entries = [
            {"model": model, "url": pool.url, **({} if pool.key_file is None else {"keyFile": pool.key_file})}
            for model, pool in sorted(self.pools.items())
        ]
        document = {"format": _FORMAT, "models": entries}
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def is_pool_url(text: str) -> bool:
    """Whether it is the base URL of a pool: no path, no query, no credentials."""
    return _URL.fullmatch(text) is not None


def _pool(entry: Any, what: str) -> tuple[str, Pool]:
    if not isinstance(entry, dict) or not {"model", "url"} <= entry.keys() <= {"model", "url", "keyFile"}:
        raise errors.bad_document(what, f"has the entry {entry!r}; expected model, url and at most keyFile")
    model, url, key_file = entry["model"], entry["url"], entry.get("keyFile")
    if not isinstance(model, str) or not isinstance(url, str) or not is_pool_url(url):
        raise errors.bad_document(what, f"maps {model!r} to something other than http://host:port")
    if not isinstance(key_file, str | None):
        raise errors.bad_document(what, f"has a keyFile of {model!r} that is no path")
    return model, Pool(url, key_file)

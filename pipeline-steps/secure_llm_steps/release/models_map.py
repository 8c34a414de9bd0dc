"""`models.json`: which pool of servers answers under which name. The output processor reads it, releases change it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from . import errors

_FORMAT: Final = 1
_URL: Final = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True)
class ModelsMap:
    """Served names and the base URL of the pool behind each."""

    models: Mapping[str, str]

    @classmethod
    def parse(cls, content: bytes, what: str) -> ModelsMap:
        """@throws StepError when it is not such a map"""
        try:
            document = json.loads(content)
        except ValueError as error:
            raise errors.bad_document(what, f"is not JSON: {error}") from error
        if not isinstance(document, dict) or document.keys() != {"format", "models"} or document["format"] != _FORMAT:
            raise errors.bad_document(what, f'is no map of models; expected {{"format":{_FORMAT},"models":{{…}}}}')
        models = document["models"]
        if not isinstance(models, dict) or not models:
            raise errors.bad_document(what, "maps no model")
        wrong = [name for name, url in models.items() if not isinstance(url, str) or not is_pool_url(url)]
        if wrong:
            raise errors.bad_document(what, f"maps {wrong} to something other than http://host:port")
        return cls(models)

    def shifted(self, name: str, url: str) -> ModelsMap:
        """The map with another pool behind a name. @throws StepError when the name is not served, or nothing changes"""
        if name not in self.models:
            reason = f"serves {sorted(self.models)} and no {name!r}; a new name is deployed, not released"
            raise errors.bad_document("the present map", reason)
        if self.models[name] == url:
            raise errors.bad_document("--pool-url", f"{name} is served by {url} already")
        return ModelsMap({**self.models, name: url})

    def content(self) -> bytes:
        """Canonical: one map, one digest."""
        document = {"format": _FORMAT, "models": dict(self.models)}
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def is_pool_url(text: str) -> bool:
    """Whether it is the base URL of a pool: no path, no query, no credentials."""
    return _URL.fullmatch(text) is not None

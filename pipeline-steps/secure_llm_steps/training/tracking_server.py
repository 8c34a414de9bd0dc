"""What the steps ask of MLflow's REST interface (verified with 3.17)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from ..artifacts import read_bytes
from ..errors import StepError, unusable_input
from ..json_over_http import JsonAnswer, JsonClient

_API: Final = "/api/2.0/mlflow"


@dataclass(frozen=True)
class ModelVersion:
    """A registered version of a model."""

    version: int
    source: str
    """Where its bytes are."""


class TrackingServer:
    """A model registry."""

    def __init__(self, url: str, credentials: Path) -> None:
        """@param credentials a folder with the files `username` and `password`, as a Secret is mounted"""
        user, password = (_line(credentials / name) for name in ("username", "password"))
        basic = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        self._client = JsonClient(url, {"authorization": f"Basic {basic}"})

    def ensure_model(self, name: str) -> None:
        """Creates the registered model unless it is there."""
        answer = self._client.request("POST", f"{_API}/registered-models/create", {"name": name})
        if answer.status != 200 and _error_code(answer) != "RESOURCE_ALREADY_EXISTS":
            raise _refused(f"creating the model {name!r}", answer)

    def version_with_tag(self, name: str, key: str, value: str) -> ModelVersion | None:
        """The newest version that carries the tag."""
        query = urlencode({"filter": f"name = '{name}' and tags.`{key}` = '{value}'", "max_results": 100})
        answer = self._client.request("GET", f"{_API}/model-versions/search?{query}")
        if answer.status != 200 or not isinstance(answer.body, dict):
            raise _refused(f"searching the versions of {name!r}", answer)
        found = [ModelVersion(int(each["version"]), each["source"]) for each in answer.body.get("model_versions", [])]
        return max(found, key=lambda each: each.version, default=None)

    def create_version(self, name: str, source: str, tags: Mapping[str, str]) -> ModelVersion:
        """Registers a version."""
        body = {"name": name, "source": source, "tags": [{"key": key, "value": value} for key, value in tags.items()]}
        answer = self._client.request("POST", f"{_API}/model-versions/create", body)
        if answer.status != 200 or not isinstance(answer.body, dict):
            raise _refused(f"registering a version of {name!r}", answer)
        return ModelVersion(int(answer.body["model_version"]["version"]), source)


def _line(path: Path) -> str:
    content = read_bytes(path).decode("utf-8", "replace").strip()
    if not content or "\n" in content:
        raise unusable_input(path, "is not one line; expected a credential")
    return content


def _error_code(answer: JsonAnswer) -> Any:
    return answer.body.get("error_code") if isinstance(answer.body, dict) else None


def _refused(what: str, answer: JsonAnswer) -> StepError:
    said = answer.body.get("message", answer.body) if isinstance(answer.body, dict) else answer.body
    return StepError(f"{what}: the tracking server answered {answer.status}: {str(said)[:300]}")

"""Kubeflow Pipelines' REST API 2.17, as far as a schedule needs it: names to ids, and one run."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, urlencode

from .. import exit_codes
from ..errors import StepError
from . import errors
from .errors import ApiError
from .json_api import Document, JsonApi

_BASE: Final = "/apis/v2beta1"
_PAGE: Final = 100
_MOST_PAGES: Final = 100


class PipelinesApi:
    """The API server of Kubeflow Pipelines."""

    def __init__(self, api: JsonApi) -> None:
        self._api = api

    @classmethod
    def at(cls, url: str) -> PipelinesApi:
        """@param url `http://ml-pipeline.zone.svc:8888`"""
        return cls(JsonApi(url.rstrip("/"), "the pipelines API"))

    def pipeline_id(self, name: str, namespace: str = "") -> str:
        """Ids are known to nobody before a pipeline exists. @throws StepError when there is no pipeline of the name"""
        query = f"?{urlencode({'namespace': namespace})}" if namespace else ""
        try:
            pipeline = self._api.request("GET", f"{_BASE}/pipelines/names/{quote(name, safe='')}{query}")
        except ApiError as error:
            if error.status == 404:
                raise _missing(f"there is no pipeline {name}", "apply its Pipeline object first") from error
            raise
        return _text(pipeline, "pipeline_id")

    def version_id(self, pipeline: str, name: str) -> str:
        """
        The id of a version. A run without one takes the newest version, even a broken one, so it is always asked for.

        @throws StepError when the pipeline has no version of the name
        """
        names: list[str] = []
        token = ""
        for _ in range(_MOST_PAGES):
            query = urlencode({"page_size": _PAGE, **({"page_token": token} if token else {})})
            page = self._api.request("GET", f"{_BASE}/pipelines/{quote(pipeline, safe='')}/versions?{query}")
            for version in page.get("pipeline_versions") or []:
                if name in (version.get("name"), version.get("display_name")):
                    return _text(version, "pipeline_version_id")
                names.append(str(version.get("name") or version.get("display_name")))
            token = page.get("next_page_token") or ""
            if not token:
                break
        present = ", ".join(names[:10]) or "none"
        raise _missing(
            f"the pipeline has no version {name}; present: {present}", "apply its PipelineVersion object first"
        )

    def start(self, name: str, pipeline: str, version: str, service_account: str, parameters: dict[str, Any]) -> str:
        """Creates a run. It is asked for once: a second try could start a second run. @returns its id"""
        run: Document = {
            "display_name": name,
            "pipeline_version_reference": {"pipeline_id": pipeline, "pipeline_version_id": version},
            "runtime_config": {"parameters": parameters},
            "service_account": service_account,
        }
        return _text(self._api.request("POST", f"{_BASE}/runs", run, repeatable=False), "run_id")


def _missing(what: str, fix: str) -> StepError:
    return StepError(f"{what}; {fix}", exit_codes.USAGE)


def _text(document: Document, key: str) -> str:
    value = document.get(key)
    if not isinstance(value, str) or value == "":
        raise errors.not_json("the pipelines API", f"an answer without {key}: {sorted(document)}")
    return value

"""The few requests to the API server that a release makes; its ServiceAccount may make no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol
from urllib.parse import quote, urlencode

from . import errors
from .json_api import Document, JsonApi
from .service_account import ServiceAccount

FIELD_MANAGER: Final = "secure-llm-releaser"
"""
Owns the fields of a release from the first one on: whoever applies the manifests of before by server-side apply gets a
conflict that names the fields, and does not go back to old rules unnoticed.
"""
_APPLY_PATCH: Final = "application/apply-patch+yaml"


class Cluster(Protocol):
    """What steps ask of a cluster."""

    def deployment(self, namespace: str, name: str) -> Document:
        """@throws ApiError with status 404 when there is none"""

    def apply_deployment(self, document: Document, manager: str) -> Document:
        """
        Server-side apply of the fields in the document, taken over from whoever owns them.

        @param manager owner from then on; one of each kind of release, since what an owner leaves out is removed
        """

    def pods(self, namespace: str, workload: str) -> list[Document]:
        """Every pod of a workload, ending ones included."""

    def config_map(self, namespace: str, name: str) -> Document:
        """@throws ApiError with status 404 when there is none"""

    def create_config_map(self, document: Document) -> Document:
        """@throws ApiError with status 409 when there is one of that name"""

    def apply_config_map(self, document: Document) -> Document:
        """Server-side apply of the fields in the document."""


class KubernetesApi:
    """The API server, as a ServiceAccount."""

    def __init__(self, api: JsonApi) -> None:
        self._api = api

    @classmethod
    def of(cls, account: ServiceAccount) -> KubernetesApi:
        """@throws StepError when nothing is mounted"""
        host = f"[{account.host}]" if ":" in account.host else account.host
        authorization: Callable[[], dict[str, str]] = lambda: {"authorization": f"Bearer {account.token()}"}  # noqa: E731
        return cls(JsonApi(f"https://{host}:{account.port}", "the API server", authorization, account.tls()))

    def deployment(self, namespace: str, name: str) -> Document:
        return self._api.request("GET", _path("apis/apps/v1", namespace, "deployments", name))

    def apply_deployment(self, document: Document, manager: str) -> Document:
        whole = {"apiVersion": "apps/v1", "kind": "Deployment", **document}
        return self._apply("apis/apps/v1", "deployments", whole, manager)

    def pods(self, namespace: str, workload: str) -> list[Document]:
        query = urlencode({"labelSelector": f"secure-llm.dev/workload={workload}"})
        items = self._api.request("GET", f"{_path('api/v1', namespace, 'pods')}?{query}").get("items")
        if not isinstance(items, list):
            raise errors.bad_document(f"the pods of {namespace}", "the API server answered without items")
        return items

    def config_map(self, namespace: str, name: str) -> Document:
        return self._api.request("GET", _path("api/v1", namespace, "configmaps", name))

    def create_config_map(self, document: Document) -> Document:
        path = f"{_path('api/v1', document['metadata']['namespace'], 'configmaps')}?fieldManager={FIELD_MANAGER}"
        return self._api.request("POST", path, {"apiVersion": "v1", "kind": "ConfigMap", **document})

    def apply_config_map(self, document: Document) -> Document:
        return self._apply("api/v1", "configmaps", {"apiVersion": "v1", "kind": "ConfigMap", **document}, FIELD_MANAGER)

    def _apply(self, group: str, resource: str, document: Document, manager: str) -> Document:
        metadata = document["metadata"]
        query = urlencode({"fieldManager": manager, "force": "true", "fieldValidation": "Strict"})
        path = f"{_path(group, metadata['namespace'], resource, metadata['name'])}?{query}"
        return self._api.request("PATCH", path, document, _APPLY_PATCH)


def _path(group: str, namespace: str, resource: str, name: str | None = None) -> str:
    words = [quote(word, safe="") for word in ("namespaces", namespace, resource, *([name] if name else []))]
    return f"/{group}/{'/'.join(words)}"

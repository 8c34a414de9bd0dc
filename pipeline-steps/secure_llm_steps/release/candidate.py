"""A candidate in the cluster: what an approver looks at before they say yes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from . import errors
from .approvals import Approval
from .errors import ApiError
from .json_api import Document
from .kubernetes_api import Cluster
from .subject import Subject

NUMBER: Final = "secure-llm.dev/proposed-release"
"""The number that the candidate asks for."""
REPORT_DIGEST: Final = "secure-llm.dev/report-sha256"
SUBJECT: Final = "secure-llm.dev/subject"
_MOST_REPORT_BYTES: Final = 256 * 1024
"""Beside a candidate of any size in one ConfigMap; a longer report stands there by its digest only."""


@dataclass(frozen=True)
class Candidate:
    """Content that asks for approval."""

    subject: Subject
    content: bytes
    report: bytes | None

    @property
    def sha256(self) -> str:
        """Digest of the content; what is approved."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        """Of its ConfigMap."""
        return f"candidate-{self.sha256[:10]}"

    def propose(self, cluster: Cluster, namespace: str, number: int) -> Approval:
        """
        Shows the candidate to approvers; one that was shown already stays as it is.

        @param number that it gets when it is new
        @returns the approval that it asks for
        @throws StepError when another candidate has its name
        """
        document = self._document(namespace, number)
        try:
            cluster.create_config_map(document)
        except ApiError as error:
            if error.status != 409:
                raise
            present = cluster.config_map(namespace, self.name)
            if (present.get("data") or {}).get(self.subject.file) != document["data"][self.subject.file]:
                reason = "holds another candidate whose digest begins alike"
                raise errors.bad_document(f"ConfigMap {namespace}/{self.name}", reason) from error
        return Approval(number, self.sha256)

    def _document(self, namespace: str, number: int) -> Document:
        annotations = {NUMBER: str(number), SUBJECT: self.subject.value}
        data = {self.subject.file: self.content.decode("utf-8")}
        if self.report is not None:
            annotations[REPORT_DIGEST] = hashlib.sha256(self.report).hexdigest()
            if len(self.report) <= _MOST_REPORT_BYTES:
                data["report.json"] = self.report.decode("utf-8", "replace")
        metadata = {"namespace": namespace, "name": self.name, "annotations": annotations}
        return {"metadata": metadata, "immutable": True, "data": data}

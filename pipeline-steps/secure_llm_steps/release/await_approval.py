"""`await-approval`: shows a candidate to the approvers and waits until its digest is the newest line of their list."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..argument_types import whole_number
from ..artifacts import read_bytes
from ..errors import StepError
from . import arguments as shared
from . import errors
from .approval_file import write_approval
from .approvals import Approval, Approvals
from .audit_line import write_audit_line
from .candidate import Candidate
from .in_cluster import this_cluster
from .kubernetes_api import Cluster
from .subject import Subject

_POLL_SECONDS: Final = 5.0
_MOST_SECONDS: Final = 30 * 24 * 3600


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_input(parser, "candidate", "what is to be released")
    shared.add_input(parser, "report", "why it is good; stands beside the candidate", required=False)
    shared.add_subject(parser)
    shared.add_namespace(parser)
    parser.add_argument("--timeout-seconds", type=whole_number(1, _MOST_SECONDS), required=True, metavar="N")
    parser.add_argument(
        "--dangerously-without-approval",
        action="store_true",
        help="append the line oneself; the API server has to allow it to the releaser",
    )
    shared.add_output(parser, "approval", "number and digest that were approved")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when nobody approves in time"""
    subject = Subject(arguments.subject)
    report = None if arguments.report is None else read_bytes(arguments.report)
    candidate = Candidate(subject, read_bytes(arguments.candidate), report)
    gate = ApprovalGate(this_cluster(), candidate, arguments.namespace, arguments.timeout_seconds)
    approval = gate.open_oneself() if arguments.dangerously_without_approval else gate.wait()
    write_approval(arguments.approval, subject, approval)


@dataclass(frozen=True)
class ApprovalGate:
    """A candidate in front of its approvers."""

    cluster: Cluster
    candidate: Candidate
    namespace: str
    timeout_seconds: int
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def wait(self) -> Approval:
        """The approval, as soon as it is the newest. @throws StepError when nobody approves in time"""
        deadline = self.clock() + self.timeout_seconds
        wanted = self._propose()
        told = ""
        while True:
            approval, obstacle = self._look()
            if approval is not None:
                write_audit_line("release-approved", **self._facts(approval))
                return approval
            if obstacle is not None and obstacle != told:
                write_audit_line("release-approval-unreadable", reason=obstacle, **self._facts(wanted))
                told = obstacle
            if self.clock() >= deadline:
                raise errors.approval_timed_out(self._list, wanted.line, self.timeout_seconds)
            self.sleep(_POLL_SECONDS)

    def open_oneself(self) -> Approval:
        """Approves what this run proposes. @throws StepError when the API server does not let it"""
        wanted = self._propose()
        document = self.cluster.config_map(self.namespace, self.candidate.subject.approvals)
        if Approvals.of(document, self._list).newest == wanted:
            return wanted
        lines = [*str((document.get("data") or {}).get("approved", "")).splitlines(), wanted.line]
        metadata = {
            "namespace": self.namespace,
            "name": self.candidate.subject.approvals,
            "resourceVersion": document["metadata"]["resourceVersion"],
        }
        self.cluster.apply_config_map({"metadata": metadata, "data": {"approved": "\n".join(lines)}})
        write_audit_line("release-approved-by-nobody", **self._facts(wanted))
        return wanted

    def _propose(self) -> Approval:
        approvals = Approvals.read(self.cluster, self.namespace, self.candidate.subject)
        newest = approvals.newest
        if newest is not None and newest.sha256 == self.candidate.sha256:
            return newest
        wanted = self.candidate.propose(self.cluster, self.namespace, approvals.next_number)
        write_audit_line("release-proposed", candidate=self.candidate.name, **self._facts(wanted))
        return wanted

    def _look(self) -> tuple[Approval | None, str | None]:
        try:
            newest = Approvals.read(self.cluster, self.namespace, self.candidate.subject).newest
        except StepError as error:
            # an approver who mistyped mends it; a run that has waited for days should not end by it
            return None, str(error)
        return (newest if newest is not None and newest.sha256 == self.candidate.sha256 else None), None

    @property
    def _list(self) -> str:
        return f"{self.namespace}/{self.candidate.subject.approvals}"

    def _facts(self, approval: Approval) -> dict[str, str | int]:
        subject = self.candidate.subject.value
        return {"subject": subject, "number": approval.number, "sha256": approval.sha256}

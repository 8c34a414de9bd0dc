"""Every error of a release: how it is worded and with which exit code the step ends."""

from __future__ import annotations

from typing import Final

from .. import exit_codes
from ..errors import StepError, shown

_LASTING_IN_GIT: Final = (
    "Host key verification failed",
    "Permission denied",
    "[remote rejected]",
    "does not appear to be a git repository",
    "not found",
    "invalid format",
    "error in libcrypto",
)
"""What git and ssh say when another try would end alike; they have no exit codes for it."""


class ApiError(StepError):
    """An HTTP API answered with something other than success."""

    def __init__(self, message: str, status: int, exit_code: int = exit_codes.BROKEN) -> None:
        super().__init__(message, exit_code)
        self.status = status


class RolloutError(StepError):
    """What was rolled out does not hold; it is taken back."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, exit_codes.ROLLED_BACK)


def unreachable(failure: StepError) -> ApiError:
    """Nobody answers at an address, as often as it was tried."""
    return ApiError(f"{failure}; check the address and the network policies of the run", 0)


def api_answer(what: str, status: int, message: str) -> ApiError:
    """An API says no. Its own words are the best there are: an admission rule says in them what it forbids."""
    lasting = status in (400, 401, 403, 404, 405, 415, 422)
    code = exit_codes.USAGE if lasting else exit_codes.BROKEN
    return ApiError(f"{what}: status {status}, {message[:2000]}", status, code)


def not_json(what: str, text: str) -> ApiError:
    """An API answers with something that is not a JSON object."""
    return ApiError(f"{what}: the answer is {shown(text)}, expected a JSON object", 0)


def no_service_account(reason: object) -> StepError:
    """The step does not run where an API server lets it in."""
    return StepError(
        f"no ServiceAccount is mounted: {reason}; run the step in a pod whose token is mounted",
        exit_codes.USAGE,
    )


def bad_document(what: str, reason: str) -> StepError:
    """A document of an argument or of the cluster is not what it should be."""
    return StepError(f"{what}: {reason}", exit_codes.USAGE)


def bad_approval_line(name: str, line: str) -> StepError:
    """An approver mistyped a line; the words are for them."""
    return StepError(
        f"{name}: the line {shown(line)} is no approval; expected `<number> <sha256>`, "
        "a number from 1 on, one space and 64 hexadecimal digits",
        exit_codes.USAGE,
    )


def not_approved(name: str, sha256: str, number: int) -> StepError:
    """A digest is not the one that was approved last: unknown, or older."""
    return StepError(
        f"release {number} with digest {sha256} is not the newest line of {name}; "
        "only the newest approval is released: ask an approver for a new line with a higher number",
        exit_codes.GATE_FAILED,
    )


def older_release(target: str, number: int, present: int) -> StepError:
    """Releases are numbered, and numbers only grow."""
    return StepError(
        f"{target} runs release {present}, and {number} is not newer; ask an approver for a higher number",
        exit_codes.GATE_FAILED,
    )


def same_content(target: str, present: int) -> StepError:
    """Another number for what runs already would be a release that changes nothing."""
    return StepError(
        f"{target} runs this very content already, as release {present}; there is nothing to release",
        exit_codes.GATE_FAILED,
    )


def approval_timed_out(name: str, line: str, seconds: int) -> StepError:
    """Nobody approved in time, which is a no."""
    return StepError(
        f"gate failed: nobody approved within {seconds} seconds; an approver appends the line `{line}` to {name}",
        exit_codes.GATE_FAILED,
    )


def paused(reason: str) -> StepError:
    """Somebody has to look: what happened can be an attack, and an attacker must not choose the rules."""
    return StepError(f"the release waits for a person: {reason}", exit_codes.PAUSED)


def rollback_failed(reason: str, failure: str) -> StepError:
    """The worst end: somebody has to act now."""
    return StepError(f"could not go back after a failed release ({reason}): {failure}; restore the tiers by hand")


def no_git() -> StepError:
    """The step runs in an image without git."""
    return StepError(
        "no program git on the PATH; run the step in the image target git-steps of pipeline-steps/Containerfile",
        exit_codes.USAGE,
    )


def git_failed(command: str, told: str) -> StepError:
    """Git's own words are the best there are; the last lines say why."""
    lasting = any(words in told for words in _LASTING_IN_GIT)
    reason = " / ".join(line.strip() for line in told.splitlines() if line.strip())[-600:]
    return StepError(f"git {command}: {reason}", exit_codes.USAGE if lasting else exit_codes.BROKEN)


def no_branch(branch: str) -> StepError:
    """There is nothing to merge into."""
    return StepError(
        f"the repository has no branch {branch}; make it, or name the one that the cluster is applied from",
        exit_codes.USAGE,
    )


def no_rules_in_git(path: str, branch: str) -> StepError:
    """The first rule set is put there by people."""
    return StepError(
        f"branch {branch} has no file {path}; commit the rule set that is deployed, as `toCanonicalJson()` writes it",
        exit_codes.USAGE,
    )


def base_moved(branch: str, number: int, current: str, present: str) -> StepError:
    """People merged other rules while a candidate was made, so it would take theirs back."""
    return StepError(
        f"branch {branch} is at release {number} with digest {present}, and the candidate was made of {current}; "
        "run the pipeline again, so that it begins with what was merged",
        exit_codes.GATE_FAILED,
    )


def nothing_to_change(branch: str, number: int) -> StepError:
    """A change without a difference."""
    return StepError(
        f"branch {branch} has this very content already, as release {number}; there is nothing to change",
        exit_codes.GATE_FAILED,
    )


def not_tried(path: str, reason: str) -> StepError:
    """The report is not one that lets this candidate through."""
    return StepError(f"gate failed: {path} {reason}; run validate-rules with this candidate", exit_codes.GATE_FAILED)


def branch_taken(branch: str) -> StepError:
    """Somebody works on the change already; their commits stay."""
    return StepError(
        f"branch {branch} is there and holds something else than this candidate; merge it or delete it, then try again",
        exit_codes.GATE_FAILED,
    )

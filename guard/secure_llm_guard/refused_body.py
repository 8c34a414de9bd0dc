"""A body that the guard does not accept."""

from __future__ import annotations


class RefusedBodyError(Exception):
    """Why a body is refused. The message reaches the caller: it holds no rule text and nothing of the body's text."""

    def __init__(self, message: str, *, code: str = "invalid_request", status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status
        """HTTP status for the caller."""


def too_large(what: str, limit: int) -> RefusedBodyError:
    """The prompt or its forms have too many characters (413)."""
    return RefusedBodyError(
        f"{what} is too long; at most {limit} characters are accepted", code="too_large", status=413
    )

"""Every error of the guard's server half: how it is worded and what a caller is told.

Messages for callers hold no rule text, no prompt text and nothing that a next hop said.
"""

from __future__ import annotations

from dataclasses import dataclass


class SettingsError(Exception):
    """A command line value that the guard cannot run with; the process exits with code 2."""


class StartError(Exception):
    """The surroundings do not let the guard start (a key file, the rules, a port); the process exits with code 1."""


@dataclass(eq=False)
class CallerError(Exception):
    """An answer other than 200: an OpenAI error object with its HTTP status."""

    status: int
    type: str
    code: str
    message: str
    decision: str = "refuse"
    """What the audit line says: refuse (the caller's doing) or error (ours, or the next hop's)."""
    retry_after_seconds: int | None = None
    allow: str | None = None
    """Value of the `Allow` header (405)."""
    close: bool = False
    """The connection cannot be used any more, because the body was not read to its end."""


def route_not_found() -> CallerError:
    """404: neither of the two routes."""
    return CallerError(404, "invalid_request_error", "route_not_found", "no such route; see /v1/chat/completions")


def method_not_allowed(allow: str) -> CallerError:
    """405: a known route with another method."""
    message = f"this route answers only {allow}"
    return CallerError(405, "invalid_request_error", "method_not_allowed", message, allow=allow)


def key_rejected() -> CallerError:
    """401: no bearer key, or another than the one in the caller key file."""
    message = "a valid key is required: `authorization: Bearer <key>`"
    return CallerError(401, "authentication_error", "invalid_api_key", message, close=True)


def content_encoding_refused() -> CallerError:
    """415: a compressed body hides its size, so none is accepted."""
    message = "content-encoding is not accepted; send the body as it is"
    return CallerError(415, "invalid_request_error", "content_encoding_refused", message, close=True)


def content_type_refused() -> CallerError:
    """415: the body is not announced as UTF-8 JSON."""
    message = "content-type must be application/json in utf-8"
    return CallerError(415, "invalid_request_error", "content_type_refused", message, close=True)


def expectation_refused() -> CallerError:
    """417: an `Expect` header other than `100-continue`."""
    return CallerError(417, "invalid_request_error", "expectation_refused", "expect must be 100-continue", close=True)


def body_too_large(limit_bytes: int) -> CallerError:
    """413: the body is over the limit."""
    message = f"the body is too large; at most {limit_bytes} bytes are accepted"
    return CallerError(413, "invalid_request_error", "body_too_large", message, close=True)


def body_too_slow(seconds: float) -> CallerError:
    """408: the body did not arrive in time."""
    message = f"the body did not arrive within {seconds:g} seconds"
    return CallerError(408, "invalid_request_error", "body_too_slow", message, close=True)


def body_unreadable() -> CallerError:
    """400: the framing of the body is broken."""
    return CallerError(400, "invalid_request_error", "body_unreadable", "the body's framing is broken", close=True)


def http_malformed(status: int) -> CallerError:
    """400: what arrived is not HTTP as this server reads it; the text of the parser stays here."""
    return CallerError(status, "invalid_request_error", "malformed_http", "malformed HTTP request", close=True)


def overloaded(retry_after_seconds: int = 1) -> CallerError:
    """503: the caller's slots or the queue are full, or no worker lives."""
    message = "the guard is busy; try again later"
    return CallerError(503, "server_error", "overloaded", message, "refuse", retry_after_seconds)


def draining() -> CallerError:
    """503: this replica is about to end."""
    message = "this replica is shutting down; try again"
    return CallerError(503, "server_error", "shutting_down", message, "refuse", 1, close=True)


def deadline_exceeded() -> CallerError:
    """503: a judgement took too long; its worker is gone and the body goes nowhere."""
    message = "the request could not be judged in time"
    return CallerError(503, "server_error", "judge_deadline_exceeded", message, "error", 5)


def judge_failed() -> CallerError:
    """500: the worker died, or said something that is not a judgement."""
    return CallerError(500, "server_error", "judge_failed", "the request could not be judged", "error")


def next_hop_unreachable() -> CallerError:
    """502: no connection to the next hop."""
    return CallerError(502, "server_error", "next_hop_unreachable", "the model is not reachable", "error")


def next_hop_failed() -> CallerError:
    """502: the next hop answered an error, or something that is not an answer."""
    return CallerError(502, "server_error", "next_hop_failed", "the model did not answer properly", "error")


def next_hop_busy(retry_after_seconds: int) -> CallerError:
    """503: the next hop is overloaded and says so."""
    message = "the model is busy; try again later"
    return CallerError(503, "server_error", "next_hop_busy", message, "error", retry_after_seconds)


def next_hop_too_slow() -> CallerError:
    """504: the next hop did not answer in time."""
    return CallerError(504, "server_error", "next_hop_timeout", "the model did not answer in time", "error")


def internal() -> CallerError:
    """500: a fault of the guard itself; fails closed."""
    return CallerError(500, "server_error", "internal_error", "the request could not be handled", "error")

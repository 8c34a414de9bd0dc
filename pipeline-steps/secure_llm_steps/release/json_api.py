"""Requests to a JSON API, tried again while it is only the machine that says no."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..errors import StepError
from ..json_over_http import JsonAnswer, JsonClient
from . import errors
from .errors import ApiError

_PASSING: Final = frozenset({429, 500, 502, 503, 504})
"""Statuses that another try may mend; KFP's API answers 500 for good reasons too, so tries are few."""
_WAITS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries."""

Document = dict[str, Any]


class JsonApi:
    """An API, and how it is asked."""

    def __init__(
        self,
        url: str,
        name: str,
        headers: Callable[[], Mapping[str, str]] = dict,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """
        @param name how messages call it
        @param headers asked before every try
        @throws StepError when the address is none
        """
        self._client = JsonClient(url, tls=tls)
        self._name = name
        self._headers = headers
        self._sleep = sleep

    def request(
        self,
        method: str,
        path: str,
        document: Document | None = None,
        content_type: str = "application/json",
        repeatable: bool = True,
    ) -> Document:
        """
        The answer of a request.

        @param repeatable whether the request may arrive twice without harm
        @throws ApiError on any answer but 2xx
        """
        what = f"{self._name}: {method} {path}"
        for wait in (*(_WAITS if repeatable else ()), None):
            try:
                return _document(what, self._send(method, path, document, content_type))
            except ApiError as error:
                if wait is None or (error.status != 0 and error.status not in _PASSING):
                    raise
                self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _send(self, method: str, path: str, document: Document | None, content_type: str) -> JsonAnswer:
        headers = {**self._headers(), **({} if document is None else {"content-type": content_type})}
        try:
            return self._client.request(method, path, document, headers)
        except StepError as error:
            raise errors.unreachable(error) from error


def _document(what: str, answer: JsonAnswer) -> Document:
    if not 200 <= answer.status < 300:
        message = answer.body.get("message") if isinstance(answer.body, dict) else None
        raise errors.api_answer(what, answer.status, message if isinstance(message, str) else str(answer.body))
    if not isinstance(answer.body, dict):
        raise errors.not_json(what, str(answer.body))
    return answer.body

"""JSON over HTTP with the standard library: no proxy, no redirect, bounded answers, a time limit on every request."""

from __future__ import annotations

import json
import ssl
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit

from .errors import StepError, bad_arguments

MAX_ANSWER_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True)
class JsonAnswer:
    """What a server answered, whatever the status."""

    status: int
    body: Any
    """The parsed JSON, or the text when it is none."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follows none: it would carry the credentials elsewhere."""


class JsonClient:
    """Speaks to one server."""

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        timeout_seconds: float = 30,
    ) -> None:
        """@throws StepError when the address is no http(s) address, or holds credentials"""
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise bad_arguments(f"{base_url[:200]!r} is not accepted; expected http://host:port or https://host:port")
        if parts.username is not None or parts.password is not None:
            # The address is not shown: it holds a credential.
            raise bad_arguments("the address of a server holds credentials; expected them in files")
        self._base_url = base_url.rstrip("/")
        self._headers = {"accept": "application/json", **(headers or {})}
        self._timeout_seconds = timeout_seconds
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), _NoRedirects(), urllib.request.HTTPSHandler(context=tls)
        )

    def request(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> JsonAnswer:
        """Sends one request; `body` becomes JSON. @throws StepError when there is no answer"""
        content = None if body is None else json.dumps(body).encode()
        sent = {**self._headers, **({} if content is None else {"content-type": "application/json"}), **(headers or {})}
        url = self._base_url + path
        request = urllib.request.Request(url, data=content, headers=sent, method=method)  # noqa: S310  # checked above
        try:
            with self._opener.open(request, timeout=self._timeout_seconds) as answer:
                return JsonAnswer(answer.status, _parsed(answer.read(MAX_ANSWER_BYTES + 1), url))
        except HTTPError as error:
            with error:
                return JsonAnswer(error.code, _parsed(error.read(MAX_ANSWER_BYTES + 1), url))
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise StepError(f"{method} {url} got no answer: {reason}") from error


def _parsed(content: bytes, url: str) -> Any:
    if len(content) > MAX_ANSWER_BYTES:
        raise StepError(f"{url} answered more than {MAX_ANSWER_BYTES} bytes")
    text = content.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text

from __future__ import annotations

import pytest
from http_server import Received, Reply, http_server

from secure_llm_steps import exit_codes, json_over_http
from secure_llm_steps.errors import StepError
from secure_llm_steps.json_over_http import JsonClient


def test_a_redirect_is_an_answer_and_credentials_go_nowhere_else() -> None:
    asked: list[str] = []

    def elsewhere(request: Received) -> Reply:
        asked.append(request.path)
        return Reply(200, {})

    with http_server(elsewhere) as other, http_server(lambda _: Reply(302, None, {"location": other})) as url:
        assert JsonClient(url, {"authorization": "Basic x"}).request("GET", "/").status == 302
    assert asked == []


def test_an_error_of_the_server_is_an_answer_too() -> None:
    with http_server(lambda _: Reply(409, {"error_code": "X"})) as url:
        answer = JsonClient(url).request("POST", "/", {"a": 1})
    assert (answer.status, answer.body) == (409, {"error_code": "X"})


def test_what_is_no_json_comes_as_text() -> None:
    with http_server(lambda _: Reply(200, b"plain")) as url:
        assert JsonClient(url).request("GET", "/").body == "plain"


def test_an_answer_over_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_over_http, "MAX_ANSWER_BYTES", 10)
    with http_server(lambda _: Reply(200, "x" * 100)) as url, pytest.raises(StepError, match="more than 10 bytes"):
        JsonClient(url).request("GET", "/")


def test_nobody_there_is_one_error_with_the_address() -> None:
    with http_server(lambda _: Reply(200)) as url:
        pass
    with pytest.raises(StepError, match=r"GET http://127.0.0.1:\d+/ got no answer"):
        JsonClient(url).request("GET", "/")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host", "http://", "http://a:secret@host", "http://h/?q"])
def test_addresses_of_another_form_are_refused_without_showing_a_credential(url: str) -> None:
    with pytest.raises(StepError) as caught:
        JsonClient(url)
    assert caught.value.exit_code == exit_codes.USAGE
    assert "secret" not in str(caught.value)

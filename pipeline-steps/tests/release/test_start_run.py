"""Against a server that answers as the API server of Kubeflow Pipelines 2.17.0 was seen to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from release.http_stand_in import Answer, Asked, serving
from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.release.json_api import JsonApi
from secure_llm_steps.release.pipelines_api import PipelinesApi

BASE = "/apis/v2beta1"


class Kfp:
    """One pipeline with versions on two pages."""

    def __init__(self) -> None:
        self.runs: list[Any] = []
        self.create: Answer | None = None

    def __call__(self, asked: Asked) -> Answer:
        url = urlsplit(asked.path)
        if url.path == f"{BASE}/pipelines/names/rule-set-release":
            return 200, {"pipeline_id": "p-1", "name": "rule-set-release"}
        if url.path == f"{BASE}/pipelines/p-1/versions":
            if "page_token" not in parse_qs(url.query):
                page = [{"pipeline_version_id": "v-2", "name": "rule-set-release-bbb", "display_name": "b"}]
                return 200, {"pipeline_versions": page, "next_page_token": "more"}
            return 200, {"pipeline_versions": [{"pipeline_version_id": "v-1", "display_name": "rule-set-release-aaa"}]}
        if url.path == f"{BASE}/runs" and asked.method == "POST":
            if self.create is not None:
                return self.create
            self.runs.append(asked.body)
            return 200, {"run_id": "r-1"}
        return 404, {"code": 5, "message": "not found", "details": []}


def start(url: str, *more: str, pipeline: str = "rule-set-release", version: str = "rule-set-release-aaa") -> int:
    arguments = [
        "--api-url",
        url,
        "--pipeline",
        pipeline,
        "--version",
        version,
        "--service-account",
        "rule-set-release",
    ]
    return main(["start-run", *arguments, *more])


def test_a_run_names_the_version_that_was_asked_for_and_its_service_account() -> None:
    kfp = Kfp()
    with serving(kfp) as server:
        assert start(server.url, "--parameters", '{"watch_seconds": 60}') == exit_codes.SUCCESS
    [run] = kfp.runs
    assert run["pipeline_version_reference"] == {"pipeline_id": "p-1", "pipeline_version_id": "v-1"}
    assert run["service_account"] == "rule-set-release"
    assert run["runtime_config"] == {"parameters": {"watch_seconds": 60}}


def test_a_version_that_is_not_there_starts_nothing_although_the_api_would_take_the_newest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kfp = Kfp()
    with serving(kfp) as server:
        assert start(server.url, version="rule-set-release-zzz") == exit_codes.USAGE
    assert kfp.runs == []
    assert "rule-set-release-bbb" in capsys.readouterr().err


def test_a_pipeline_that_is_not_there_says_what_to_apply(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(Kfp()) as server:
        assert start(server.url, pipeline="other") == exit_codes.USAGE
    assert "apply its Pipeline object first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((400, {"message": "unknown parameter"}), exit_codes.USAGE),
        # a cycle, a missing component, an unknown key of the platform
        ((500, {"message": "failed to compile"}), exit_codes.BROKEN),
        ((200, "<html>not the API</html>"), exit_codes.BROKEN),
        ((200, {"nothing": "known"}), exit_codes.BROKEN),
    ],
)
def test_a_run_that_is_refused_is_asked_for_once_and_told(
    answer: Answer, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    kfp = Kfp()
    kfp.create = answer
    with serving(kfp) as server:
        assert start(server.url) == code
    assert [asked.method for asked in server.asked].count("POST") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_api_that_still_starts_is_waited_for() -> None:
    kfp, waits = Kfp(), list[float]()
    with serving(lambda asked: kfp(asked) if len(waits) > 1 else (503, "starting")) as server:
        assert PipelinesApi(JsonApi(server.url, "test", sleep=waits.append)).pipeline_id("rule-set-release") == "p-1"


@pytest.mark.parametrize("parameters", ["{", "[]", "7"])
def test_parameters_that_are_no_object_are_wrong_arguments(parameters: str) -> None:
    assert start("http://127.0.0.1:9", "--parameters", parameters) == exit_codes.USAGE

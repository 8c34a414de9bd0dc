from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from release.http_stand_in import Answer, Asked, serving
from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.errors import ApiError
from secure_llm_steps.release.json_api import JsonApi
from secure_llm_steps.release.kubernetes_api import KubernetesApi
from secure_llm_steps.release.service_account import ServiceAccount


def test_a_change_is_a_server_side_apply_that_takes_its_fields_over() -> None:
    with serving(lambda _: (200, {"kind": "Deployment"})) as server:
        document = {"metadata": {"namespace": "zone", "name": "guardrail"}, "spec": {}}
        KubernetesApi(JsonApi(server.url, "test")).apply_deployment(document, "releaser-of-rules")
    [asked] = server.asked
    assert asked.method == "PATCH"
    assert urlsplit(asked.path).path == "/apis/apps/v1/namespaces/zone/deployments/guardrail"
    query = {"fieldManager": ["releaser-of-rules"], "force": ["true"], "fieldValidation": ["Strict"]}
    assert parse_qs(urlsplit(asked.path).query) == query
    assert asked.headers["content-type"] == "application/apply-patch+yaml"
    assert asked.body == {"apiVersion": "apps/v1", "kind": "Deployment", **document}


def test_names_are_no_way_out_of_the_path() -> None:
    with serving(lambda _: (200, {})) as server:
        KubernetesApi(JsonApi(server.url, "test")).config_map("../../..", "a/b?c")
    assert server.asked[0].path == "/api/v1/namespaces/..%2F..%2F../configmaps/a%2Fb%3Fc"


def test_the_words_of_an_admission_rule_are_the_error() -> None:
    denial = {"kind": "Status", "message": "ValidatingAdmissionPolicy 'approved-release.secure-llm.dev' denied request"}
    with serving(lambda _: (422, denial)) as server, pytest.raises(ApiError) as caught:
        KubernetesApi(JsonApi(server.url, "test")).create_config_map({"metadata": {"namespace": "a", "name": "b"}})
    assert "approved-release.secure-llm.dev" in str(caught.value)
    assert caught.value.exit_code == exit_codes.USAGE
    assert len(server.asked) == 1


def test_a_server_that_is_busy_is_asked_again() -> None:
    waits: list[float] = []

    def answer(_: Asked) -> Answer:
        return (503, "busy") if len(waits) < 2 else (200, {"items": [{"kind": "Pod"}]})

    with serving(answer) as server:
        pods = KubernetesApi(JsonApi(server.url, "test", sleep=waits.append)).pods("zone", "guardrail")
    assert pods == [{"kind": "Pod"}]
    assert len(server.asked) == 3
    assert "labelSelector=secure-llm.dev%2Fworkload%3Dguardrail" in server.asked[0].path


def test_nobody_at_the_address_is_an_error_that_names_it() -> None:
    api = JsonApi("http://127.0.0.1:9", "test", sleep=lambda _: None)
    with pytest.raises(StepError, match=r"127\.0\.0\.1:9") as caught:
        KubernetesApi(api).config_map("a", "b")
    assert caught.value.exit_code == exit_codes.BROKEN


def test_the_token_is_read_before_every_request(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("first\n")
    account = ServiceAccount("127.0.0.1", 6443, tmp_path)
    with serving(lambda _: (200, {})) as server:
        api = KubernetesApi(JsonApi(server.url, "test", lambda: {"authorization": f"Bearer {account.token()}"}))
        api.config_map("a", "b")
        (tmp_path / "token").write_text("second\n")
        api.config_map("a", "b")
    assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer first", "Bearer second"]


@pytest.mark.parametrize("environment", [{}, {"KUBERNETES_SERVICE_HOST": "h", "KUBERNETES_SERVICE_PORT_HTTPS": "443"}])
def test_outside_of_a_pod_it_says_what_is_missing(environment: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(StepError, match="no ServiceAccount is mounted") as caught:
        ServiceAccount.mounted(environment, tmp_path)
    assert caught.value.exit_code == exit_codes.USAGE

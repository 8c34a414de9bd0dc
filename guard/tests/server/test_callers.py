from __future__ import annotations

import pytest
from multidict import CIMultiDict
from running_guard import Guard, StartGuard

from secure_llm_guard.callers import Callers
from secure_llm_guard.errors import CallerError
from secure_llm_guard.worker_settings import Tier

KEY = b"caller-key-0123456789"
BEARER = {"authorization": f"Bearer {KEY.decode()}"}


def identify(tier: Tier, headers: dict[str, str], key: bytes | None = KEY) -> str:
    return Callers(tier, key, b"label-key-0123456789").identify(CIMultiDict(headers), "10.0.0.7")


def test_without_a_key_the_caller_is_its_address() -> None:
    assert identify(Tier.GUARDRAIL, {"x-secure-llm-caller": "root"}, None) == "10.0.0.7"
    assert identify(Tier.OUTPUT_PROCESSOR, {"x-secure-llm-caller": "root"}, None) == "10.0.0.7"


def test_with_a_key_the_caller_is_a_label_that_does_not_show_the_key() -> None:
    label = identify(Tier.GUARDRAIL, BEARER)
    assert label.startswith("key:")
    assert KEY.decode() not in label
    assert label == identify(Tier.GUARDRAIL, {**BEARER, "x-secure-llm-caller": "root"})


def test_the_output_processor_believes_the_name_that_the_holder_of_the_hop_key_hands_on() -> None:
    assert identify(Tier.OUTPUT_PROCESSOR, {**BEARER, "x-secure-llm-caller": "10.1.2.3"}) == "10.1.2.3"
    for forged in ('a","b":"', "a\nb", "", "x" * 65):
        named = identify(Tier.OUTPUT_PROCESSOR, {**BEARER, "x-secure-llm-caller": forged})
        assert named.startswith("key:")


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer wrong-key-0123456789", f"Basic {KEY.decode()}", KEY.decode(),
     f"Bearer {KEY.decode()}x", f"Bearer {KEY.decode()[:-1]}", f"Bearer {KEY.decode()},x", "Bearer \udcff"],
)  # fmt: skip
def test_any_other_key_is_401(authorization: str) -> None:
    with pytest.raises(CallerError) as caught:
        identify(Tier.GUARDRAIL, {"authorization": authorization})
    assert caught.value.status == 401


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/chat/completions"), ("GET", "/v1/models")])
async def test_both_routes_want_the_key(start_guard: StartGuard, method: str, path: str) -> None:
    guard: Guard = await start_guard(caller_key=KEY)
    body = b'{"model": "llama"}' if method == "POST" else None
    status, headers, _ = await guard.send(method, path, body)
    assert (status, headers["www-authenticate"]) == (401, "Bearer")
    assert (await guard.send(method, path, body, BEARER))[0] == 200

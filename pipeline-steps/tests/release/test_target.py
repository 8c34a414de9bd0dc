from __future__ import annotations

import json
from typing import Any

import pytest

from secure_llm_steps.errors import StepError
from secure_llm_steps.release.target import KEYS, targets_of

ENTRY = {key: f"a-{key}" for key in KEYS}


def test_targets_keep_their_order() -> None:
    text = json.dumps([{**ENTRY, "deployment": name} for name in ("output", "guardrail")])
    assert [target.name for target in targets_of(text)] == ["a-namespace/output", "a-namespace/guardrail"]


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        ["text"],
        [{**ENTRY, "more": "x"}],
        [{key: value for key, value in ENTRY.items() if key != "volume"}],
        [{**ENTRY, "file": 7}],
        [{**ENTRY, "file": ""}],
        [ENTRY, ENTRY],
    ],
)
def test_what_is_no_list_of_targets_is_refused(document: Any) -> None:
    with pytest.raises(StepError, match="--targets"):
        targets_of(json.dumps(document))

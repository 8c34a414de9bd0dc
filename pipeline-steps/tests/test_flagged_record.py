from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flagged_prompts import Store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secure_llm_steps.rules.flagged_record import Flag, FlaggedRecord, RecordError, open_sealed


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prompt=st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_what_is_sealed_opens_with_the_private_key_after_a_way_through_json(store: Store, prompt: str) -> None:
    record = FlaggedRecord.of(store.add(prompt).to_json())
    assert open_sealed(record, store.keys.private) == prompt


def test_no_file_of_the_store_shows_the_prompt(store: Store) -> None:
    store.add("please print the launch codes")
    (file,) = store.folder.iterdir()
    assert b"launch" not in file.read_bytes()


@pytest.mark.parametrize(
    "change",
    [{"caller": "somebody-else"}, {"time": "2020-01-01T00:00:00Z"}, {"flag": Flag.BLOCKED}, {"id": "0" * 32}],
)
def test_a_record_with_another_envelope_does_not_open(store: Store, change: dict[str, str]) -> None:
    record = store.add("a prompt")
    with pytest.raises(RecordError, match="does not open"):
        open_sealed(replace(record, envelope=replace(record.envelope, **change)), store.keys.private)


def test_another_key_opens_nothing(store: Store) -> None:
    with pytest.raises(RecordError, match="does not open"):
        open_sealed(store.add("a prompt"), X25519PrivateKey.generate())


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"id": "../../etc/passwd"},
        {"caller": "a b"},
        {"time": "2026-02-31T00:00:00Z"},
        {"time": "yesterday"},
        {"flag": "liked"},
        {"sealed": "%"},
        {"sealed": 1},
        {"prompt": "in clear"},
    ],
)
def test_a_document_of_another_shape_is_no_record(store: Store, change: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        FlaggedRecord.of({**store.add("a prompt").to_json(), **change})

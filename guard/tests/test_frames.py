from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_guard.frames import Frame, FrameError, encode_frame, read_frame, write_frame
from secure_llm_guard.judgement import Characters, Direction, Judgement, Verdict
from secure_llm_guard.worker_settings import Tier, WorkerSettings


@given(st.text(), st.binary())
def test_a_frame_arrives_as_it_was_sent(text: str, payload: bytes) -> None:
    stream = io.BytesIO()
    write_frame(stream, Frame({"kind": "request", "text": text}, payload))
    write_frame(stream, Frame({"kind": "end"}))
    stream.seek(0)
    assert read_frame(stream) == Frame({"kind": "request", "text": text}, payload)
    assert read_frame(stream) == Frame({"kind": "end"})
    assert read_frame(stream) is None


@pytest.mark.parametrize("length", [3, 9, 20])
def test_a_cut_frame_is_an_error(length: int) -> None:
    whole = encode_frame(Frame({"kind": "request"}, b"payload"))
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(whole[:length]))


@pytest.mark.parametrize("content", [b"\xff" * 8, b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\0{]"])
def test_bytes_that_are_no_frame_are_an_error(content: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(content))


def test_a_judgement_survives_its_frame() -> None:
    judgement = Judgement(Verdict.BLOCK, Direction.OUTPUT, rule="a-1", family="a", characters=Characters(1, 2, 3))
    assert Judgement.from_json(judgement.to_json()) == judgement


def test_settings_survive_their_frame() -> None:
    settings = WorkerSettings(Tier.GUARDRAIL, "/r", "0" * 64, ("a", "b"), "/k", allow_tools=True)
    assert WorkerSettings.from_json(settings.to_json()) == settings
    with pytest.raises(TypeError):
        WorkerSettings.from_json({**settings.to_json(), "rails": False})

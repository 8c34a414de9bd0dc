from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_guard.frame_decoder import FrameDecoder
from secure_llm_guard.frames import Frame, FrameError, encode_frame


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3), st.integers(1, 50))
def test_frames_come_out_as_they_went_in_however_the_bytes_are_cut(payloads: list[bytes], piece: int) -> None:
    decoder = FrameDecoder()
    for number, payload in enumerate(payloads):
        frame = Frame({"kind": "answer", "number": number}, payload)
        wire = encode_frame(frame)
        outcomes = [decoder.feed(wire[start : start + piece]) for start in range(0, len(wire), piece)]
        assert outcomes == [None] * (len(outcomes) - 1) + [frame]


@pytest.mark.parametrize(
    "wire",
    [b"\xff" * 8, b"\0\0\0\1\0\0\0\0{", b"\0\0\0\2\0\0\0\0[]", encode_frame(Frame({"kind": "a"})) + b"x"],
)
def test_anything_else_is_an_error(wire: bytes) -> None:
    with pytest.raises(FrameError):
        FrameDecoder().feed(wire)

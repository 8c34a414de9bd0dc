from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_steps.errors import StepError
from secure_llm_steps.release.models_map import ModelsMap

A, B = "http://qwen-a.inference.svc:8080", "http://qwen-b.inference.svc:8080"
names = st.text(min_size=1, max_size=9)
maps = st.dictionaries(names, st.sampled_from([A, B]), min_size=1, max_size=4)


@given(maps)
def test_one_map_has_one_text(models: dict[str, str]) -> None:
    content = ModelsMap(models).content()
    assert ModelsMap.parse(content, "map").models == models
    assert ModelsMap(dict(reversed(models.items()))).content() == content


@given(maps, st.data())
def test_a_shift_changes_one_name(models: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(models)))
    shifted = ModelsMap(models).shifted(name, "https://elsewhere:443").models
    assert shifted == {**models, name: "https://elsewhere:443"}


def test_the_text_is_what_the_guard_reads() -> None:
    assert ModelsMap({"b": B, "a": A}).content() == f'{{"format":1,"models":{{"a":"{A}","b":"{B}"}}}}'.encode()


@pytest.mark.parametrize(("name", "url"), [("llama", B), ("qwen", A)])
def test_a_name_that_is_not_served_and_a_shift_to_where_it_is_are_refused(name: str, url: str) -> None:
    with pytest.raises(StepError):
        ModelsMap({"qwen": A}).shifted(name, url)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"format":1}',
        '{"format":2,"models":{"a":"http://b"}}',
        '{"format":1,"models":{}}',
        '{"format":1,"models":{"a":7}}',
        '{"format":1,"models":{"a":"ftp://b"}}',
        '{"format":1,"models":{"a":"http://user:key@b"}}',
        '{"format":1,"models":{"a":"http://b/path"}}',
        '{"format":1,"models":{"a":"http://b?c"}}',
    ],
)
def test_what_is_no_map_is_refused(content: str) -> None:
    with pytest.raises(StepError, match="the map"):
        ModelsMap.parse(content.encode(), "the map")

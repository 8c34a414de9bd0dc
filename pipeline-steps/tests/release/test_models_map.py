from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_steps.errors import StepError
from secure_llm_steps.release.models_map import ModelsMap, Pool

A, B = (
    Pool("http://qwen-a.inference.svc:8080", "/etc/secure-llm/secrets/a/key"),
    Pool("http://qwen-b.inference.svc:8080"),
)
names = st.text(min_size=1, max_size=9)
maps = st.dictionaries(names, st.sampled_from([A, B]), min_size=1, max_size=4)


@given(maps)
def test_one_map_has_one_text(pools: dict[str, Pool]) -> None:
    content = ModelsMap(pools).content()
    assert ModelsMap.parse(content, "map").pools == pools
    assert ModelsMap(dict(reversed(pools.items()))).content() == content


@given(maps, st.data())
def test_a_shift_changes_one_name(pools: dict[str, Pool], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(pools)))
    elsewhere = Pool("https://elsewhere:443")
    assert ModelsMap(pools).shifted(name, elsewhere).pools == {**pools, name: elsewhere}


def test_the_text_is_what_the_guard_reads() -> None:
    a = '{"keyFile":"/etc/secure-llm/secrets/a/key","model":"a","url":"http://qwen-a.inference.svc:8080"}'
    b = '{"model":"b","url":"http://qwen-b.inference.svc:8080"}'
    assert ModelsMap({"b": B, "a": A}).content() == f'{{"format":1,"models":[{a},{b}]}}'.encode()


@pytest.mark.parametrize(("name", "pool"), [("llama", B), ("qwen", A)])
def test_a_name_that_is_not_served_and_a_shift_to_where_it_is_are_refused(name: str, pool: Pool) -> None:
    with pytest.raises(StepError):
        ModelsMap({"qwen": A}).shifted(name, pool)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"format":1}',
        '{"format":2,"models":[{"model":"a","url":"http://b"}]}',
        '{"format":1,"models":[]}',
        '{"format":1,"models":{"a":"http://b"}}',
        '{"format":1,"models":["a"]}',
        '{"format":1,"models":[{"model":"a","url":7}]}',
        '{"format":1,"models":[{"model":"a","url":"http://b"},{"model":"a","url":"http://c"}]}',
        '{"format":1,"models":[{"model":"a","url":"http://b","keyFile":7}]}',
        '{"format":1,"models":[{"model":"a","url":"http://b","more":""}]}',
        '{"format":1,"models":[{"model":"a","url":"ftp://b"}]}',
        '{"format":1,"models":[{"model":"a","url":"http://user:key@b"}]}',
        '{"format":1,"models":[{"model":"a","url":"http://b/path"}]}',
        '{"format":1,"models":[{"model":"a","url":"http://b?c"}]}',
    ],
)
def test_what_is_no_map_is_refused(content: str) -> None:
    with pytest.raises(StepError, match="the map"):
        ModelsMap.parse(content.encode(), "the map")

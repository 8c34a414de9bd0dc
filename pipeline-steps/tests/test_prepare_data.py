from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.training.examples import Example
from secure_llm_steps.training.prepare_data import distinct, split

SOURCE = Path("source.jsonl")
prompts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda text: text.strip() != "")


def prepare(folder: Path, lines: list[object], *more: str) -> int:
    source = folder / "source.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    outputs = ["--train", f"{folder}/out/train", "--heldout", f"{folder}/out/heldout"]
    return main(["prepare-data", "--source", str(source), *outputs, "--seed", "1", *more])


@settings(max_examples=60, deadline=None)
@given(st.lists(prompts, min_size=8, max_size=40), st.integers(0, 9))
def test_no_prompt_is_both_learnt_and_asked(texts: list[str], seed: int) -> None:
    examples = distinct(SOURCE, [Example(text, "safe") for text in texts])
    if len(examples) < 2:
        return
    train, heldout = split(SOURCE, examples, seed, 0.25)
    same = [{" ".join(each.prompt.casefold().split()) for each in part} for part in (train, heldout)]
    assert not same[0] & same[1]
    assert len(train) + len(heldout) == len(examples)
    assert train
    assert heldout


def test_every_completion_is_on_both_sides_in_the_same_share(tmp_path: Path) -> None:
    lines: list[object] = [{"prompt": f"attack {n}", "completion": "unsafe"} for n in range(20)]
    lines += [{"prompt": f"question {n}", "completion": "safe"} for n in range(40)]
    assert prepare(tmp_path, lines) == exit_codes.SUCCESS
    heldout = [json.loads(line) for line in (tmp_path / "out/heldout").read_text().splitlines()]
    assert sorted(line["completion"] for line in heldout) == ["safe"] * 10 + ["unsafe"] * 5


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    examples = [Example(f"prompt {n}", "safe") for n in range(40)]
    assert split(SOURCE, examples, 1, 0.25) == split(SOURCE, examples[::-1], 1, 0.25)
    assert split(SOURCE, examples, 1, 0.25) != split(SOURCE, examples, 2, 0.25)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "no examples"),
        ([{"prompt": "a"}], "expected two texts"),
        ([{"prompt": "a", "completion": " "}], "empty text"),
        (["a"], "expected an object"),
        ([{"prompt": "a", "completion": "x"}, {"prompt": " A ", "completion": "y"}], "decide for one"),
        ([{"prompt": str(n), "completion": "x"} for n in range(9)], "1 different completions"),
        ([{"prompt": str(n), "completion": str(n)} for n in range(33)], "33 different completions"),
        ([{"prompt": str(n), "completion": str(min(n, 1))} for n in range(9)], "expected at least 2"),
    ],
)
def test_examples_that_cannot_be_learnt_from_are_refused_by_name(
    lines: list[object], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prepare(tmp_path, lines) == exit_codes.USAGE
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

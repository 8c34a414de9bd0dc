from __future__ import annotations

import json
import os
import time
from collections import Counter
from pathlib import Path

import pytest
from flagged_prompts import Store

from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main


def collect(store: Store, folder: Path, *more: str) -> list[dict[str, str]]:
    records = folder / "out/records"
    arguments = [
        "--store",
        str(store.folder),
        "--records",
        str(records),
        "--max-per-caller",
        "3",
        "--max-age-days",
        "7",
    ]
    assert main(["collect-flagged", *arguments, *more]) == exit_codes.SUCCESS
    return [json.loads(line) for line in records.read_text().splitlines()]


def test_nobody_gets_more_than_the_cap_and_everybody_keeps_the_newest(store: Store, tmp_path: Path) -> None:
    for age in range(5):
        store.add(f"prompt {age}", "loud", age_days=age)
    newest = store.add("prompt", "quiet", age_days=6)
    collected = collect(store, tmp_path)
    assert Counter(record["caller"] for record in collected) == {"loud": 3, "quiet": 1}
    assert [record["time"] for record in collected] == sorted((record["time"] for record in collected), reverse=True)
    assert collected[-1]["id"] == newest.envelope.id


def test_records_over_the_age_stay_out_and_are_deleted_only_when_asked(store: Store, tmp_path: Path) -> None:
    old, young = store.add("old", age_days=7.1), store.add("young", age_days=6.9)
    assert [record["id"] for record in collect(store, tmp_path)] == [young.envelope.id]
    assert (store.folder / f"{old.envelope.id}.json").exists()
    collect(store, tmp_path, "--delete-expired")
    assert [file.stem for file in store.folder.iterdir()] == [young.envelope.id]


def test_what_tells_no_time_or_a_wrong_one_is_deleted_by_the_age_of_its_file(store: Store, tmp_path: Path) -> None:
    forged = store.add("of next year", age_days=-365)
    for name in ("no-record.json", "half.partial", "somebody-elses.txt"):
        (store.folder / name).write_text("{")
    (store.folder / "folder.json").mkdir()
    before = {file.name for file in store.folder.iterdir()}
    collect(store, tmp_path, "--delete-expired")
    assert {file.name for file in store.folder.iterdir()} == before
    week_ago = time.time() - 7.1 * 86_400
    for name in before:
        os.utime(store.folder / name, (week_ago, week_ago))
    young = store.add("young")
    assert [record["id"] for record in collect(store, tmp_path)] == [young.envelope.id]
    assert (store.folder / f"{forged.envelope.id}.json").exists()
    collect(store, tmp_path, "--delete-expired")
    left = {"somebody-elses.txt", "folder.json", f"{young.envelope.id}.json"}
    assert {file.name for file in store.folder.iterdir()} == left


def test_a_record_from_the_future_stays_out(store: Store, tmp_path: Path) -> None:
    store.add("tomorrow", age_days=-1)
    assert collect(store, tmp_path) == []


def test_what_is_no_record_stops_nothing_and_a_link_is_not_followed(store: Store, tmp_path: Path) -> None:
    kept = store.add("a prompt")
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text((store.folder / f"{kept.envelope.id}.json").read_text().replace(kept.envelope.id, "0" * 32))
    (store.folder / "link.json").symlink_to(elsewhere)
    for name, content in {"a": "{", "b": "[]", "c": "[" * 100_000, "d": " " * 600_000}.items():
        (store.folder / f"{name}.json").write_text(content)
    (store.folder / "half.partial").write_text("{")
    assert [record["id"] for record in collect(store, tmp_path)] == [kept.envelope.id]


def test_the_prompts_stay_sealed_in_the_artifact(store: Store, tmp_path: Path) -> None:
    store.add("please print the launch codes")
    collect(store, tmp_path)
    assert "launch" not in (tmp_path / "out/records").read_text()


def test_a_store_that_is_not_mounted_is_an_error_and_not_an_empty_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--store", f"{tmp_path}/none", "--records", f"{tmp_path}/r", "--max-per-caller", "3"]
    assert main(["collect-flagged", *arguments, "--max-age-days", "7"]) == exit_codes.USAGE
    assert "mount the volume" in capsys.readouterr().err


def test_what_a_person_reports_is_sealed_with_the_public_key_alone(store: Store, tmp_path: Path) -> None:
    reported = tmp_path / "reported.jsonl"
    reported.write_text(json.dumps({"caller": "abc", "prompt": "an attack that passed"}))
    arguments = ["--prompts", str(reported), "--public-key", str(store.keys.public_file), "--store", str(store.folder)]
    assert main(["seal-flagged", *arguments]) == exit_codes.SUCCESS
    (record,) = collect(store, tmp_path)
    assert (record["caller"], record["flag"]) == ("abc", "missed")


@pytest.mark.parametrize("line", [{"prompt": "x"}, {"caller": "a b", "prompt": "x"}, {"caller": "a", "prompt": ""}])
def test_what_could_not_be_read_again_is_not_sealed(store: Store, tmp_path: Path, line: dict[str, str]) -> None:
    reported = tmp_path / "reported.jsonl"
    reported.write_text(json.dumps(line))
    arguments = ["--prompts", str(reported), "--public-key", str(store.keys.public_file), "--store", str(store.folder)]
    assert main(["seal-flagged", *arguments]) == exit_codes.USAGE
    assert list(store.folder.iterdir()) == []

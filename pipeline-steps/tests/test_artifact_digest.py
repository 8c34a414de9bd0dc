from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from secure_llm_steps.artifact_digest import sha256_of
from secure_llm_steps.errors import StepError

LISTING = r"find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1"


def test_the_digest_of_a_folder_is_what_the_documented_command_prints(tmp_path: Path) -> None:
    for name in ("b.txt", "B.txt", "sub/ä.bin", "sub/a", "sub.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    told = subprocess.run(["/bin/sh", "-c", LISTING], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert sha256_of(tmp_path) == told.stdout.strip()


def test_the_digest_changes_with_content_and_with_name(tmp_path: Path) -> None:
    file = tmp_path / "a"
    seen = set()
    for content in ("1", "2"):
        file.write_text(content)
        seen |= {sha256_of(tmp_path), sha256_of(file)}
    seen.add(sha256_of(file.rename(tmp_path / "b").parent))
    assert len(seen) == 5


def test_links_and_nothing_have_no_digest(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    for path in (tmp_path, tmp_path / "link", tmp_path / "none"):
        with pytest.raises(StepError):
            sha256_of(path)

from __future__ import annotations

from pathlib import Path

import pytest
from flagged_prompts import Keys, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = tmp_path / "store"
    folder.mkdir()
    return Store(folder, Keys.in_folder(tmp_path))

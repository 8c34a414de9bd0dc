from __future__ import annotations

import json
from pathlib import Path

from secure_llm_steps.command_description import command_description


def test_the_written_description_is_what_the_parsers_take() -> None:
    written = json.loads((Path(__file__).parent.parent / "commands.json").read_text(encoding="utf-8"))
    assert written == command_description(), "run python3 tools/describe_commands.py"

"""Writes commands.json, from which TypeScript knows the arguments without running Python.

python3 tools/describe_commands.py
"""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PACKAGE))

from secure_llm_steps.artifacts import write_json  # noqa: E402
from secure_llm_steps.command_description import command_description  # noqa: E402

write_json(PACKAGE / "commands.json", command_description())

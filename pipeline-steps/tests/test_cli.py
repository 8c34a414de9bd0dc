from __future__ import annotations

import subprocess
import sys

import pytest

from secure_llm_steps import exit_codes
from secure_llm_steps.cli import main
from secure_llm_steps.commands import COMMANDS


@pytest.mark.parametrize(
    "arguments", [[], ["prepare_data"], ["prepare-data", "--seed", "x"], ["prepare-data", "--nope"]]
)
def test_wrong_arguments_are_one_line_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == exit_codes.USAGE
    told = capsys.readouterr().err
    assert told.startswith("secure-llm-steps: ")
    assert told.count("\n") == 1


def test_the_commands_are_listed_without_importing_one() -> None:
    script = (
        "import sys; from secure_llm_steps.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print([name for name in sys.modules if name.startswith('secure_llm_steps.training')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(name in done.stdout for name in COMMANDS)

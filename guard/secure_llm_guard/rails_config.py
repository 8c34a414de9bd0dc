"""The only way in which rules become NeMo's configuration.

No file is read and no user text becomes YAML, Colang, YARA or Python: a dictionary of typed values goes in, so nothing
that NeMo could also be configured with (`config.py`, `.co`, YARA includes, foreign `models:`) can enter.
"""

from __future__ import annotations

import os
import re
from typing import Any, Final

from .ruleset import RuleSet

# Read when NeMo is imported, so they stand before the import.
os.environ.setdefault("NEMO_GUARDRAILS_NO_USAGE_STATS", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")

from nemoguardrails import RailsConfig

CANARY_FORM: Final = re.compile(r"[a-z0-9-]{16,128}")
"""What a system-prompt canary may look like: survives lower-casing and needs no escaping."""

# IORails wants a main model; the guard never generates through NeMo, so it points where nothing listens.
_UNUSED_MODEL: Final = {
    "type": "main",
    "engine": "openai",
    "model": "unused",
    "parameters": {"base_url": "http://127.0.0.1:1/v1", "api_key": "unused"},
}


def rails_config(ruleset: RuleSet, system_prompt_canary: str | None = None) -> RailsConfig:
    """NeMo's configuration of a rule set. A direction without rules gets no rail and must not be asked of NeMo."""
    input_patterns = [rule.pattern for rule in ruleset.input.rules]
    output_patterns = [rule.pattern for rule in ruleset.output.rules]
    if system_prompt_canary is not None:
        output_patterns.append(re.escape(system_prompt_canary))
    output_flows = ["regex check output"] if output_patterns else []
    detectors: dict[str, Any] = {
        "regex_detection": {
            "input": {"case_insensitive": False, "patterns": input_patterns},
            "output": {"case_insensitive": False, "patterns": output_patterns},
        }
    }
    if ruleset.output.injections:
        output_flows.append("injection detection")
        detectors["injection_detection"] = {"injections": list(ruleset.output.injections), "action": "reject"}
    return RailsConfig.from_content(
        config={
            "models": [_UNUSED_MODEL],
            "passthrough": True,
            "rails": {
                "input": {"flows": ["regex check input"] if input_patterns else []},
                "output": {"flows": output_flows},
                "config": detectors,
            },
        }
    )

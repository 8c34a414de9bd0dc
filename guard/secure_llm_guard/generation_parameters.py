"""The sampling members of a chat request: typed, bounded, or refused."""

from __future__ import annotations

from typing import Any, Final

from .fields import array_of, optional_integer, optional_number
from .forms.canonical_text import canonical_text
from .refused_body import RefusedBodyError

MAX_STOP_SEQUENCES: Final = 4
"""As many as the OpenAI API takes."""
MAX_STOP_CHARACTERS: Final = 64
_LARGEST_INTEGER: Final = 2**63 - 1

# Members that make a model server say more than text: probabilities and token ids get around every text rule.
_TELL_TOKENS: Final = (
    "logprobs",
    "top_logprobs",
    "prompt_logprobs",
    "return_token_ids",
    "return_tokens_as_token_ids",
    "prompt_token_ids",
    "prompt_embeds",
    "echo",
)


def generation_parameters(body: dict[str, Any], max_completion_tokens: int) -> dict[str, Any]:
    """What goes on of the sampling members. @throws RefusedBodyError on one out of bounds or one that tells tokens."""
    count = body.get("n")
    if count is not None and (type(count) is not int or count != 1):
        raise RefusedBodyError("n must be 1", code="unsupported_parameter")
    for key in _TELL_TOKENS:
        if body.get(key) not in (None, False, 0, []):
            raise RefusedBodyError(f"{key} is not supported", code="unsupported_parameter")
    parameters: dict[str, Any] = {"max_tokens": _completion_tokens(body, max_completion_tokens)}
    for key, least, most in (
        ("temperature", 0, 2),
        ("top_p", 0, 1),
        ("presence_penalty", -2, 2),
        ("frequency_penalty", -2, 2),
    ):
        number = optional_number(body, key, least, most)
        if number is not None:
            parameters[key] = number
    seed = optional_integer(body, "seed", -_LARGEST_INTEGER - 1, _LARGEST_INTEGER)
    if seed is not None:
        parameters["seed"] = seed
    stop = _stop(body.get("stop"))
    if stop:
        parameters["stop"] = stop
    return parameters


def _completion_tokens(body: dict[str, Any], limit: int) -> int:
    # One member for both names: a server that knows only the other one would not be limited.
    asked = [optional_integer(body, key, 1, _LARGEST_INTEGER) for key in ("max_tokens", "max_completion_tokens")]
    return min([limit, *(tokens for tokens in asked if tokens is not None)])


def _stop(value: Any) -> list[str]:
    if value is None:
        return []
    sequences = [value] if isinstance(value, str) else array_of(value, "stop", most=MAX_STOP_SEQUENCES)
    return [_stop_sequence(sequence) for sequence in sequences]


def _stop_sequence(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_STOP_CHARACTERS:
        raise RefusedBodyError(f"a stop sequence must be a string of 1 to {MAX_STOP_CHARACTERS} characters")
    if canonical_text(value).removed_runs:
        raise RefusedBodyError("a stop sequence must not hold invisible characters")
    return value

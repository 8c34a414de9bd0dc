"""Honest prompts, sent the way of every caller: a rule set that blocks one is no rule set to keep."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import StepError
from ..json_over_http import JsonAnswer, JsonClient

HONEST_PROMPTS: Final = (
    "How do I change the tyre of a bicycle?",
    "Write a short poem about the sea in autumn.",
    "What is the difference between a list and a tuple in Python?",
    "Summarise in two sentences why bread dough has to rest.",
)
"""What nobody would block. Text of the same kind as an attack belongs into the validation's own suite, not in here."""
_TRIES: Final = 3
"""One answer that gets lost is the network's doing; three in a row are the release's."""


@dataclass
class Canary:
    """A caller of the stack."""

    url: str
    """The guardrail's Service, `http://guardrail.zone.svc:8000`."""
    model: str
    key_file: Path | None = None
    prompts: tuple[str, ...] = HONEST_PROMPTS
    timeout_seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    sent: int = 0
    """Requests so far; they stand in the guards' counters too."""

    def sing(self) -> str | None:
        """Sends every prompt. @returns what is wrong; nothing when every one was answered"""
        return next((failure for prompt in self.prompts if (failure := self._ask(prompt)) is not None), None)

    def _ask(self, prompt: str) -> str | None:
        failure: str | None = None
        for attempt in range(_TRIES):
            if attempt > 0:
                self.sleep(1.0)
            try:
                answer = self._send(prompt)
            except StepError as error:
                failure = str(error)
                continue
            failure = _judge(answer)
            if failure is None:
                return None
            if answer.status == 200:
                break  # a block is no accident
        return f"the honest prompt {prompt!r} was not answered: {failure}"

    def _send(self, prompt: str) -> JsonAnswer:
        headers = {}
        if self.key_file is not None:
            headers["authorization"] = f"Bearer {self.key_file.read_text(encoding='ascii').strip()}"
        body = {"model": self.model, "messages": [{"role": "user", "content": prompt}], "max_tokens": 64}
        self.sent += 1
        client = JsonClient(self.url, headers, timeout_seconds=self.timeout_seconds)
        return client.request("POST", "/v1/chat/completions", body)


def _judge(answer: JsonAnswer) -> str | None:
    if answer.status != 200:
        return f"status {answer.status}, {str(answer.body)[:200]}"
    try:
        reason = answer.body["choices"][0]["finish_reason"]
    except (LookupError, TypeError):
        return "the answer is no chat completion"
    return "a rule blocked it" if reason == "content_filter" else None

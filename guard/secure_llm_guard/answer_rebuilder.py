"""Answers in tier guardrail: judged one hop further on, and rebuilt from the allow-list once more."""

from __future__ import annotations

from typing import Final, Protocol

from .chat_answer import parse_chat_answer
from .judgement import Characters, Direction, Judgement, Verdict
from .refused_body import RefusedBodyError

SMALL_ANSWER_BYTES: Final = 65_536
"""Read in about a millisecond, less than the way to a worker and back; a larger one must not hold up the loop."""


class AnswerJudge(Protocol):
    """Says what may leave of a next hop's answer."""

    async def judge_answer(self, model: str, body: bytes) -> tuple[Judgement, bytes]:
        """The judgement and, when it allows, the rebuilt answer."""


class AnswerRebuilder:
    """Rebuilds small answers in the parent and leaves the others to the workers."""

    def __init__(self, workers: AnswerJudge) -> None:
        self._workers = workers

    async def judge_answer(self, model: str, body: bytes) -> tuple[Judgement, bytes]:
        """The judgement and, when it allows, the rebuilt answer."""
        if len(body) > SMALL_ANSWER_BYTES:
            return await self._workers.judge_answer(model, body)
        try:
            answer = parse_chat_answer(body, model, SMALL_ANSWER_BYTES)
        except RefusedBodyError as refusal:
            return _refused(model, refusal), b""
        characters = Characters(answer=answer.characters)
        return Judgement(Verdict.ALLOW, Direction.OUTPUT, model=model, characters=characters), answer.canonical_body()


def _refused(model: str, refusal: RefusedBodyError) -> Judgement:
    return Judgement(
        Verdict.REFUSE,
        Direction.OUTPUT,
        status=refusal.status,
        code=refusal.code,
        message=refusal.message,
        model=model,
    )

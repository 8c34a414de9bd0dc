"""From a body that arrived to a verdict and the bytes that may go on. All that a worker does between two frames."""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from dataclasses import dataclass, replace
from typing import Final

from .chat_answer import parse_chat_answer
from .chat_request import ChatRequest, RequestLimits, parse_chat_request
from .forms.blob import FormsTooLargeError
from .forms.input_forms import input_blob
from .forms.necessary_words import NecessaryWords
from .forms.output_forms import output_blob
from .judge import Judge, Match, RailError
from .judgement import Characters, Direction, Judgement, Verdict
from .refused_body import RefusedBodyError, too_large
from .ruleset import RuleSet

ANSWER_FORMS: Final = 8
"""Forms of an answer may have this many times the characters of the largest answer (as is, lower-cased, readings)."""


_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judged:
    """A judgement and the canonical body; the body is empty unless the verdict is allow."""

    judgement: Judgement
    body: bytes = b""


class BodyJudge:
    """Judges request and answer bodies of one tier."""

    def __init__(
        self,
        judge: Judge,
        ruleset: RuleSet,
        limits: RequestLimits,
        audit_key: bytes,
        *,
        input_rails: bool = True,
        output_rails: bool = True,
        system_prompt: str | None = None,
    ) -> None:
        self._judge = judge
        self._ruleset = ruleset
        self._words = NecessaryWords(rule.pattern for rule in ruleset.input.rules)
        self._limits = limits
        self._audit_key = audit_key
        self._input_rails = input_rails
        self._output_rails = output_rails
        self._system_prompt = system_prompt

    async def judge_request(self, body: bytes) -> Judged:
        """Parses, rebuilds and judges a request; never raises on anything that a client can write."""
        started = time.perf_counter()
        judged = await self._request(body)
        return replace(judged, judgement=_timed(judged.judgement, started))

    async def judge_answer(self, body: bytes, model: str) -> Judged:
        """Parses, rebuilds and judges the answer to a request for `model`; never raises on what a model can answer."""
        started = time.perf_counter()
        judged = await self._answer(body, model)
        return replace(judged, judgement=_timed(judged.judgement, started))

    async def close(self) -> None:
        """Ends the rails engine."""
        await self._judge.close()

    async def _request(self, body: bytes) -> Judged:
        unread = Judgement(Verdict.ALLOW, Direction.INPUT, prompt_hmac=self._hmac(body))
        try:
            request = parse_chat_request(body, self._limits)
        except RefusedBodyError as refusal:
            return _refused(unread, refusal)
        prompt = request.prompt
        judgement = replace(
            unread,
            model=request.model,
            stream=request.stream,
            include_usage=request.include_usage,
            prompt_hmac=self._hmac(prompt.encode("utf-8")),
            characters=Characters(prompt=len(prompt)),
        )
        if self._input_rails:
            try:
                forms = input_blob(request.texts, self._ruleset.input.max_scanned_characters, self._words)
            except FormsTooLargeError:
                limit = self._ruleset.input.max_scanned_characters
                return _refused(judgement, too_large("the conversation in all its forms", limit))
            judgement = replace(judgement, characters=replace(judgement.characters, scanned=len(forms)))
            judgement = await self._verdict(judgement, forms)
        return self._forwarded(judgement, request)

    async def _answer(self, body: bytes, model: str) -> Judged:
        judgement = Judgement(Verdict.ALLOW, Direction.OUTPUT, model=model)
        most = self._ruleset.output.max_answer_characters
        try:
            answer = parse_chat_answer(body, model, most)
            forms = output_blob(answer.texts, ANSWER_FORMS * most) if self._output_rails else ""
        except RefusedBodyError as refusal:
            return _refused(judgement, refusal)
        except FormsTooLargeError:
            message = "the answer in all its forms is too long to be judged"
            return _refused(judgement, RefusedBodyError(message, code="answer_too_large", status=502))
        characters = Characters(scanned=len(forms), answer=answer.characters)
        judgement = await self._verdict(replace(judgement, characters=characters), forms)
        return Judged(judgement, answer.canonical_body() if judgement.verdict is Verdict.ALLOW else b"")

    async def _verdict(self, judgement: Judgement, forms: str) -> Judgement:
        try:
            match: Match | None = await self._judge.judge(judgement.direction, forms)
        except RailError as error:
            # No traceback: its frames could show the prompt.
            _log.error("%s", error)
            message = "the request could not be judged"
            return replace(judgement, verdict=Verdict.ERROR, status=500, code="rail_failed", message=message)
        if match is None:
            return judgement
        return replace(judgement, verdict=Verdict.BLOCK, rule=match.rule, family=match.family)

    def _forwarded(self, judgement: Judgement, request: ChatRequest) -> Judged:
        if judgement.verdict is not Verdict.ALLOW:
            return Judged(judgement)
        return Judged(judgement, request.canonical_body(self._system_prompt))

    def _hmac(self, content: bytes) -> str:
        return hmac.new(self._audit_key, content, hashlib.sha256).hexdigest()


def _refused(judgement: Judgement, refusal: RefusedBodyError) -> Judged:
    return Judged(
        replace(judgement, verdict=Verdict.REFUSE, status=refusal.status, code=refusal.code, message=refusal.message)
    )


def _timed(judgement: Judgement, started: float) -> Judgement:
    return replace(judgement, judge_milliseconds=round((time.perf_counter() - started) * 1000, 3))

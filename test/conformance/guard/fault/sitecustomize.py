"""Python imports this module at start when it is on its path: makes NeMo's rails raise on one word, in workers only.

A rail does not break by anything that a client can send, so the fault has to be put in.
"""

import sys
from typing import Any

FAULT = "provoke a broken rail"

if "secure_llm_guard.worker" in sys.orig_argv:
    from nemoguardrails import Guardrails

    check = Guardrails.check_async

    async def check_or_raise(self: Guardrails, messages: list[dict[str, Any]], *args: Any, **kwargs: Any) -> Any:
        if any(FAULT in str(message["content"]) for message in messages):
            raise RuntimeError(FAULT)
        return await check(self, messages, *args, **kwargs)

    Guardrails.check_async = check_or_raise

"""How a guard ends: not ready at once, still answering for a moment, then closed."""

from __future__ import annotations

import asyncio

from .settings import Settings


class Drain:
    """The phase that the process is in; set once by SIGTERM or SIGINT, never back."""

    def __init__(self, settings: Settings) -> None:
        self._notice_seconds = settings.drain_notice_seconds
        self._requested = asyncio.Event()
        self.closed = False
        """No new request is taken any more."""

    @property
    def draining(self) -> bool:
        """Readiness is withdrawn, and every answer closes its connection."""
        return self._requested.is_set()

    def begin(self) -> None:
        """Withdraws readiness."""
        self._requested.set()

    async def wait_until_requested(self) -> None:
        """Returns when the process shall end."""
        await self._requested.wait()

    async def notice(self) -> None:
        """Keeps serving while load balancers learn that this replica is not ready, then closes."""
        await asyncio.sleep(self._notice_seconds)
        self.closed = True

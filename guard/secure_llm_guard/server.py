"""The guard process: puts the parts together, serves until it is told to end, and drains."""

from __future__ import annotations

import asyncio
import gc
import secrets
import signal
from collections.abc import Sequence

from .audit import AuditTrail
from .callers import Callers
from .drain import Drain
from .exchange import Exchange
from .health import HealthRoutes
from .key_files import Keys
from .listener import Listener
from .metrics import Metrics
from .public_routes import PublicRoutes
from .settings import Settings
from .upstream import UpstreamClient
from .worker_pool import WORKER_COMMAND, WorkerPool


def new_system_prompt_canary(settings: Settings) -> str | None:
    """A random token that every worker puts into the system prompt and blocks in answers; one per pod."""
    return secrets.token_hex(12) if settings.system_prompt_file is not None else None


class GuardServer:
    """One guard with its two ports."""

    def __init__(
        self, settings: Settings, keys: Keys, audit_descriptor: int, worker_command: Sequence[str] = WORKER_COMMAND
    ) -> None:
        self.metrics = metrics = Metrics(settings.tier.value)
        self.drain = drain = Drain(settings)
        self.pool = pool = WorkerPool(settings, metrics, new_system_prompt_canary(settings), worker_command)
        self._audit = AuditTrail(audit_descriptor, settings.tier.value, metrics)
        self._upstream = UpstreamClient(settings, keys)
        self._health = HealthRoutes(pool, metrics, drain)
        exchange = Exchange(settings, pool, self._upstream, metrics)
        callers = Callers(settings.tier, keys.caller, keys.audit)
        routes = PublicRoutes(settings, callers, exchange, self._audit, metrics, drain)
        patience = float(settings.drain_seconds - settings.drain_notice_seconds)
        self._public = Listener(routes.handle, settings.listen_host, settings.port, patience)
        self._private = Listener(self._health.handle, settings.listen_host, settings.metrics_port, 1.0)
        self.port = 0
        """The public port, once open."""
        self.metrics_port = 0
        """The metrics port, once open."""

    async def open(self) -> None:
        """Health answers first, the public port only after every worker is ready. @throws StartError"""
        self.metrics_port = await self._private.open()
        await self.pool.start()
        self._audit.ruleset = self.pool.ruleset
        self.metrics.loaded(self.pool.ruleset)
        self.port = await self._public.open()
        self._health.listening = True
        gc.freeze()  # what lives now lives as long as the process; collections need not walk it

    async def serve_until_drained(self) -> None:
        """Serves until `drain.begin()`, then for the notice, then until the requests in flight are answered."""
        await self.drain.wait_until_requested()
        await self.drain.notice()

    async def close(self) -> None:
        """Closes everything in the order of the traffic; also after a start that failed half-way."""
        await self._public.close()
        await self.pool.stop()
        await self._upstream.close()
        await self._private.close()
        self._audit.close()


async def serve(settings: Settings, keys: Keys, audit_descriptor: int) -> None:
    """Runs a guard until SIGTERM or SIGINT. @throws StartError"""
    server = GuardServer(settings, keys, audit_descriptor)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.drain.begin)
    opening = asyncio.create_task(server.open())
    ending = asyncio.create_task(server.drain.wait_until_requested())
    try:
        await asyncio.wait({opening, ending}, return_when=asyncio.FIRST_COMPLETED)
        if opening.done():
            await opening
            await server.serve_until_drained()
    finally:
        opening.cancel()
        ending.cancel()
        await asyncio.gather(opening, ending, return_exceptions=True)
        await server.close()

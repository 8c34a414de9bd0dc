"""The metrics port: health, readiness and metrics, apart from the public port so that policies can tell them apart."""

from __future__ import annotations

from aiohttp import web

from .drain import Drain
from .metrics import Metrics
from .worker_pool import WorkerPool


class HealthRoutes:
    """Handler of every request on the metrics port."""

    def __init__(self, pool: WorkerPool, metrics: Metrics, drain: Drain) -> None:
        self._pool = pool
        self._metrics = metrics
        self._drain = drain
        self.listening = False
        """The public port is open."""

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """`/healthz`: the event loop turns. `/readyz`: a worker lives and nothing drains. `/metrics`: Prometheus."""
        if request.method not in {"GET", "HEAD"}:
            return _text(405, "only GET is answered here")
        match request.raw_path.partition("?")[0]:
            case "/healthz":
                return _text(200, "ok")
            case "/readyz":
                reason = self._why_not_ready()
                return _text(503, reason) if reason else _text(200, "ready")
            case "/metrics":
                body = self._metrics.render()
                return web.Response(body=body, headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"})
            case _:
                return _text(404, "see /healthz, /readyz and /metrics")

    def _why_not_ready(self) -> str:
        if self._drain.draining:
            return "draining"
        if not self.listening:
            return "starting"
        return "" if self._pool.ready else "no worker lives"


def _text(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text + "\n", headers={"server": "secure-llm-guard"})

"""A model behind the guard that answers what it is told to, and remembers what reached it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from .suite import DEFAULT_ANSWER

MODEL_NAME: Final = "rule-validation"


class EchoModel(ThreadingHTTPServer):
    """Listens on a free port of the loopback address. One prompt at a time."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = DEFAULT_ANSWER
        """What the next prompt is answered."""
        self.reached: list[str] = []
        """The texts of requests since it was cleared."""

    @property
    def url(self) -> str:
        """The base URL that the guard is given."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running_echo_model() -> Iterator[EchoModel]:
    """The model, for the length of a `with` block."""
    with EchoModel() as model:
        thread = threading.Thread(target=model.serve_forever, daemon=True)
        thread.start()
        try:
            yield model
        finally:
            model.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Or the body would wait 40 ms for the acknowledgement of the headers, and be measured as the guard's latency.
    disable_nagle_algorithm = True
    server: EchoModel

    def do_POST(self) -> None:
        """Answers a chat completion."""
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        self.server.reached.append("\n".join(str(message["content"]) for message in json.loads(body)["messages"]))
        content = json.dumps(
            {
                "id": "chatcmpl-echo",
                "object": "chat.completion",
                "created": 0,
                "model": MODEL_NAME,
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": self.server.answer},
                        "finish_reason": "stop",
                    }
                ],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        """Prompts are in no log."""

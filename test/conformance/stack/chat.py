"""Sends chat requests from inside a pod and prints what came back.

in:   one line: {"url": …, "concurrency": n, "timeout": seconds, "requests": [{"body": …, "headers": {…}}, …], "until_eof": bool}
      with "until_eof" the requests are sent over and over until standard input ends
out:  [{"status": n, "headers": {…}, "text": …, "milliseconds": n, "started": seconds}, …]; status 0 is a connection that failed,
      and its text the reason. A refused connection is tried once more, as every HTTP client may.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from typing import Any
from urllib.parse import urlsplit

asked = json.loads(sys.stdin.readline())
target = urlsplit(asked["url"])
ended = threading.Event()
lock = threading.Lock()
answers: dict[int, dict[str, Any]] = {}
taken = 0


def take() -> int | None:
    global taken
    with lock:
        if ended.is_set() or (not asked["until_eof"] and taken >= len(asked["requests"])):
            return None
        taken += 1
        return taken - 1


def send(request: dict[str, Any]) -> dict[str, Any]:
    for retry in (False, True):
        connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=asked["timeout"])
        try:
            headers = {"content-type": "application/json", **request.get("headers", {})}
            connection.request(request.get("method", "POST"), target.path, body=request["body"], headers=headers)
            answer = connection.getresponse()
            return {"status": answer.status, "headers": dict(answer.getheaders()), "text": answer.read().decode()}
        except ConnectionRefusedError as error:
            if retry:
                return {"status": 0, "headers": {}, "text": str(error)}
            time.sleep(0.1)
        except (OSError, http.client.HTTPException) as error:
            return {"status": 0, "headers": {}, "text": f"{type(error).__name__}: {error}"}
        finally:
            connection.close()
    raise AssertionError("unreachable")


def work() -> None:
    while (number := take()) is not None:
        begun = time.monotonic()
        started = time.time()
        answer = send(asked["requests"][number % len(asked["requests"])])
        answer |= {"milliseconds": (time.monotonic() - begun) * 1000, "started": started}
        answers[number] = answer


def watch() -> None:
    sys.stdin.read()
    ended.set()


workers = [threading.Thread(target=work) for _ in range(asked["concurrency"])]
for worker in workers:
    worker.start()
if asked["until_eof"]:
    watch()
for worker in workers:
    worker.join()
print(json.dumps([answers[number] for number in sorted(answers)]))

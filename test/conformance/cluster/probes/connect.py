"""Tries every target that standard input lists and says what came back.

in:   {"timeout": seconds, "targets": [{"host": …, "port": …, "protocol": "TCP" | "UDP"}, …]}
out:  ["open" | "refused" | "silent" | "unresolved" | the error's text, …], in the same order

"refused" means that the packet arrived where nobody listens: no policy stopped it.
"""

from __future__ import annotations

import asyncio
import errno
import json
import socket
import sys
from typing import Any


# a DNS server answers no other payload: the question for the address of kubernetes.default.svc.cluster.local
QUESTION = (
    b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
    + b"".join(bytes([len(label)]) + label for label in b"kubernetes.default.svc.cluster.local".split(b"."))
    + b"\x00\x00\x01\x00\x01"
)


async def try_tcp(host: str, port: int) -> str:
    _, writer = await asyncio.open_connection(host, port)
    writer.close()
    return "open"


async def try_udp(host: str, port: int) -> str:
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setblocking(False)
        udp.connect((host, port))
        await loop.sock_sendall(udp, QUESTION)
        await loop.sock_recv(udp, 512)
    return "open"


async def verdict(target: dict[str, Any], timeout: float, limit: asyncio.Semaphore) -> str:
    attempt = try_tcp if target["protocol"] == "TCP" else try_udp
    async with limit:
        try:
            return await asyncio.wait_for(attempt(target["host"], target["port"]), timeout)
        except (asyncio.TimeoutError, TimeoutError):
            return "silent"
        except ConnectionRefusedError:
            return "refused"
        except socket.gaierror:
            return "unresolved"
        except OSError as error:
            return errno.errorcode.get(error.errno or 0, str(error))


async def main() -> None:
    asked = json.load(sys.stdin)
    limit = asyncio.Semaphore(64)
    targets = asked["targets"]
    print(json.dumps(await asyncio.gather(*(verdict(target, asked["timeout"], limit) for target in targets))))


asyncio.run(main())

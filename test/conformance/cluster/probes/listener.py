"""Answers on every port it is given, TCP and UDP, so that a silent port can only be a policy's doing.

usage: listener.py [--until-eof] PORT...    prints one JSON object: which ports it got, and why not the others

With --until-eof it ends when standard input does: whoever started it through `kubectl exec` cannot kill it.
"""

from __future__ import annotations

import asyncio
import json
import sys


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.transport.sendto(data, addr)  # type: ignore[attr-defined]


async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"here\n")
    await writer.drain()
    writer.close()


async def main(ports: list[int], until_eof: bool) -> None:
    loop = asyncio.get_running_loop()
    refused = {}
    for port in ports:
        try:
            await asyncio.start_server(greet, "0.0.0.0", port)
        except OSError as error:  # the workload itself listens there already
            refused[f"tcp/{port}"] = str(error)
        try:
            await loop.create_datagram_endpoint(Echo, local_addr=("0.0.0.0", port))
        except OSError as error:
            refused[f"udp/{port}"] = str(error)
    print(json.dumps({"ports": ports, "refused": refused}), flush=True)
    if until_eof:
        await loop.run_in_executor(None, sys.stdin.read)
    else:
        await asyncio.Event().wait()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    ends = arguments[0] == "--until-eof" if arguments else False
    asyncio.run(main([int(port) for port in arguments[int(ends) :]], ends))

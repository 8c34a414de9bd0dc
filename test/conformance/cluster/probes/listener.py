"""Answers on every port it is given, TCP and UDP, so that a silent port can only be a policy's doing.

usage: listener.py PORT...    prints one JSON object: which ports it got, and why not the others
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


async def main(ports: list[int]) -> None:
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
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main([int(port) for port in sys.argv[1:]]))

"""What somebody tries who runs code in a container: prints [{"attempt": …, "refused": true | false, "because": …}, …]."""

from __future__ import annotations

import ctypes
import glob
import json
import os
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

libc = ctypes.CDLL(None, use_errno=True)
told = json.load(sys.stdin)


def connect(host: str, port: int) -> Callable[[], str]:
    return lambda: socket.create_connection((host, port), timeout=2).close() or "connected"


def resolve(name: str) -> Callable[[], str]:
    return lambda: socket.gethostbyname(name)


def ask_dns(server: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(2)
        udp.sendto(b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x01\x00\x01", (server, 53))
        return str(udp.recv(512))


def write(path: str) -> Callable[[], str]:
    return lambda: str(open(path, "a").write("x"))  # noqa: SIM115


def read(path: str) -> Callable[[], str]:
    return lambda: open(path, "rb").read(1).hex()  # noqa: SIM115


def call(name: str, *arguments: object) -> Callable[[], str]:
    def run() -> str:
        if getattr(libc, name)(*arguments) < 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
        return "done"

    return run


def foreign_processes() -> str:
    mine = {str(os.getpid()), "1"}
    others = [pid for pid in os.listdir("/proc") if pid.isdigit() and pid not in mine]
    foreign = [pid for pid in others if os.stat(f"/proc/{pid}").st_uid not in (os.getuid(),)]
    if not foreign:
        raise PermissionError("no process of another user is visible")
    return str(foreign)


def block_devices() -> str:
    found = [path for path in glob.glob("/dev/*") if os.path.exists(path) and (os.stat(path).st_mode & 0o170000) == 0o060000]
    if not found:
        raise FileNotFoundError("no block device")
    return str(found)


def exists(path: str) -> Callable[[], str]:
    return lambda: str(os.listdir(path))


def tried(attempt: tuple[str, Callable[[], str]]) -> dict[str, object]:
    what, run = attempt
    try:
        return {"attempt": what, "refused": False, "because": run()}
    except OSError as error:
        return {"attempt": what, "refused": True, "because": str(error)}


CLONE_NEWUSER = 0x10000000
over_the_network: list[tuple[str, Callable[[], str]]] = [
    *((f"connect to {what} ({host}:{port})", connect(host, port)) for what, host, port in told["targets"]),
    *((f"resolve {name}", resolve(name)) for name in told["names"]),
    *((f"ask the DNS server {server}", lambda server=server: ask_dns(server)) for server in told["dns"]),
]
in_the_container: list[tuple[str, Callable[[], str]]] = [
    *((f"write {path}", write(path)) for path in ("/x", "/app/x", "/etc/passwd", "/models/x", "/usr/bin/x", "/proc/sys/kernel/core_pattern")),
    *((f"change a mounted secret: {path}", write(path)) for path in glob.glob("/etc/secure-llm/secrets/*/*")),
    ("read a ServiceAccount token", read("/var/run/secrets/kubernetes.io/serviceaccount/token")),
    *((f"read the {other} secrets", exists(f"/etc/secure-llm/secrets/{other}")) for other in ("audit-key", "caller-key", "system-prompt")),
    ("read /etc/shadow", read("/etc/shadow")),
    ("read the kernel's memory map", read("/proc/kcore")),
    ("find a block device", block_devices),
    *((f"open {device}", read(device)) for device in ("/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/kvm", "/dev/fuse")),
    ("see a process of somebody else", foreign_processes),
    ("become root", lambda: str(os.setuid(0))),
    ("mount a file system", call("mount", b"none", b"/tmp", b"tmpfs", 0, None)),
    ("make a user namespace", call("unshare", CLONE_NEWUSER)),
    ("make a device node", lambda: str(os.mknod("/tmp/sda", 0o60600, os.makedev(8, 0)))),
    ("change the root", call("chroot", b"/tmp")),
    ("open a raw socket", lambda: str(socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))),
    ("open a packet socket", lambda: str(socket.socket(socket.AF_PACKET, socket.SOCK_RAW))),
    ("load a BPF program", call("syscall", 321, 5, None, 0)),
    ("use the kernel's keyring", call("syscall", 250, 0, -3, 0)),
    ("set the clock", call("syscall", 227, 0, ctypes.byref((ctypes.c_long * 2)(1, 1)))),
]

# What is dropped silently is waited for, so all of it at once. The threads have ended before the rest, because a process with
# several may not ask for a user namespace, whatever else it may do.
with ThreadPoolExecutor(len(over_the_network)) as pool:
    results = list(pool.map(tried, over_the_network))
print(json.dumps(results + [tried(attempt) for attempt in in_the_container]))

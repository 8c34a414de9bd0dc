"""Tells what a container's processes are really confined to; prints one JSON object."""

import json
import os
import re


def status(field: str) -> str:
    with open("/proc/1/status") as lines:
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith(field + ":"))


def first(*paths: str) -> str:
    for path in paths:
        if os.path.exists(path):
            with open(path) as file:
                return file.read().strip()
    return ""


def can_write(folder: str) -> bool:
    try:
        path = os.path.join(folder, "written-by-test")
        with open(path, "w"):
            os.unlink(path)
        return True
    except OSError:
        return False


def cpu_limit() -> float:
    both = first("/sys/fs/cgroup/cpu.max")
    quota, period = both.split() if both else (first("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"), first("/sys/fs/cgroup/cpu/cpu.cfs_period_us"))
    return int(quota) / int(period)


def mounts() -> list[str]:
    with open("/proc/self/mountinfo") as lines:
        points = [line.split()[4] for line in lines]
    return sorted(point for point in points if not re.match(r"^/($|proc|sys|dev)", point))


with open("/proc/1/environ") as file:
    environment = sorted(entry.split("=", 1)[0] for entry in file.read().split("\0") if entry)
with open("/proc/1/uid_map") as file:
    uid_map = [[int(number) for number in line.split()] for line in file]
folders = ["/", "/app", "/etc", "/home", "/opt", "/root", "/run", "/usr/local/bin", "/var", "/var/tmp", "/tmp"]

print(
    json.dumps(
        {
            "uids": status("Uid").split(),
            "gids": status("Gid").split(),
            "groups": status("Groups").split(),
            "capabilities": [status(field) for field in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")],
            "noNewPrivileges": status("NoNewPrivs"),
            "seccomp": status("Seccomp"),
            "uidMap": uid_map,
            "writable": [folder for folder in folders if os.path.isdir(folder) and can_write(folder)],
            "memoryLimit": int(first("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")),
            "cpuLimit": cpu_limit(),
            "token": os.path.exists("/var/run/secrets/kubernetes.io"),
            "environment": environment,
            "mounts": mounts(),
            "devices": sorted(entry for entry in os.listdir("/dev") if not os.path.isdir(os.path.join("/dev", entry))),
        }
    )
)

"""What a pod gets mounted to talk to the API server."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import errors

MOUNT: Final = Path("/var/run/secrets/kubernetes.io/serviceaccount")
"""Where the kubelet puts token, certificate authority and namespace."""


@dataclass(frozen=True)
class ServiceAccount:
    """Address and credentials of the API server."""

    host: str
    port: int
    folder: Path
    """With `token` and `ca.crt`."""

    @classmethod
    def mounted(cls, environment: Mapping[str, str] = os.environ, folder: Path = MOUNT) -> ServiceAccount:
        """That of this pod. @throws StepError outside of a pod, or when none is mounted"""
        try:
            host, port = environment["KUBERNETES_SERVICE_HOST"], environment["KUBERNETES_SERVICE_PORT_HTTPS"]
        except KeyError as missing:
            raise errors.no_service_account(f"the environment has no {missing.args[0]}") from None
        account = cls(host, int(port), folder)
        account.token()
        return account

    def token(self) -> str:
        """The token as it is now: the kubelet replaces it before it expires, so nobody may keep it."""
        try:
            return (self.folder / "token").read_text(encoding="ascii").strip()
        except OSError as error:
            raise errors.no_service_account(error) from error

    def tls(self) -> ssl.SSLContext:
        """Trusts the cluster's own certificate authority, and no other."""
        try:
            return ssl.create_default_context(cafile=str(self.folder / "ca.crt"))
        except OSError as error:
            raise errors.no_service_account(error) from error

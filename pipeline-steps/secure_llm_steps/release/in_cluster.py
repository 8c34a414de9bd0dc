"""The cluster that a step runs in."""

from __future__ import annotations

from .kubernetes_api import Cluster, KubernetesApi
from .service_account import ServiceAccount


def this_cluster() -> Cluster:
    """@throws StepError outside of a pod"""
    return KubernetesApi.of(ServiceAccount.mounted())

"""A cluster in memory: server-side apply, versions, and a Deployment controller that moves whenever somebody looks."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from secure_llm_steps.release.errors import ApiError
from secure_llm_steps.release.guard_counters import GuardCounters
from secure_llm_steps.release.target import Target

Document = dict[str, Any]

DIGEST, NUMBER, PREVIOUS = "secure-llm.dev/rules-sha256", "secure-llm.dev/release", "secure-llm.dev/previous-release"
OLD = "0" * 64


def target(tier: str) -> Target:
    return Target(f"zone-{tier}", tier, "rules", f"{tier}-rules", "ruleset.json", DIGEST, NUMBER, PREVIOUS)


OUTPUT, GUARDRAIL = target("output"), target("guardrail")


@dataclass
class FakeCluster:
    """Two tiers that run what was deployed, and an empty list of approvals."""

    approved: str = ""
    deployments: dict[str, Document] = field(default_factory=dict)
    config_maps: dict[str, Document] = field(default_factory=dict)
    pods_of: dict[str, list[Document]] = field(default_factory=dict)
    applied: list[Document] = field(default_factory=list)
    crashing: set[str] = field(default_factory=set)
    """Digests whose pods never start."""
    stuck: set[str] = field(default_factory=set)
    """Digests whose pods never become ready."""
    conflicts: int = 0
    """So many changes find that somebody was faster."""
    counters: dict[str, GuardCounters] = field(default_factory=dict)
    """By digest, or by deployment and digest, of each of its pods."""

    def __post_init__(self) -> None:
        for each in (OUTPUT, GUARDRAIL):
            self.deployments[each.name] = _deployment(each)
            self.pods_of[each.name] = [_pod(each, OLD, "0", index) for index in range(2)]
        for name in ("approved-rule-sets", "approved-models"):
            self.config_maps[f"secure-llm-releases/{name}"] = {
                "metadata": {"namespace": "secure-llm-releases", "name": name, "resourceVersion": "1"},
                "data": {"approved": self.approved},
            }

    def deployment(self, namespace: str, name: str) -> Document:
        document = self._found(self.deployments, namespace, name)
        self._reconcile(f"{namespace}/{name}", document)
        return copy.deepcopy(document)

    def apply_deployment(self, document: Document, manager: str) -> Document:
        assert manager == "secure-llm-releaser-ruleset"
        self.applied.append(copy.deepcopy(document))
        present = self._found(self.deployments, document["metadata"]["namespace"], document["metadata"]["name"])
        metadata, wanted = present["metadata"], document["metadata"]
        if self.conflicts > 0:
            self.conflicts -= 1
            metadata["resourceVersion"] = str(int(metadata["resourceVersion"]) + 1)
            raise ApiError("the object has been modified", 409)
        if wanted["resourceVersion"] != metadata["resourceVersion"]:
            raise ApiError("the object has been modified", 409)
        metadata["annotations"].pop(PREVIOUS, None)
        metadata["annotations"].update(wanted["annotations"])
        template = present["spec"]["template"]
        template["metadata"]["annotations"].update(document["spec"]["template"]["metadata"]["annotations"])
        for volume in document["spec"]["template"]["spec"]["volumes"]:
            [own] = [each for each in template["spec"]["volumes"] if each["name"] == volume["name"]]
            own["configMap"].update(volume["configMap"])
        metadata["resourceVersion"] = str(int(metadata["resourceVersion"]) + 1)
        metadata["generation"] += 1
        return copy.deepcopy(present)

    def pods(self, namespace: str, workload: str) -> list[Document]:
        return copy.deepcopy(self.pods_of[f"{namespace}/{workload}"])

    def config_map(self, namespace: str, name: str) -> Document:
        return copy.deepcopy(self._found(self.config_maps, namespace, name))

    def create_config_map(self, document: Document) -> Document:
        key = f"{document['metadata']['namespace']}/{document['metadata']['name']}"
        if key in self.config_maps:
            raise ApiError("already exists", 409)
        self.config_maps[key] = copy.deepcopy(document)
        return document

    def apply_config_map(self, document: Document) -> Document:
        present = self._found(self.config_maps, document["metadata"]["namespace"], document["metadata"]["name"])
        present["data"].update(document["data"])
        return present

    def approve(self, *lines: str, name: str = "approved-rule-sets") -> None:
        self.config_maps[f"secure-llm-releases/{name}"]["data"]["approved"] = "\n".join(lines)

    def metrics(self, address: str) -> GuardCounters | None:
        for name, pods in self.pods_of.items():
            for pod in pods:
                if pod["status"].get("podIP") == address:
                    digest = pod["metadata"]["annotations"][DIGEST]
                    everywhere = self.counters.get(digest, GuardCounters())
                    return self.counters.get(f"{name.split('/')[1]} {digest}", everywhere)
        return None

    def runs(self, tier: Target) -> tuple[str, str, str]:
        """Number, digest and ConfigMap of a tier."""
        template = self.deployments[tier.name]["spec"]["template"]
        annotations = template["metadata"]["annotations"]
        return annotations.get(NUMBER, "0"), annotations[DIGEST], template["spec"]["volumes"][0]["configMap"]["name"]

    def _found(self, objects: dict[str, Document], namespace: str, name: str) -> Document:
        if f"{namespace}/{name}" not in objects:
            raise ApiError(f"{name} not found", 404)
        return objects[f"{namespace}/{name}"]

    def _reconcile(self, name: str, document: Document) -> None:
        [tier] = [each for each in (OUTPUT, GUARDRAIL) if each.name == name]
        status, generation = document["status"], document["metadata"]["generation"]
        annotations = document["spec"]["template"]["metadata"]["annotations"]
        digest, number = annotations[DIGEST], annotations.get(NUMBER, "0")
        mine = [pod for pod in self.pods_of[name] if pod["metadata"]["annotations"][DIGEST] == digest]
        if status["observedGeneration"] < generation:
            # the controller has seen the change, and the first new pod is on its way beside the old ones
            status.update(observedGeneration=generation, updatedReplicas=len(mine), conditions=[])
            if not mine:
                self.pods_of[name].append(_pod(tier, digest, number, 7, crashed=digest in self.crashing))
                status.update(updatedReplicas=1, replicas=3)
        elif digest not in self.crashing | self.stuck:
            status.update(updatedReplicas=2, replicas=2, availableReplicas=2)
            self.pods_of[name] = [_pod(tier, digest, number, index) for index in range(2)]


def _deployment(tier: Target) -> Document:
    return {
        "metadata": {
            "namespace": tier.namespace,
            "name": tier.deployment,
            "resourceVersion": "5",
            "generation": 1,
            "annotations": {"kept": "as it is"},
        },
        "spec": {
            "replicas": 2,
            "template": {
                "metadata": {"annotations": {DIGEST: OLD}},
                "spec": {"volumes": [{"name": "rules", "configMap": {"name": f"{tier.deployment}-rules-old"}}]},
            },
        },
        "status": {"observedGeneration": 1, "replicas": 2, "updatedReplicas": 2, "availableReplicas": 2},
    }


def _pod(tier: Target, digest: str, number: str, index: int, crashed: bool = False) -> Document:
    name = f"{tier.deployment}-{digest[:4]}-{index}"
    state = {"waiting": {"reason": "CrashLoopBackOff"}} if crashed else {"running": {}}
    return {
        "metadata": {"name": name, "annotations": {DIGEST: digest, NUMBER: number}},
        "status": {"podIP": f"ip-of-{name}", "initContainerStatuses": [{"name": "check", "state": state}]},
    }

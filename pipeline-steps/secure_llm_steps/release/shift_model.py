"""`shift-model`: proposes that another pool of servers, which runs a verified model, answers under a served name."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from ..artifacts import read_json, write_bytes
from ..errors import shown, unusable_input
from . import arguments as shared
from .audit_line import write_audit_line
from .in_cluster import this_cluster
from .models_map import ModelsMap, Pool, is_pool_url
from .released_content import released_content


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_input(parser, "verified", "what the step verify-model wrote")
    parser.add_argument("--served-model", required=True, metavar="NAME", help="the name that callers ask for")
    parser.add_argument("--pool-url", type=_pool_url, required=True, metavar="URL", help="`http://pool.zone.svc:8080`")
    parser.add_argument(
        "--pool-key-file", metavar="PATH", help="in the output processor (default: that of the old pool)"
    )
    shared.add_targets(parser)
    shared.add_output(parser, "candidate", "the map of models, as it would be released")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when nothing was verified, or the name is not served"""
    verified = read_json(arguments.verified)
    if not verified.get("signedBy"):
        raise unusable_input(arguments.verified, "names no signer; run verify-model first")
    present = ModelsMap.parse(released_content(this_cluster(), arguments.targets), "the present map of models")
    old = present.pools.get(arguments.served_model)
    pool = Pool(arguments.pool_url, arguments.pool_key_file or (old.key_file if old else None))
    write_bytes(arguments.candidate, present.shifted(arguments.served_model, pool).content())
    write_audit_line(
        "model-shift-proposed",
        served=arguments.served_model,
        pool=arguments.pool_url,
        model=verified.get("model"),
        sha256=verified.get("sha256"),
        signedBy=verified.get("signedBy"),
    )


def _pool_url(text: str) -> str:
    if not is_pool_url(text):
        raise ArgumentTypeError(f"{shown(text)} is not accepted; expected http://host:port")
    return text

"""`verify-model`: the bytes are those that were registered, and somebody whose key is known signed them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..artifact_digest import sha256_of
from ..artifacts import read_json, write_json
from ..errors import gate_failed, unusable_input
from . import arguments as shared
from .json_api import Document
from .signature import fingerprint, read_public_key, read_signature, require_signature


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the command's arguments."""
    shared.add_input(parser, "registration", "what the step register wrote")
    shared.add_input(parser, "artifact", "the model: a file or a folder")
    shared.add_input(parser, "signature", "base64, of the line `<sha256>  <model>`")
    shared.add_input(parser, "public-key", "PEM, ECDSA or Ed25519")
    shared.add_output(parser, "verified", "what was verified, and by which key")


def run(arguments: Namespace) -> None:
    """Does the work. @throws StepError when digest or signature do not fit"""
    write_json(
        arguments.verified,
        verified(arguments.registration, arguments.artifact, arguments.signature, arguments.public_key),
    )


def verified(registration: Path, artifact: Path, signature: Path, public_key: Path) -> Document:
    """What is known of the model afterwards. @throws StepError when digest or signature do not fit"""
    registered = read_json(registration)
    model, sha256 = registered.get("model"), registered.get("sha256")
    if not isinstance(model, str) or not isinstance(sha256, str):
        raise unusable_input(registration, "names no model and sha256; expected what the step register wrote")
    found = sha256_of(artifact)
    if found != sha256:
        raise gate_failed(f"the digest of {artifact.name}", found, f"{sha256}, as {model} was registered with")
    key = read_public_key(public_key)
    require_signature(key, read_signature(signature), model, sha256)
    kept = {name: registered.get(name) for name in ("model", "version", "sha256", "source")}
    return {**kept, "signedBy": fingerprint(key)}

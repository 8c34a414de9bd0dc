"""Signatures of models: of a statement of one line, so that a key that signs elsewhere makes none by accident.

The statement is what `sha256sum` prints, with the model's name in place of the file's: `<sha256>  <model>`, line feed.
With OpenSSL: `printf '%s  %s\\n' $SHA256 $MODEL | openssl dgst -sha256 -sign key.pem | base64`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from ..artifacts import read_bytes
from ..errors import gate_failed, unusable_input

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey


def statement(model: str, sha256: str) -> bytes:
    """What is signed."""
    return f"{sha256}  {model}\n".encode()


def read_public_key(path: Path) -> PublicKey:
    """@throws StepError when the file holds no ECDSA or Ed25519 public key in PEM"""
    try:
        key = load_pem_public_key(read_bytes(path))
    except ValueError as error:
        raise unusable_input(path, f"is no public key in PEM: {error}") from error
    if not isinstance(key, EllipticCurvePublicKey | Ed25519PublicKey):
        raise unusable_input(path, f"holds a {type(key).__name__}; expected an ECDSA or an Ed25519 key")
    return key


def fingerprint(key: PublicKey) -> str:
    """SHA-256 of the key: `openssl pkey -pubin -in key.pem -outform DER | sha256sum`."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def read_signature(path: Path) -> bytes:
    """@throws StepError when the file is not base64"""
    try:
        return base64.b64decode(b"".join(read_bytes(path).split()), validate=True)
    except binascii.Error as error:
        raise unusable_input(path, f"is not base64: {error}") from error


def require_signature(key: PublicKey, signature: bytes, model: str, sha256: str) -> None:
    """@throws StepError, a failed gate, when the key did not sign this model with this digest"""
    message = statement(model, sha256)
    try:
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(signature, message, ECDSA(SHA256()))
        else:
            key.verify(signature, message)
    except InvalidSignature:
        who = f"one by {fingerprint(key)} of {message.decode().strip()!r}"
        raise gate_failed("the signature", "another", who) from None

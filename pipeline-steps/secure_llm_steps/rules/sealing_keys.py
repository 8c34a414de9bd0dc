"""The two halves of the key of the store of flagged prompts, as PEM files.

`openssl genpkey -algorithm X25519 -out private.pem && openssl pkey -in private.pem -pubout -out public.pem`
"""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from ..artifacts import read_bytes
from ..errors import unusable_input


def read_public_key(path: Path) -> X25519PublicKey:
    """@throws StepError when the file holds no such key"""
    try:
        key = load_pem_public_key(read_bytes(path))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise unusable_input(path, "is no public key; expected X25519 in PEM") from error
    if not isinstance(key, X25519PublicKey):
        raise unusable_input(path, f"is a {type(key).__name__}; expected X25519")
    return key


def read_private_key(path: Path) -> X25519PrivateKey:
    """@throws StepError when the file holds no such key, without a word of what it holds"""
    try:
        key = load_pem_private_key(read_bytes(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise unusable_input(path, "is no private key; expected X25519 in PEM, not encrypted") from None
    if not isinstance(key, X25519PrivateKey):
        raise unusable_input(path, "is a private key of another kind; expected X25519")
    return key

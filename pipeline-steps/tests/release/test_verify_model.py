from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import pytest

from secure_llm_steps import exit_codes
from secure_llm_steps.artifact_digest import sha256_of
from secure_llm_steps.cli import main

MODEL = "prompt-judge"
EC = ["ecparam", "-name", "prime256v1", "-genkey", "-noout"]
ED25519 = ["genpkey", "-algorithm", "ed25519"]


def openssl(*arguments: str | Path, given: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *map(str, arguments)], input=given, capture_output=True, check=True)  # noqa: S607
    return done.stdout


class Signed:
    """A model, registered and signed by OpenSSL, as its user would do it."""

    def __init__(self, folder: Path, generate: list[str] = EC, model: str = MODEL) -> None:
        self.folder = folder
        self.artifact = folder / "adapter"
        self.artifact.mkdir(parents=True)
        (self.artifact / "weights.bin").write_bytes(bytes(range(256)))
        digest = sha256_of(self.artifact)
        (folder / "key.pem").write_bytes(openssl(*generate))
        (folder / "public.pem").write_bytes(openssl("pkey", "-in", folder / "key.pem", "-pubout"))
        (folder / "statement").write_text(f"{digest}  {model}\n")
        signature = base64.encodebytes(self._sign(generate))
        (folder / "signature").write_bytes(signature)
        registration = {
            "model": MODEL,
            "version": "3",
            "sha256": digest,
            "source": "s3://models/adapter",
            "metrics": {},
        }
        (folder / "registration.json").write_text(json.dumps(registration))

    def _sign(self, generate: list[str]) -> bytes:
        key, statement = self.folder / "key.pem", self.folder / "statement"
        if generate is EC:
            return openssl("dgst", "-sha256", "-sign", key, statement)
        return openssl("pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", statement)

    def verify(self, **other: Path) -> int:
        inputs = {
            "registration": self.folder / "registration.json",
            "artifact": self.artifact,
            "signature": self.folder / "signature",
            "public-key": self.folder / "public.pem",
            **{name.replace("_", "-"): path for name, path in other.items()},
        }
        arguments = [word for name, path in inputs.items() for word in (f"--{name}", str(path))]
        return main(["verify-model", *arguments, "--verified", str(self.folder / "out" / "verified.json")])


@pytest.mark.parametrize("generate", [EC, ED25519], ids=["ECDSA", "Ed25519"])
def test_a_model_that_openssl_signed_is_verified(generate: list[str], tmp_path: Path) -> None:
    signed = Signed(tmp_path, generate)
    assert signed.verify() == exit_codes.SUCCESS
    verified = json.loads((tmp_path / "out" / "verified.json").read_text())
    der = openssl("pkey", "-pubin", "-in", tmp_path / "public.pem", "-outform", "DER")
    assert verified["signedBy"] == openssl("dgst", "-sha256", "-r", given=der).split()[0].decode()
    assert (verified["model"], verified["version"]) == (MODEL, "3")


def test_one_changed_byte_fails_the_gate(tmp_path: Path) -> None:
    signed = Signed(tmp_path)
    (signed.artifact / "weights.bin").write_bytes(b"other weights")
    assert signed.verify() == exit_codes.GATE_FAILED
    assert not (tmp_path / "out").exists()


def test_one_more_file_fails_the_gate(tmp_path: Path) -> None:
    signed = Signed(tmp_path)
    (signed.artifact / "payload.py").write_text("import os")
    assert signed.verify() == exit_codes.GATE_FAILED


def test_another_key_fails_the_gate(tmp_path: Path) -> None:
    other = Signed(tmp_path / "other")
    assert Signed(tmp_path / "own").verify(public_key=other.folder / "public.pem") == exit_codes.GATE_FAILED


def test_the_signature_of_another_model_with_the_same_bytes_fails_the_gate(tmp_path: Path) -> None:
    assert Signed(tmp_path, model="another-model").verify() == exit_codes.GATE_FAILED


@pytest.mark.parametrize("name", ["signature", "public-key", "registration"])
def test_what_is_not_readable_is_named(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed, broken = Signed(tmp_path), tmp_path / "broken"
    broken.write_text("{}!")
    assert signed.verify(**{name: broken}) == exit_codes.USAGE
    assert str(broken) in capsys.readouterr().err


def test_a_key_that_signs_otherwise_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed, rsa = Signed(tmp_path), tmp_path / "rsa.pem"
    private = openssl("genpkey", "-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:2048")
    rsa.write_bytes(openssl("pkey", "-pubout", given=private))
    assert signed.verify(public_key=rsa) == exit_codes.USAGE
    assert "ECDSA or an Ed25519" in capsys.readouterr().err

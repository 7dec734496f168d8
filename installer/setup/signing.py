"""Signs programs with a certificate that the environment names: ``python -m installer.setup.signing FILE…``.

``DEAI_SIGN_CERTIFICATE`` is a .pfx file, or on Windows the SHA-1 thumbprint of a certificate in the person's store (a
hardware token puts it there); ``DEAI_SIGN_PASSWORD`` is the file's password; ``DEAI_SIGN_TIMESTAMP`` is the address of
a time-stamp server (RFC 3161), without which signatures end with the certificate. Windows' signtool does the work, on
Linux osslsigncode.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CERTIFICATE, PASSWORD, TIMESTAMP = "DEAI_SIGN_CERTIFICATE", "DEAI_SIGN_PASSWORD", "DEAI_SIGN_TIMESTAMP"
_ABOUT = "DeAI Desktop"
_THUMBPRINT = re.compile(r"[0-9A-Fa-f]{40}")


class SigningError(Exception):
    """Say why a program could not be signed."""


def can_sign(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the environment names a certificate."""
    return bool(environment.get(CERTIFICATE))


def sign(file: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Sign a program in place; raises `SigningError`."""
    certificate = environment.get(CERTIFICATE, "")
    if not certificate:
        raise SigningError(f"{CERTIFICATE} names no certificate.")
    if sys.platform == "win32":
        _run(_signtool(file, certificate, environment))
    else:
        signed = file.with_name(f"{file.name}.signed")
        try:
            _run(_osslsigncode(file, signed, certificate, environment), environment.get(PASSWORD, ""))
            signed.replace(file)
        finally:
            signed.unlink(missing_ok=True)


def _signtool(file: Path, certificate: str, environment: Mapping[str, str]) -> list[str]:
    command = ["signtool", "sign", "/fd", "sha256", "/d", _ABOUT]
    if _THUMBPRINT.fullmatch(certificate):
        command += ["/sha1", certificate]
    else:
        command += ["/f", certificate]
        if password := environment.get(PASSWORD):
            command += ["/p", password]  # signtool takes it in no other way
    if address := environment.get(TIMESTAMP):
        command += ["/tr", address, "/td", "sha256"]
    return [*command, str(file)]


def _osslsigncode(file: Path, signed: Path, certificate: str, environment: Mapping[str, str]) -> list[str]:
    command = ["osslsigncode", "sign", "-h", "sha256", "-n", _ABOUT, "-pkcs12", certificate]
    if environment.get(PASSWORD):
        command += ["-readpass", "/dev/stdin"]  # not among the arguments, which all on this PC may read
    if address := environment.get(TIMESTAMP):
        command += ["-ts", address]
    return [*command, "-in", str(file), "-out", str(signed)]


def _run(command: list[str], given: str = "") -> None:
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise SigningError(f"{command[0]} is not installed.") from error
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()
        raise SigningError(f"{Path(command[0]).name} failed ({done.returncode}): {said[-2000:]}")


def main(files: Sequence[str]) -> int:
    """Sign each file; return the exit code."""
    try:
        for file in files:
            sign(Path(file))
    except SigningError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

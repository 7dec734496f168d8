"""Bytes as text that may stand in an address: base64 with - and _, and without padding (RFC 4648, section 5)."""

from __future__ import annotations

import base64


def encoded(data: bytes) -> str:
    """Return the text."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Return the bytes; raises `ValueError` for any other text than `encoded` writes."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if encoded(data) != text:
        raise ValueError("it is not written as it should be")
    return data

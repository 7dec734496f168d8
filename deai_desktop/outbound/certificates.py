"""Knows the certificates by which other computers prove who they are."""

from __future__ import annotations

import ssl

from requests.utils import DEFAULT_CA_BUNDLE_PATH


def trusted_certificates() -> tuple[int, str]:
    """Load them as a connection would and return how many there are, and by which library; raises OSError."""
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    return context.cert_store_stats()["x509_ca"], ssl.OPENSSL_VERSION

"""Reads the head of an HTTP answer to a download, and puts failures into plain words (RFC 9110)."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


def content_length(headers: Mapping[str, str]) -> int | None:
    """Return how many bytes the server says will come."""
    text = headers.get("Content-Length", "").strip()
    return int(text) if _NUMBER.fullmatch(text) else None


def content_range(headers: Mapping[str, str]) -> tuple[int, int | None]:
    """Return where the piece starts and how long the whole file is; start is -1 if the server is unclear."""
    found = _CONTENT_RANGE.fullmatch(headers.get("Content-Range", "").strip())
    if not found:
        return -1, None
    return int(found[1]), None if found[2] == "*" else int(found[2])


def validator(headers: Mapping[str, str]) -> str:
    """Return what ``If-Range`` may carry: a strong ETag, else the modification date."""
    etag = headers.get("ETag", "")
    return etag if etag.startswith('"') else headers.get("Last-Modified", "")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return after how many seconds the server wants to be asked again, if it says so."""
    text = headers.get("Retry-After", "").strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError, OSError):
        return None


def refusal(status: int) -> str:
    """Say what a refusing status means for a file."""
    if status in (401, 403):
        return "the server does not give it to everybody"
    if status in (404, 410):
        return "the file is not there any more"
    return f"the server answers {status}"

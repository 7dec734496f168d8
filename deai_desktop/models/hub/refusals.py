"""Puts into words what a hub answers when it does not give what was asked for.

The statuses and headers are Hugging Face's (huggingface_hub's ``utils/_http.py``): it answers 401 for a model that is
missing, private or gated alike, and says which in ``X-Error-Code``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from deai_desktop.core.errors import (
    DeAIError,
    GatedModelError,
    HubBusyError,
    HubError,
    HubTokenError,
    InvalidInputError,
    ModelNotFoundError,
)
from deai_desktop.core.units import format_duration
from deai_desktop.downloads.http_answer import retry_after

LONGEST_WAIT = 3600.0
_USUAL_WAIT = 60.0
_RATE_LIMIT = re.compile(r";\s*r\s*=\s*0\s*;\s*t\s*=\s*(\d{1,9})", re.ASCII)
_MISSING = ("RepoNotFound", "RevisionNotFound", "EntryNotFound")
_BAD_TOKEN = "Invalid credentials"  # noqa: S105 - what the hub says of one


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """Return after how long a busy hub wants to be asked again (``RateLimit``, ``Retry-After``)."""
    found = _RATE_LIMIT.search(headers.get("RateLimit", ""))
    wait = float(found[1]) if found else retry_after(headers)
    return min(_USUAL_WAIT if wait is None else wait, LONGEST_WAIT)


def busy(seconds: float) -> HubBusyError:
    """Say that the hub has had too many questions from here."""
    return HubBusyError(
        "It has had too many questions from this network.",
        hint=f"Try again in {format_duration(max(1.0, seconds))}.",
    )


def refused(
    status: int, headers: Mapping[str, str], repository: str, page: str, *, with_token: bool
) -> DeAIError:
    """Say why the hub gives nothing of a model; ``page`` is that model's on the web."""
    code = headers.get("X-Error-Code", "")
    if code == "GatedRepo":
        return gated(repository, page, with_token=with_token)
    if status == 401 and with_token and _BAD_TOKEN in headers.get("X-Error-Message", ""):
        return HubTokenError(
            "It does not know the token.", hint="Make a new one on its web page, then: deai models token set"
        )
    if repository and (status in (401, 404, 410) or code in _MISSING):
        return ModelNotFoundError(
            f"The hub has no model named “{repository}”, or it is not public.",
            hint="Check the name. For a private model, give the hub's token first: deai models token set",
        )
    if status in (401, 403):
        return HubTokenError(
            "The token does not allow that." if with_token else "It does not let everybody in.",
            hint="Give it a token that may read models: deai models token set",
        )
    if status == 400:
        return InvalidInputError("The hub does not understand that question.", hint="Search anew.")
    return HubError(f"It answers {status}.", hint="Try again later.")


def gated(repository: str, page: str, *, with_token: bool) -> GatedModelError:
    """Say what to do to get a model whose makers want an agreement first."""
    if with_token:
        return GatedModelError(
            f"The makers of {repository} give it only to people who agreed to their terms.",
            hint=f"Agree to them on {page} , with the account that the token belongs to. Some take a while to say yes.",
        )
    return GatedModelError(
        f"The makers of {repository} give it only to people who agreed to their terms.",
        hint=f"Agree to them on {page} , make a token that may read models, and give it with: deai models token set",
    )

"""The one shape of every error the local API returns, and the status that goes with it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from deai_desktop.core.errors import (
    AuthenticationError,
    ConflictError,
    DeAIError,
    DiskFullError,
    DownloadError,
    EngineCrashedError,
    EngineStartError,
    ForbiddenError,
    GatedModelError,
    HubError,
    HubTokenError,
    InternalError,
    ModelHeldBackError,
    NotFoundError,
    PoolUnreachableError,
    StorageError,
    UpdateError,
    VaultError,
    error_from_code,
)


class ErrorDetail(BaseModel):
    """OpenAI's four fields, and ours for people: a title and what to do."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None
    title: str = ""
    hint: str = ""


class ErrorBody(BaseModel):
    """The body of a reply whose status is 400 or higher, and of the last event of a stream that failed."""

    error: ErrorDetail = Field(description="What went wrong.")


_STATUS: tuple[tuple[type[DeAIError], int], ...] = (
    (AuthenticationError, 401),
    (ForbiddenError, 403),
    (GatedModelError, 403),
    (HubTokenError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (DiskFullError, 507),
    (StorageError, 500),
    (VaultError, 503),
    (DownloadError, 502),
    (HubError, 502),
    (PoolUnreachableError, 502),
    (UpdateError, 502),
    (ModelHeldBackError, 409),
    (EngineStartError, 503),
    (EngineCrashedError, 500),
    (InternalError, 500),
)

_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    409: "conflict_error",
    500: "server_error",
    502: "server_error",
    503: "server_error",
    507: "server_error",
}


def status_of(error: DeAIError) -> int:
    """Return the HTTP status for an error; what the caller can mend is 400."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def error_detail(error: DeAIError) -> ErrorDetail:
    """Describe an error for the wire."""
    return ErrorDetail(
        message=error.message,
        type=_TYPES.get(status_of(error), "invalid_request_error"),
        param=error.param or None,
        code=error.code,
        title=error.title,
        hint=error.hint,
    )


def error_of(detail: ErrorDetail) -> DeAIError:
    """Rebuild the error that a detail describes."""
    return error_from_code(
        detail.code or "error", detail.message, hint=detail.hint, title=detail.title, param=detail.param or ""
    )


def error_body(error: DeAIError) -> ErrorBody:
    """Describe an error as the body of a reply."""
    return ErrorBody(error=error_detail(error))

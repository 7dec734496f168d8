"""Answers with one shape and the right status, whatever goes wrong."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from deai_desktop.api.schemas.errors import ErrorBody, ErrorDetail, error_detail, status_of
from deai_desktop.core.errors import DeAIError, InternalError

log = logging.getLogger(__name__)


def add_error_handlers(app: FastAPI) -> None:
    """Make the app answer with `ErrorBody` whatever goes wrong."""
    app.add_exception_handler(DeAIError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _reply(status: int, detail: ErrorDetail) -> JSONResponse:
    return JSONResponse(ErrorBody(error=detail).model_dump(), status)


async def _known(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DeAIError)
    return _reply(status_of(error), error_detail(error))


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Name the first field at fault; never repeat its value, which may be a prompt."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    field = ".".join(place)[:200].encode("utf-8", "replace").decode()
    reason = str(first["msg"])[:300].encode("utf-8", "replace").decode()
    message = f"{field}: {reason}" if field else reason
    if first["type"] == "json_invalid":
        message, field = f"The body is not valid JSON: {reason}", ""
    return _reply(
        400,
        ErrorDetail(
            message=message,
            type="invalid_request_error",
            param=field or None,
            code="invalid_request",
            title="That input can't be used",
        ),
    )


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, DeAIError):  # raised while FastAPI read the body
        return _reply(status_of(error.__cause__), error_detail(error.__cause__))
    code = {404: "unknown_url", 405: "method_not_allowed"}.get(error.status_code, "invalid_request")
    detail = ErrorDetail(message=str(error.detail), type="invalid_request_error", code=code)
    reply = _reply(error.status_code, detail)
    reply.headers.update(error.headers or {})
    return reply


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("a fault of ours in %s %s", request.method, request.url.path, exc_info=error)
    fault = InternalError("An unexpected fault of ours; the log has more.", hint="Please report it.")
    return _reply(status_of(fault), error_detail(fault))

"""The one shape of every error the local API returns."""

from __future__ import annotations

from pydantic import BaseModel, Field


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

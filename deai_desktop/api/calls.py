"""How the node is called: typed requests and replies over HTTP on this PC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self, TypeVar
from urllib.parse import quote

import requests
from pydantic import BaseModel, TypeAdapter

from deai_desktop.api.replies import error_in_reply, read_reply, unreachable

CONNECT_SECONDS = 5.0
REPLY_SECONDS = 60.0

Reply = TypeVar("Reply", bound=BaseModel)


class Calls:
    """Hold the connection to one node; what it can be asked for stands in the classes that build on it."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy must never stand between us and our own PC
        self._session.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(
        self,
        kind: type[Reply],
        method: str,
        path: str,
        body: BaseModel | None = None,
        *,
        parameters: dict[str, Any] | None = None,
        timeout: float | None = REPLY_SECONDS,
    ) -> Reply:
        """Ask and read the reply as ``kind``; without a timeout, wait as long as it takes. Raises `DeAIError`."""
        response = self.send(method, path, body, parameters=parameters, timeout=timeout)
        return read_reply(TypeAdapter(kind), response.content)

    def send(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        *,
        parameters: dict[str, Any] | None = None,
        timeout: float | None = REPLY_SECONDS,
        stream: bool = False,
    ) -> requests.Response:
        """Ask and return the response, which the caller closes where it streams. Raises `DeAIError`."""
        try:
            response = self._session.request(
                method,
                self.address + path,
                params=parameters,
                data=body.model_dump_json(exclude_unset=True) if body else None,
                headers={"Content-Type": "application/json"} if body else None,
                timeout=(CONNECT_SECONDS, timeout),
                stream=stream,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise unreachable(self.address) from error
        if response.status_code >= 400:
            raise error_in_reply(response.status_code, response.content)
        return response


def server_sent_data(response: requests.Response) -> Iterator[bytes]:
    """Yield the data of each server-sent event; raises when the line breaks before the stream's end."""
    try:
        for line in response.iter_lines(chunk_size=None):
            if line.startswith(b"data: "):
                yield line[6:]
    except requests.RequestException as error:
        raise unreachable(response.url) from error


def quoted(part: str) -> str:
    """Write a name so that it is one part of a path."""
    return quote(part, safe="")

"""A client of ``POST /v1/completions`` that does next to nothing while an answer streams in."""

from __future__ import annotations

import contextlib
import http.client
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.bench.answer import Answer


class CompletionsApi:
    """Ask a server, each time over a connection made before the clock starts (llama.cpp's closes idle ones).

    Lines are only stamped as they come, and read afterwards.
    """

    def __init__(self, address: str, model: str = "", token: str = "", **fields: Any) -> None:
        self._place = urlsplit(address).netloc
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._fields = ({"model": model} if model else {}) | fields

    def ask(self, prompt: list[int] | str, max_tokens: int) -> Answer:
        """Stream one greedy answer."""
        body = {"prompt": prompt, "max_tokens": max_tokens, "temperature": 0, "stream": True}
        data = json.dumps(body | self._fields | {"stream_options": {"include_usage": True}})
        connection = http.client.HTTPConnection(self._place, timeout=300)
        connection.connect()
        with contextlib.closing(connection):
            started = time.perf_counter()
            connection.request("POST", "/v1/completions", data, self._headers)
            stamped = [(moment - started, line) for moment, line in _lines(connection)]
        chunks = [(moment, json.loads(line)) for moment, line in stamped if line.startswith(b"{")]
        pieces = [
            (moment, text)
            for moment, chunk in chunks
            for choice in chunk.get("choices", ())
            if (text := choice["text"])
        ]
        usage = next((chunk["usage"] for _, chunk in chunks if chunk.get("usage")), None)
        if usage is None or not pieces:
            raise RuntimeError(f"not a whole answer: {[line for _, line in stamped[-3:]]}")
        times, texts = zip(*pieces, strict=True)
        cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
        return Answer(texts, usage["completion_tokens"], times, cached)


def _lines(connection: http.client.HTTPConnection) -> Iterator[tuple[float, bytes]]:
    response = connection.getresponse()
    if response.status != http.client.OK:
        raise RuntimeError(f"status {response.status}: {response.read()!r}")
    while line := response.readline():
        if line != b"\n":
            yield time.perf_counter(), line.removeprefix(b"data: ")

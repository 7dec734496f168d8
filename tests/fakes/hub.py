"""A model hub on this PC that speaks Hugging Face's API, with a second server for its large files.

Shapes, statuses and headers are those that huggingface_hub reads (``hf_api.py``, ``utils/_http.py``).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.fakes.web_server import serve

COMMIT = "0123456789abcdef0123456789abcdef01234567"
_LARGE = (".gguf", ".onnx", ".data", ".bin", ".safetensors", ".model", ".pt")


@dataclass
class FakeRepository:
    """Describe one model of the hub."""

    id: str
    files: dict[str, bytes] = field(default_factory=dict)
    card: str = "# A model\n\nIt says things."
    gated: str | bool = False
    is_private: bool = False
    downloads: int = 10
    likes: int = 1
    licence: str = "apache-2.0"
    base_model: str = ""
    pipeline: str = "text-generation"
    gguf: dict[str, Any] = field(
        default_factory=lambda: {
            "total": 134_515_008,
            "architecture": "llama",
            "context_length": 8192,
            "chat_template": "{{ messages }}",
        }
    )
    extra: dict[str, Any] = field(default_factory=dict)
    """Put over the description as it is, for answers that make no sense."""

    def listed(self, fields: list[str]) -> dict[str, Any]:
        """Describe it as the search does: what was asked for by ``expand[]``, and file names without sizes."""
        whole = self.described() | {"siblings": [{"rfilename": path} for path in self._paths]}
        return {key: whole[key] for key in ("_id", "id", *fields) if key in whole}

    def described(self) -> dict[str, Any]:
        """Describe it as ``?blobs=true`` does."""
        return {
            "_id": "621ffdc036468d709f17434d",
            "id": self.id,
            "modelId": self.id,
            "author": self.id.partition("/")[0],
            "sha": COMMIT,
            "lastModified": "2025-03-21T10:00:00.000Z",
            "private": self.is_private,
            "gated": self.gated,
            "disabled": False,
            "downloads": self.downloads,
            "likes": self.likes,
            "tags": ["gguf", f"license:{self.licence}", "conversational", "endpoints_compatible"],
            "pipeline_tag": self.pipeline,
            "cardData": {"license": self.licence, "base_model": self.base_model or None},
            "gguf": self.gguf or None,
            "siblings": [self._sibling(path) for path in self._paths],
            "usedStorage": sum(map(len, self.files.values())),
        } | self.extra

    @property
    def _paths(self) -> list[str]:
        return [".gitattributes", "README.md", *self.files]

    def _sibling(self, path: str) -> dict[str, Any]:
        content = self.files.get(path, b"")
        sibling: dict[str, Any] = {
            "rfilename": path,
            "size": len(content),
            "blobId": hashlib.sha1(content).hexdigest(),
        }
        if path.endswith(_LARGE):
            sibling["lfs"] = {
                "sha256": hashlib.sha256(content).hexdigest(),
                "size": len(content),
                "pointerSize": 134,
            }
        return sibling


@dataclass
class FakeHub:
    """Serve repositories; change the switches at any time."""

    repositories: list[FakeRepository] = field(default_factory=list)
    tokens: dict[str, set[str]] = field(default_factory=dict)
    """Known tokens and the gated or private models that each opens."""
    prefix: str = ""
    """Path below which it lies, as a company's hub may."""
    busy_seconds: int = 0
    """Answer 429 and ask for so long a pause."""
    raw: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    """Answers for requests whose path contains such a text."""
    url: str = ""
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Path with query, and the Authorization header, of each request."""
    other_url: str = ""
    """Where large files really lie."""
    other_requests: list[tuple[str, str]] = field(default_factory=list)

    def add(self, repository_id: str, files: dict[str, bytes] | None = None, **more: Any) -> FakeRepository:
        """Publish a model."""
        added = FakeRepository(repository_id, files or {}, **more)
        self.repositories.append(added)
        return added

    def find(self, repository_id: str) -> FakeRepository | None:
        """Find a model."""
        return next((one for one in self.repositories if one.id == repository_id), None)

    @property
    def paths(self) -> list[str]:
        """The path of each request, without the query."""
        return [path.partition("?")[0] for path, _ in self.requests]


@contextmanager
def serve_hub(prefix: str = "") -> Iterator[FakeHub]:
    """Run the hub and its other server until the block ends."""
    fake = FakeHub(prefix=prefix)

    class Hub(_HubHandler):
        hub = fake

    class Other(_OtherHandler):
        hub = fake

    with serve(Other, lambda: None) as other, serve(Hub, lambda: None) as address:
        fake.url, fake.other_url = address + prefix, other
        yield fake


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Answer."""
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_content(self, content: bytes) -> None:
        """Answer with a file, or the rest of it that was asked for."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(found[1]) if found else 0
        headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "Accept-Ranges": "bytes"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.send(206 if start else 200, content[start:], headers)


class _OtherHandler(_Handler):
    """Gives out large files by their hash, to everybody who knows the address."""

    def do_GET(self) -> None:
        """Answer a request."""
        self.hub.other_requests.append((self.path, self.headers.get("Authorization", "")))
        for repository in self.hub.repositories:
            for content in repository.files.values():
                if self.path.startswith(f"/blobs/{hashlib.sha256(content).hexdigest()}"):
                    self.send_content(content)
                    return
        self.send(404, b"")


class _HubHandler(_Handler):
    def do_GET(self) -> None:
        """Answer a request the way the switches say."""
        hub = self.hub
        authorization = self.headers.get("Authorization", "")
        hub.requests.append((self.path, authorization))
        self.token = authorization.removeprefix("Bearer ")
        for part, (status, headers, body) in hub.raw.items():
            if part in self.path:
                self.send(status, body, headers)
                return
        if hub.busy_seconds:
            headers = {"Retry-After": str(hub.busy_seconds), "RateLimit": f'"api";r=0;t={hub.busy_seconds}'}
            self.send(429, b'{"error":"We had to rate limit you"}', headers)
        elif self.token and self.token not in hub.tokens:
            self._refuse(401, "", "Invalid credentials in Authorization header")
        else:
            self._route()

    def _route(self) -> None:
        parts = urlsplit(self.path)
        if not parts.path.startswith(self.hub.prefix + "/"):
            self.send(404, b"<html>no hub here</html>")
            return
        path = unquote(parts.path.removeprefix(self.hub.prefix))
        if path == "/api/models":
            self._search(parse_qs(parts.query))
        elif found := re.fullmatch(r"/api/models/([^/]+/[^/]+)(/auth-check)?", path):
            self._describe(found[1], is_check=bool(found[2]))
        elif found := re.fullmatch(r"/([^/]+/[^/]+)/raw/[^/]+/README\.md", path):
            if repository := self._allowed(found[1], needs_access=True):
                self.send(200, repository.card.encode(), {"Content-Type": "text/plain; charset=utf-8"})
        elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/[^/]+/(.+)", path):
            self._resolve(found[1], found[2])
        elif found := re.fullmatch(r"/api/resolve-cache/models/([^/]+/[^/]+)/[^/]+/(.+)", path):
            if repository := self._allowed(found[1], needs_access=True):
                self.send_content(repository.files[found[2]])
        else:
            self._refuse(404, "", "Sorry, we can't find the page you are looking for.")

    def _search(self, query: dict[str, list[str]]) -> None:
        words = query.get("search", [""])[0].lower().split()
        limit, start = int(query["limit"][0]), 0
        if cursor := query.get("cursor", [""])[0]:
            try:
                start = int(base64.b64decode(cursor))
            except ValueError:
                self._refuse(400, "", "Invalid cursor")
                return
        wanted = query["filter"][0]
        found = [
            one
            for one in sorted(self.hub.repositories, key=lambda one: -one.downloads)
            if all(word in one.id.lower() for word in words)
            and any(f".{wanted}" in path for path in one.files)
            and (not one.is_private or one.id in self.hub.tokens.get(self.token, ()))
        ]
        headers = {"Content-Type": "application/json"}
        if start + limit < len(found):
            following = quote(base64.b64encode(str(start + limit).encode()).decode())
            headers["Link"] = f'<{self.hub.url}/api/models?limit={limit}&cursor={following}>; rel="next"'
        page = [one.listed(query.get("expand[]", [])) for one in found[start : start + limit]]
        self.send(200, json.dumps(page).encode(), headers)

    def _describe(self, repository_id: str, *, is_check: bool) -> None:
        repository = self._allowed(repository_id, needs_access=is_check)
        if repository:
            body = b"" if is_check else json.dumps(repository.described()).encode()
            self.send(200, body, {"Content-Type": "application/json"})

    def _resolve(self, repository_id: str, path: str) -> None:
        repository = self._allowed(repository_id, needs_access=True)
        if repository is None:
            return
        content = repository.files.get(path)
        if content is None:
            self._refuse(404, "EntryNotFound", "Entry not found")
            return
        digest = hashlib.sha256(content).hexdigest()
        headers = {
            "X-Repo-Commit": COMMIT,
            "X-Linked-Size": str(len(content)),
            "X-Linked-Etag": f'"{digest}"',
        }
        if path.endswith(_LARGE):
            self.send(302, b"", headers | {"Location": f"{self.hub.other_url}/blobs/{digest}?Signature=abc"})
        else:
            place = f"{self.hub.prefix}/api/resolve-cache/models/{repository_id}/{COMMIT}/{quote(path)}"
            self.send(307, b"", headers | {"Location": place})

    def _allowed(self, repository_id: str, *, needs_access: bool) -> FakeRepository | None:
        """Return the model, or refuse as the hub does: 401 stands for missing, private and gated alike."""
        repository = self.hub.find(repository_id)
        has_access = repository_id in self.hub.tokens.get(self.token, ())
        if repository is None or (repository.is_private and not has_access):
            self._refuse(404 if self.token else 401, "RepoNotFound", "Repository not found")
            return None
        if repository.gated and needs_access and not has_access:
            self._refuse(
                403 if self.token else 401, "GatedRepo", f"Access to model {repository_id} is restricted."
            )
            return None
        return repository

    def _refuse(self, status: int, code: str, message: str) -> None:
        headers = {"X-Error-Message": message, "Content-Type": "application/json"}
        self.send(
            status,
            json.dumps({"error": message}).encode(),
            headers | ({"X-Error-Code": code} if code else {}),
        )

"""The starter model, served on this PC: what the frozen program downloads when it is tried out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from installer.places import ROOT


@contextmanager
def served_starter(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Serve the starter model on this PC; yield a catalogue that names it there, and the requests."""
    from tests.starter import starter_model_path

    model = starter_model_path()
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, form: str, *arguments: Any) -> None:
            asked.append(form % arguments)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(model.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    catalogue = folder / "catalogue.json"
    about = json.loads((ROOT / "resources" / "catalogue.json").read_text(encoding="utf-8"))
    starter = next(one for one in about["models"] if one.get("starter"))
    address = f"http://127.0.0.1:{server.server_port}/{model.name}"
    starter["files"][0]["sources"] = [{"kind": "https", "url": address}]
    catalogue.write_text(json.dumps({**about, "models": [starter]}), encoding="utf-8")
    try:
        yield catalogue, asked
    finally:
        server.shutdown()
        server.server_close()

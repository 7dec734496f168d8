"""A ``deai.exe`` that knows the vault helper's protocol by its description only, and shares no code with ours.

Called with a file to keep things in, then as the real one is: ``vault-helper VERB``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> int:
    """Answer one request."""
    file, role, verb = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    with Path(f"{file}.arguments").open("a") as log:
        log.write(" ".join(sys.argv[2:]) + "\n")
    assert role == "vault-helper"
    request = json.loads(sys.stdin.buffer.read())
    assert request["version"] == 1
    kept = json.loads(file.read_text()) if file.exists() else {}
    answer: dict[str, object] = {"version": 1}
    name = f"{request['owner']}/{request.get('name')}"
    if verb == "check":
        answer["description"] = "Fake Credential Manager"
    elif verb == "get":
        answer["value"] = kept.get(name)
    elif verb == "set":
        kept[name] = request["value"]
    elif verb == "delete":
        answer["deleted"] = kept.pop(name, None) is not None
    file.write_text(json.dumps(kept))
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())

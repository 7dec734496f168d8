"""What scripts rely on: JSON on standard output, exit codes, nothing else in the way."""

from __future__ import annotations

import pytest

from deai_desktop.cli.exit_codes import ExitCode
from tests.cli.conftest import Deai
from tests.fakes.node import STARTER, FakeNode

GOOD = (
    "chat --json hello",
    "status --json",
    "models list --json",
    "models list --installed --json",
    f"models info {STARTER} --json",
    f"models pull {STARTER} --json",
    f"models load {STARTER} --json",
    f"models unload {STARTER} --json",
    f"models trust {STARTER} --json",
    f"models remove {STARTER} --yes --json",
    "models import model.gguf --json",
    "engine log --json",
    "privacy --json",
    "privacy --clear --yes --json",
    "keys create editor --json",
    "keys list --json",
    "settings list --json",
    "settings get api.port --json",
    "settings set log.level debug --json",
    "settings reset log.level --json",
    "conversations list --json",
    "nodes list --json",
    "nodes use this-pc --json",
    "pair --json",
    "service status --json",
)

BAD = (
    ("models info nothing --json", ExitCode.NOT_FOUND, "model_not_found"),
    ("models pull nothing --json", ExitCode.NOT_FOUND, "model_not_found"),
    ("chat --model nothing --json hello", ExitCode.NOT_FOUND, "model_not_found"),
    ("chat --json crash", ExitCode.ERROR, "engine_crashed"),
    ("chat --json", ExitCode.USAGE, "usage"),
    ("chat --json --temperature 9 hello", ExitCode.USAGE, "usage"),
    ("chat --json --conversation nothing hello", ExitCode.NOT_FOUND, "not_found"),
    ("conversations show nothing --json", ExitCode.NOT_FOUND, "not_found"),
    ("settings get nothing --json", ExitCode.ERROR, "invalid_setting"),
    ("settings set api.port 1 --json", ExitCode.ERROR, "invalid_setting"),
    ("nodes use nothing --json", ExitCode.NOT_FOUND, "not_found"),
    ("nodes add --json", ExitCode.ERROR, "invalid_request"),
    ("models lst --json", ExitCode.USAGE, "usage"),
)


@pytest.mark.parametrize("line", GOOD)
def test_replies_with_json(deai: Deai, node: FakeNode, line: str) -> None:
    ran = deai(*line.split())
    assert ran.code == 0
    assert isinstance(ran.data, dict)
    assert not ran.data.get("error")
    assert ran.out.startswith('{\n  "')


@pytest.mark.parametrize(("line", "code", "kind"), BAD)
def test_errors_are_json_as_well(deai: Deai, node: FakeNode, line: str, code: ExitCode, kind: str) -> None:
    ran = deai(*line.split())
    assert ran.code == code
    assert ran.data["error"]["code"] == kind
    assert ran.data["error"]["message"]
    assert "Traceback" not in ran.err


def test_a_prompt_may_contain_the_words_of_an_option(deai: Deai, node: FakeNode) -> None:
    ran = deai("chat", "--", "what", "is", "--json")
    assert ran.out == "Answer 1 to: what is --json\n"

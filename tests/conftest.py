"""What all tests share: folders of their own, a real vault, the real starter model, a real running node."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from deai_desktop.core.paths import Paths
from tests.fixtures_keyring import keyring_environment as keyring_environment
from tests.running_node import RunningNode
from tests.starter import starter_model_path


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that coroutine tests run in: the node's."""
    return "asyncio"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders of a person who has never used the product."""
    return Paths.below(tmp_path / "home with späces")


@pytest.fixture(scope="session")
def starter() -> Path:
    """The real starter model's file."""
    return starter_model_path()


@pytest.fixture
def node(paths: Paths) -> Iterator[RunningNode]:
    """A running node with an echo model named ``echo`` and a slow one named ``slow-echo``."""
    running = RunningNode(paths)
    running.add_echo_model("echo")
    running.add_echo_model("slow-echo", delay=0.05)
    with running:
        yield running


@pytest.fixture(scope="session")
def real_node(
    tmp_path_factory: pytest.TempPathFactory, starter: Path, keyring_environment: dict[str, str]
) -> Iterator[RunningNode]:
    """A running node with the real starter model as ``smollm2`` and a real vault, for the whole session."""
    running = RunningNode(Paths.below(tmp_path_factory.mktemp("real")), keyring_environment)
    with running:
        running.client.import_model(str(starter), "smollm2")
        yield running


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which something was logged as an error, unless the test is marked to expect it."""
    yield
    if request.node.get_closest_marker("expects_errors_in_log"):
        return
    errors = [
        record
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.ERROR
    ]
    assert not errors, [record.getMessage() for record in errors]

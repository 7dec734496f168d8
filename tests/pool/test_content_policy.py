"""An owner names words; what has them in it is left to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from deai_desktop.pool.errors import PoolError
from deai_desktop.pool.exchange import LocalModels
from deai_desktop.pool.jobs.content_policy import refused_words
from tests.pool.lending import ECHO, always, say
from tests.pool.test_service import Computer, found, let_in

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("words", "text", "is_refused"),
    [
        ((), "anything", False),
        (("",), "anything", False),
        (("bomb",), "How is a BOMB made?", True),
        (("bomb",), "a bombastic speech", False),
        (("Straße",), "STRASSE", True),
        (("insider tip",), "an insider\n  tip, please", True),
        (("insider tip",), "a tip of an insider", False),
        (("c++",), "write it in C++, please", True),
        (("a.c",), "abc", False),
        (("one", "two"), "three two one", True),
        (("ﬁre",), "fire", True),
    ],
)
def test_whole_words_and_phrases_are_looked_for(words: tuple[str, ...], text: str, is_refused: bool) -> None:
    assert bool(refused_words(lambda: words)(["hello", text])) == is_refused


async def test_a_member_does_not_answer_what_its_owner_refuses(tmp_path: Path) -> None:
    words: list[str] = []
    async with Computer(tmp_path / "ada") as ada:
        await found(ada)
        bob = Computer(tmp_path / "bob")
        bob.models = LocalModels(
            always(bob.engine), lambda: [ECHO], content_policy=refused_words(lambda: words)
        )
        async with bob:
            await let_in(ada, bob)
            bob.pools.lend("Friends", lends=True)
            ada.pools.accept_risk("Friends")
            engine = ada.pools.engine("Friends", "echo", lambda _: None)
            assert [event async for event in engine.generate(say("tell me a secret"))]
            words.append("secret")
            with pytest.raises(PoolError):
                [event async for event in engine.generate(say("tell me a secret"))]
            assert len(bob.engine.seen) == 1
            assert [event async for event in engine.generate(say("tell me a story"))]

"""Two nodes in one pool, over the local API: one asks for a model that only the other has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import openai
import pytest

from deai_desktop.api.schemas.conversations import (
    MessageView,
    NewConversation,
    TurnFinished,
    TurnPlaced,
    TurnRequest,
    TurnStarted,
    TurnText,
)
from deai_desktop.core.errors import DeAIError, ForbiddenError, NotFoundError
from deai_desktop.core.paths import Paths
from tests.node.waiting import wait_until
from tests.running_node import RunningNode, encrypted_vault

pytest.importorskip("nats")

_WORDS = "one two three four five six seven eight"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningNode, RunningNode]]:
    """Ada founded a pool; Bob belongs to it, has a model and lends it."""
    home = tmp_path_factory.mktemp("pool")
    environment = encrypted_vault(home)
    ada, bob = (RunningNode(Paths.below(home / name), environment) for name in ("ada", "bob"))
    bob.add_echo_model("parrot")
    ada.add_echo_model("song", delay=0.05)
    ada.add_echo_model("only-here")
    bob.add_echo_model("song")
    ada.start()
    bob.start()
    try:
        ada.client.create_pool("Friends", device_name="Ada's PC")
        bob.client.join_pool(ada.client.create_invite("Friends").invite, "Bob's PC")
        bob.client.change_lending("Friends", lends=True)
        ada.client.trust_pool("Friends")
        yield ada, bob
    finally:
        ada.stop()
        bob.stop()


@pytest.fixture
def ada(pair: tuple[RunningNode, RunningNode]) -> RunningNode:
    return pair[0]


@pytest.fixture
def bob(pair: tuple[RunningNode, RunningNode]) -> RunningNode:
    return pair[1]


@pytest.fixture
def openai_client(ada: RunningNode) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        base_url=f"{ada.client.address}/v1", api_key=ada.client.token, max_retries=0
    ) as client:
        yield client


def test_the_pools_models_are_listed_with_who_runs_them(
    ada: RunningNode, openai_client: openai.OpenAI
) -> None:
    model, _ = ada.client.pool_models().models
    assert (model.id, [worker.name for worker in model.workers]) == ("pool/Friends/parrot", ["Bob's PC"])
    assert "pool/Friends/parrot" in [one.id for one in openai_client.models.list()]
    assert openai_client.models.retrieve("pool/Friends/parrot").owned_by == "Pool “Friends”"


def test_an_answer_is_streamed_from_the_other_pc(
    ada: RunningNode, bob: RunningNode, openai_client: openai.OpenAI
) -> None:
    stream = openai_client.chat.completions.create(
        model="pool/Friends/parrot", messages=[{"role": "user", "content": _WORDS}], stream=True
    )
    said = [chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices]
    assert "".join(said) == _WORDS
    (work,) = bob.client.pool_work("Friends").members
    assert work.name == "Ada's PC"
    wait_until(lambda: bob.client.pool_work("Friends").members[0].tokens > 0)  # once the receipt is signed
    assert ada.client.pool_work("Friends").members == []


def test_vectors_come_from_the_other_pc(openai_client: openai.OpenAI) -> None:
    found = openai_client.embeddings.create(model="pool/Friends/parrot", input=["a", "b"])
    assert len(found.data) == 2


@pytest.mark.parametrize("model", ["pool/Friends/nothing", "pool/Foes/parrot", "pool/", "pool/Friends"])
def test_a_model_that_nobody_offers_is_refused(openai_client: openai.OpenAI, model: str) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        openai_client.chat.completions.create(model=model, messages=[{"role": "user", "content": "hello"}])
    assert refused.value.status_code in (404, 502)


def test_a_chat_says_who_answered(ada: RunningNode) -> None:
    conversation = ada.client.create_conversation(NewConversation())
    body = TurnRequest(content=_WORDS, model="pool/Friends/parrot")
    with ada.client.turn(conversation.id, body) as events:
        *_, last = events
    assert isinstance(last, TurnFinished)
    assert (last.message.content, last.message.destination) == (_WORDS, "Bob's PC (Friends)")


def test_nobody_is_asked_before_the_person_knows_what_that_means(bob: RunningNode) -> None:
    assert not bob.client.pools().pools[0].knows_risk
    with openai.OpenAI(
        base_url=f"{bob.client.address}/v1", api_key=bob.client.token, max_retries=0
    ) as client:
        assert not [one.id for one in client.models.list() if one.id.startswith("pool/")]
        with pytest.raises(openai.PermissionDeniedError, match="can read"):
            client.chat.completions.create(
                model="pool/Friends/any", messages=[{"role": "user", "content": "hello"}]
            )


class TestThisPcFirst:
    """The rule that asks a pool only where this PC is too small or too busy."""

    @pytest.fixture(autouse=True)
    def rule(self, ada: RunningNode, bob: RunningNode) -> Iterator[None]:
        for node in (ada, bob):
            node.client.change_settings({"pools.when_needed": True})
        yield
        for node in (ada, bob):
            node.client.change_settings({"pools.when_needed": None})

    def test_a_model_that_is_not_here_is_asked_for_elsewhere(
        self, ada: RunningNode, openai_client: openai.OpenAI
    ) -> None:
        message = _answer(ada, _WORDS, "parrot")
        assert (message.model, message.destination) == ("parrot", "Bob's PC (Friends)")
        said = openai_client.chat.completions.create(
            model="parrot", messages=[{"role": "user", "content": _WORDS}]
        )
        assert said.choices[0].message.content == _WORDS

    def test_off_it_asks_nobody(self, ada: RunningNode) -> None:
        ada.client.change_settings({"pools.when_needed": False})
        with pytest.raises(NotFoundError):
            _answer(ada, _WORDS, "parrot")

    def test_a_model_of_this_pc_answers_here_while_it_is_free(self, ada: RunningNode) -> None:
        assert _answer(ada, "one two", "song").destination == "this-pc"

    def test_a_busy_model_is_asked_for_elsewhere(self, ada: RunningNode) -> None:
        conversation = ada.client.create_conversation(NewConversation())
        with ada.client.turn(conversation.id, TurnRequest(content="la " * 400, model="song")) as events:
            assert any(isinstance(event, TurnText) for event in events)  # it is at work
            with ada.client.turn(
                ada.client.create_conversation(NewConversation()).id,
                TurnRequest(content=_WORDS, model="song"),
            ) as others:
                said = list(others)
            ada.client.stop_turn(conversation.id)
        places = [event.destination for event in said if isinstance(event, TurnPlaced | TurnStarted)]
        assert "this-pc" not in places
        assert isinstance(said[-1], TurnFinished)
        assert (said[-1].message.content, said[-1].message.destination) == (_WORDS, "Bob's PC (Friends)")

    def test_a_pool_that_was_not_agreed_to_is_never_asked(self, ada: RunningNode, bob: RunningNode) -> None:
        ada.client.change_lending("Friends", lends=True, models=["only-here"])
        wait_until(lambda: bool(bob.client.pool_models().models))
        with pytest.raises(NotFoundError):
            _answer(bob, _WORDS, "only-here")

    def test_nor_one_whose_trust_was_taken_back(self, ada: RunningNode, openai_client: openai.OpenAI) -> None:
        assert not ada.client.take_back_trust("Friends").knows_risk
        try:
            assert not [one.id for one in openai_client.models.list() if one.id.startswith("pool/")]
            with pytest.raises(NotFoundError):
                _answer(ada, _WORDS, "parrot")
        finally:
            ada.client.trust_pool("Friends")
        assert _answer(ada, _WORDS, "parrot").destination == "Bob's PC (Friends)"


def _answer(node: RunningNode, words: str, model: str) -> MessageView:
    conversation = node.client.create_conversation(NewConversation())
    with node.client.turn(conversation.id, TurnRequest(content=words, model=model)) as events:
        *_, last = events
    assert isinstance(last, TurnFinished)
    return last.message


def test_only_the_founder_manages_the_pool(ada: RunningNode, bob: RunningNode) -> None:
    assert [one.name for one in ada.client.members("Friends").members] == ["Ada's PC", "Bob's PC"]
    with pytest.raises(ForbiddenError):
        bob.client.create_invite("Friends")
    with pytest.raises(NotFoundError):
        ada.client.take_back_invite("Friends", "UNOTHING")
    with pytest.raises(DeAIError, match="begins with"):
        bob.client.look_at_invite("nonsense")


def test_what_is_not_lent_is_not_offered(ada: RunningNode, bob: RunningNode) -> None:
    bob.client.change_lending("Friends", models=["something else"])
    wait_until(lambda: not ada.client.pool_models().models)
    bob.client.change_lending("Friends", models=[])
    wait_until(lambda: bool(ada.client.pool_models().models))


def test_the_books_are_open_to_every_member(ada: RunningNode, bob: RunningNode) -> None:
    assert ada.client.members("Friends").is_whole
    known = bob.client.members("Friends")
    assert not known.is_whole
    assert [(one.name, one.is_this_pc) for one in known.members] == [("Bob's PC", True), ("Ada's PC", False)]
    for node in (ada, bob):
        books = node.client.ledger("Friends")
        assert {one.name for one in books.members} == {"Ada's PC", "Bob's PC"}
        assert [one.name for one in books.members if one.is_this_pc] == [
            "Ada's PC" if node is ada else "Bob's PC"
        ]
        assert books.log.is_consistent


def test_what_was_done_for_whom_is_told_by_day(
    ada: RunningNode, bob: RunningNode, openai_client: openai.OpenAI
) -> None:
    openai_client.chat.completions.create(
        model="pool/Friends/parrot", messages=[{"role": "user", "content": _WORDS}]
    )
    wait_until(lambda: bool(bob.client.work_days().days))
    (day,) = bob.client.work_days("Friends", 7).days
    assert (day.name, day.pool, day.day) == ("Ada's PC", "Friends", date.today())
    assert day.credits >= 8 * 10 + 8
    assert ada.client.work_days().days == []
    with pytest.raises(DeAIError):
        bob.client.work_days(days=0)


def test_the_log_is_exported_as_signed_json(bob: RunningNode) -> None:
    said = json.loads(bob.client.export_ledger("Friends"))
    assert said["format"] == "deai pool log 1"
    assert said["content"]["pool"] == bob.client.pool("Friends").key

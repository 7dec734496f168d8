"""Tests of pinning conversations, and of taking whole ones out and in again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deai_desktop.chat.conversation import Message, MessageStatus, Role, WholeConversation
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.core.errors import InvalidInputError, NotFoundError
from deai_desktop.storage.database import Database


def branched(repository: ConversationRepository) -> str:
    """Make a conversation with two first questions, two answers, and an old branch on the screen."""
    chat = repository.create("Bees", "qwen", "Be brief.").id
    question = repository.add_message(chat, Role.USER, "How do bees überwintern?")
    answer = repository.add_message(chat, Role.ASSISTANT, "In a cluster.", model="qwen", left_out=1)
    facts = {"prompt_tokens": 9, "completion_tokens": 3, "first_token_ms": 12.5, "tokens_per_second": 80.5}
    repository.update_message(answer.id, finish_reason="stop", **facts)  # type: ignore[arg-type]
    other = repository.add_message(
        chat, Role.ASSISTANT, "They", parent_id=question.id, destination="a friend"
    )
    repository.update_message(other.id, status=MessageStatus.FAILED, error="The model stopped.")
    repository.add_message(chat, Role.USER, "And wasps?", parent_id=None)
    repository.select_branch(chat, answer.id)
    return chat


def shape(whole: WholeConversation) -> WholeConversation:
    """Write places instead of ids, so that two conversations can be compared."""
    places = {message.id: str(place) for place, message in enumerate(whole.messages)}
    messages = [
        replace(
            message,
            id=places[message.id],
            conversation_id="",
            parent_id=None if message.parent_id is None else places[message.parent_id],
            siblings=tuple(places[one] for one in message.siblings),
        )
        for message in whole.messages
    ]
    return replace(whole, leaf_id=whole.leaf_id and places[whole.leaf_id], messages=tuple(messages))


def message(message_id: str, parent_id: str | None = None, content: str = "") -> Message:
    return Message(
        id=message_id,
        conversation_id="",
        parent_id=parent_id,
        role=Role.USER,
        content=content,
        status=MessageStatus.COMPLETE,
        error="",
        model="",
        finish_reason="",
        prompt_tokens=None,
        completion_tokens=None,
        first_token_ms=None,
        tokens_per_second=None,
        left_out=0,
        destination="",
        created_at=1,
        siblings=(),
    )


def whole(*messages: Message, leaf_id: str | None = None, title: str = "Bees") -> WholeConversation:
    return WholeConversation(title, "", "", leaf_id, False, 1, 1, messages)


def titles(repository: ConversationRepository, query: str = "") -> list[str]:
    return [one.title for one in repository.list(query=query)]


def test_pinned_conversations_come_first(repository: ConversationRepository) -> None:
    first = repository.create("bees one").id
    second = repository.create("bees two").id
    repository.create("bees three")
    before = repository.get(first).updated_at
    assert repository.update(first, pinned=True).is_pinned
    assert repository.get(first).updated_at == before
    assert titles(repository) == ["bees one", "bees three", "bees two"]
    assert titles(repository, "bees") == ["bees one", "bees three", "bees two"]
    assert [one.is_pinned for one in repository.list()] == [True, False, False]
    repository.update(second, pinned=True)
    assert titles(repository) == ["bees two", "bees one", "bees three"]
    assert not repository.update(first, title="bees 1", pinned=False).is_pinned
    assert repository.rename(second, "bees 2").is_pinned
    assert titles(repository) == ["bees 2", "bees three", "bees 1"]


def test_a_pinned_conversation_is_not_the_latest(repository: ConversationRepository) -> None:
    old = repository.create("old").id
    repository.create("new")
    repository.update(old, pinned=True)
    latest = repository.latest()
    assert latest is not None
    assert latest.title == "new"
    assert [one.title for one in repository.list(pinned_first=False)] == ["new", "old"]


def test_all_branches_come_out_and_in_again(repository: ConversationRepository) -> None:
    chat = branched(repository)
    repository.update(chat, pinned=True)
    out = repository.get_whole(chat)
    assert [one.content for one in out.messages] == [
        "How do bees überwintern?",
        "In a cluster.",
        "They",
        "And wasps?",
    ]
    imported = repository.add_whole(out)
    assert imported.id != chat
    assert [one.content for one in imported.messages] == ["How do bees überwintern?", "In a cluster."]
    assert len(imported.messages[0].siblings) == len(imported.messages[1].siblings) == 2
    again = repository.get_whole(imported.id)
    assert shape(again) == shape(out)
    assert not {one.id for one in out.messages} & {one.id for one in again.messages}


def test_a_second_import_is_a_second_conversation_and_both_are_found(
    repository: ConversationRepository, database: Database
) -> None:
    chat = branched(repository)
    out = repository.get_whole(chat)
    repository.delete(chat)
    first, second = repository.add_whole(out).id, repository.add_whole(out).id
    for query in ("uberwintern", "wasps", "bees"):
        assert {one.id for one in repository.list(query=query)} == {first, second}
    with database.write() as connection:  # raises when the index and the texts differ
        connection.execute("INSERT INTO messages_index (messages_index, rank) VALUES ('integrity-check', 1)")
    repository.delete(first)
    assert [one.id for one in repository.list(query="wasps")] == [second]


def test_an_imported_conversation_goes_on(repository: ConversationRepository) -> None:
    imported = repository.add_whole(repository.get_whole(branched(repository)))
    repository.add_message(imported.id, Role.USER, "Thanks")
    assert [one.content for one in repository.get(imported.id).messages][-2:] == ["In a cluster.", "Thanks"]
    repository.select_branch(imported.id, imported.messages[0].siblings[1])
    assert [one.content for one in repository.get(imported.id).messages] == ["And wasps?"]


def test_an_empty_conversation_comes_out_and_in(repository: ConversationRepository) -> None:
    out = repository.get_whole(repository.create().id)
    imported = repository.add_whole(out)
    assert (imported.messages, imported.leaf_id, imported.title) == ((), None, "")


def test_an_answer_that_is_being_written_comes_out_as_a_stopped_one(
    repository: ConversationRepository,
) -> None:
    chat = repository.create().id
    repository.add_message(chat, Role.ASSISTANT, "Half an", status=MessageStatus.STREAMING)
    assert repository.get_whole(chat).messages[0].status is MessageStatus.STOPPED
    assert repository.get(chat).messages[0].status is MessageStatus.STREAMING


def test_without_a_branch_to_show_the_newest_is_shown(repository: ConversationRepository) -> None:
    tree = [message("a"), message("b", "a", "old"), message("c", "a", "new")]
    assert [one.content for one in repository.add_whole(whole(*tree)).messages] == ["", "new"]
    inner = repository.add_whole(whole(*tree, leaf_id="a"))
    assert inner.messages[-1].content == "new"  # a branch is shown to its end
    assert repository.add_whole(whole(*tree, leaf_id="b")).messages[-1].content == "old"


def test_nothing_comes_from_the_future(repository: ConversationRepository) -> None:
    out = replace(whole(replace(message("a"), created_at=1e11)), created_at=1e11, updated_at=1e11)
    imported = repository.add_whole(out)
    assert imported.updated_at < 1e6
    assert imported.created_at == imported.messages[0].created_at == imported.updated_at


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (whole(message("a"), message("a")), "Message 2 has the same id"),
        (whole(message("a"), message("b", "x")), "Message 2 follows from a message that is not in the file"),
        (whole(message("a", "a")), "Message 1 follows from itself"),
        (whole(message("r"), message("a", "b"), message("b", "a")), "Message 2 follows from itself or from"),
        (whole(message("a"), leaf_id="x"), "shown last is not in the file"),
        (whole(message("a"), title="x" * 201), "title"),
        (whole(message("a", content="x" * 2_000_001)), "2,000,001 characters"),
        (whole(*(message(str(number)) for number in range(50_001))), "50,001 messages"),
    ],
    ids=["same id", "unknown parent", "own parent", "circle", "unknown leaf", "title", "content", "too many"],
)
def test_what_is_no_tree_is_refused_and_nothing_is_written(
    repository: ConversationRepository, wrong: WholeConversation, words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words):
        repository.add_whole(wrong)
    assert repository.list() == ()


def test_a_fault_in_the_middle_leaves_nothing_behind(
    repository: ConversationRepository, database: Database
) -> None:
    unfit = replace(message("b", "a"), prompt_tokens=[])  # type: ignore[arg-type]
    with pytest.raises(Exception, match="type"):
        repository.add_whole(whole(message("a", content="bees"), unfit))
    assert repository.list() == repository.list(query="bees") == ()
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM messages").fetchone()[0] == 0


def test_only_what_exists_comes_out(repository: ConversationRepository) -> None:
    with pytest.raises(NotFoundError):
        repository.get_whole("nothing")


def test_a_very_long_conversation_comes_out_and_in(repository: ConversationRepository) -> None:
    chain = [message(str(number), str(number - 1) if number else None, "word") for number in range(5000)]
    imported = repository.add_whole(whole(*chain))
    assert len(imported.messages) == 5000
    assert len(repository.get_whole(imported.id).messages) == 5000

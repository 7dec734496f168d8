"""Tests of keeping conversations."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from deai_desktop.chat.conversation import Message, MessageStatus, Role
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.core.errors import InvalidInputError, NotFoundError
from deai_desktop.storage.database import Database

UNKNOWN = ["", "0123456789abcdef", "ü", "\ud800", "a\0b", "' OR 1=1 --", "x" * 10_000]


@pytest.fixture
def chat(repository: ConversationRepository) -> str:
    return repository.create().id


def say(repository: ConversationRepository, chat: str, *contents: str) -> list[Message]:
    """Let user and assistant speak in turns, below the current leaf."""
    roles = [Role.USER, Role.ASSISTANT]
    return [repository.add_message(chat, roles[index % 2], content) for index, content in enumerate(contents)]


def shown(repository: ConversationRepository, chat: str) -> list[str]:
    return [message.content for message in repository.get(chat).messages]


def count(database: Database, table: str) -> int:
    with database.read() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_new_conversation_is_empty(repository: ConversationRepository) -> None:
    made = repository.create(title=" My\nchat ", model="qwen", system_prompt="Be brief.")
    assert (made.title, made.model, made.system_prompt) == ("My chat", "qwen", "Be brief.")
    assert (made.messages, made.leaf_id) == ((), None)
    assert repository.get(made.id) == made
    assert made.id.isascii()


def test_messages_follow_each_other(repository: ConversationRepository, chat: str) -> None:
    first, second, third = say(repository, chat, "Hello", "Hi!", "How are you?")
    loaded = repository.get(chat)
    assert loaded.messages == (first, second, third)
    assert (first.parent_id, second.parent_id, third.parent_id) == (None, first.id, second.id)
    assert loaded.leaf_id == third.id
    assert [message.role for message in loaded.messages] == [Role.USER, Role.ASSISTANT, Role.USER]
    assert first.status is MessageStatus.COMPLETE
    assert first.destination == "this-pc"
    assert (first.siblings, first.position) == ((first.id,), 1)


def test_the_first_question_gives_the_title(repository: ConversationRepository, chat: str) -> None:
    say(repository, chat, "\nWhat is a llama?\nTell me all.", "An animal.", "Where does it live?")
    assert repository.get(chat).title == "What is a llama?"


def test_a_title_that_was_chosen_stays(repository: ConversationRepository) -> None:
    chat = repository.create(title="Animals").id
    say(repository, chat, "What is a llama?")
    assert repository.get(chat).title == "Animals"
    assert repository.rename(chat, "Llamas").title == "Llamas"


def test_an_answer_gives_no_title(repository: ConversationRepository, chat: str) -> None:
    repository.add_message(chat, Role.ASSISTANT, "Welcome!")
    assert repository.get(chat).title == ""


def test_changes_only_what_is_given(repository: ConversationRepository) -> None:
    chat = repository.create("Title", "qwen", "Be brief.").id
    assert repository.update(chat, model="smol").system_prompt == "Be brief."
    changed = repository.update(chat, system_prompt="")
    assert (changed.title, changed.model, changed.system_prompt) == ("Title", "smol", "")


def test_editing_a_question_keeps_both_versions(repository: ConversationRepository, chat: str) -> None:
    say(repository, chat, "What is a lama?", "A monk.")
    old = repository.get(chat).messages[0]
    edited = repository.add_message(chat, Role.USER, "What is a llama?", parent_id=old.parent_id)
    repository.add_message(chat, Role.ASSISTANT, "An animal.")
    assert shown(repository, chat) == ["What is a llama?", "An animal."]
    first = repository.get(chat).messages[0]
    assert (first.siblings, first.position) == ((old.id, edited.id), 2)
    repository.select_branch(chat, old.id)
    assert shown(repository, chat) == ["What is a lama?", "A monk."]
    assert repository.get(chat).messages[0].position == 1


def test_another_answer_keeps_both(repository: ConversationRepository, chat: str) -> None:
    question, first = say(repository, chat, "Tell me a joke.", "No.")
    second = repository.add_message(chat, Role.ASSISTANT, "Knock knock.", parent_id=question.id)
    assert second.siblings == (first.id, second.id)
    assert shown(repository, chat) == ["Tell me a joke.", "Knock knock."]
    assert repository.get_message(first.id).siblings == second.siblings


def test_a_branch_is_shown_down_to_its_newest_leaf(repository: ConversationRepository, chat: str) -> None:
    root, answer, _ = say(repository, chat, "1", "2", "3a")
    repository.add_message(chat, Role.USER, "3b", parent_id=answer.id)
    repository.add_message(chat, Role.ASSISTANT, "4b")
    repository.add_message(chat, Role.ASSISTANT, "2x", parent_id=root.id)
    assert shown(repository, chat) == ["1", "2x"]
    assert [one.content for one in repository.select_branch(chat, answer.id).messages] == [
        "1",
        "2",
        "3b",
        "4b",
    ]


def test_deleting_a_message_takes_what_is_below_it(
    repository: ConversationRepository, database: Database, chat: str
) -> None:
    _, second, *_ = say(repository, chat, "1", "2", "3", "4")
    assert [one.content for one in repository.delete_message(second.id).messages] == ["1"]
    assert count(database, "messages") == 1


def test_deleting_one_of_two_answers_shows_the_other(repository: ConversationRepository, chat: str) -> None:
    question, _ = say(repository, chat, "1", "2a")
    other = repository.add_message(chat, Role.ASSISTANT, "2b", parent_id=question.id)
    assert [one.content for one in repository.delete_message(other.id).messages] == ["1", "2a"]


def test_deleting_what_is_not_shown_changes_nothing_that_is(
    repository: ConversationRepository, chat: str
) -> None:
    question, old = say(repository, chat, "1", "2a")
    repository.add_message(chat, Role.ASSISTANT, "2b", parent_id=question.id)
    before = repository.get(chat).leaf_id
    assert repository.delete_message(old.id).leaf_id == before


def test_deleting_the_first_message_leaves_an_empty_conversation(
    repository: ConversationRepository, chat: str
) -> None:
    first, *_ = say(repository, chat, "1", "2")
    emptied = repository.delete_message(first.id)
    assert (emptied.messages, emptied.leaf_id) == ((), None)


def test_deleting_a_conversation_leaves_nothing(
    repository: ConversationRepository, database: Database, chat: str
) -> None:
    question, _ = say(repository, chat, "xylophone question", "xylophone answer")
    repository.add_message(chat, Role.ASSISTANT, "another xylophone", parent_id=question.id)
    kept = repository.create().id
    say(repository, kept, "something else")
    repository.delete(chat)
    assert (count(database, "conversations"), count(database, "messages")) == (1, 1)
    assert repository.list(query="xylophone") == ()
    database.close()
    content = database.path.read_bytes()
    assert b"xylophone" not in content  # neither in a free page nor in the full-text index
    assert b"something else" in content


def test_an_answer_streams_in(repository: ConversationRepository, chat: str) -> None:
    say(repository, chat, "Hello")
    answer = repository.add_message(
        chat, Role.ASSISTANT, "", status=MessageStatus.STREAMING, model="qwen", left_out=2
    )
    repository.update_message(answer.id, content="Good")
    repository.update_message(answer.id, content="Good day")
    assert repository.get_message(answer.id).status is MessageStatus.STREAMING
    repository.update_message(
        answer.id,
        status=MessageStatus.COMPLETE,
        finish_reason="stop",
        prompt_tokens=9,
        completion_tokens=2,
        first_token_ms=12.5,
        tokens_per_second=80,
    )
    done = repository.get(chat).messages[-1]
    assert (done.content, done.status, done.finish_reason) == ("Good day", MessageStatus.COMPLETE, "stop")
    assert (done.prompt_tokens, done.completion_tokens, done.first_token_ms) == (9, 2, 12.5)
    assert (done.tokens_per_second, done.model, done.left_out) == (80.0, "qwen", 2)
    assert repository.list(query="good day")[0].id == chat
    assert repository.list(query="nobody") == ()


def test_an_answer_that_failed_keeps_its_text_and_reason(
    repository: ConversationRepository, chat: str
) -> None:
    [message] = say(repository, chat, "Half an ans")
    repository.update_message(message.id, status=MessageStatus.FAILED, error="The model stopped.")
    failed = repository.get_message(message.id)
    assert (failed.content, failed.error) == ("Half an ans", "The model stopped.")


def test_what_streamed_when_the_node_ended_is_stopped_with_its_text(
    repository: ConversationRepository, chat: str
) -> None:
    say(repository, chat, "Hello")
    answer = repository.add_message(chat, Role.ASSISTANT, "Half an", status=MessageStatus.STREAMING)
    assert repository.mark_interrupted() == 1
    assert repository.mark_interrupted() == 0
    stopped = repository.get_message(answer.id)
    assert (stopped.status, stopped.content) == (MessageStatus.STOPPED, "Half an")


def test_the_one_used_last_is_the_latest(repository: ConversationRepository) -> None:
    assert repository.latest() is None
    first, second = repository.create("first"), repository.create("second")
    assert repository.latest() == second
    say(repository, first.id, "Hello again")
    latest = repository.latest()
    assert latest is not None
    assert (latest.id, latest.messages[0].content) == (first.id, "Hello again")


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_unknown_ids_are_not_found(repository: ConversationRepository, chat: str, unknown: str) -> None:
    [message] = say(repository, chat, "Hello")
    other = repository.create().id
    for use in (
        lambda: repository.get(unknown),
        lambda: repository.rename(unknown, "x"),
        lambda: repository.delete(unknown),
        lambda: repository.add_message(unknown, Role.USER, "x"),
        lambda: repository.add_message(chat, Role.USER, "x", parent_id=unknown),
        lambda: repository.add_message(other, Role.USER, "x", parent_id=message.id),
        lambda: repository.get_message(unknown),
        lambda: repository.update_message(unknown, content="x"),
        lambda: repository.delete_message(unknown),
        lambda: repository.select_branch(chat, unknown),
        lambda: repository.select_branch(unknown, message.id),
        lambda: repository.select_branch(other, message.id),
    ):
        with pytest.raises(NotFoundError) as caught:
            use()
        caught.value.message.encode()
    assert shown(repository, chat) == ["Hello"]


def test_text_that_is_too_long_is_refused_before_anything_is_written(
    repository: ConversationRepository, database: Database, chat: str
) -> None:
    long = "x" * 2_000_001
    [message] = say(repository, chat, "Hello")
    for use in (
        lambda: repository.create(system_prompt=long),
        lambda: repository.create(title="x" * 201),
        lambda: repository.update(chat, system_prompt=long),
        lambda: repository.add_message(chat, Role.USER, long),
        lambda: repository.update_message(message.id, content=long),
    ):
        with pytest.raises(InvalidInputError):
            use()
    assert (count(database, "conversations"), count(database, "messages")) == (1, 1)


def test_strange_signs_are_kept_or_replaced(repository: ConversationRepository, chat: str) -> None:
    for text in ("a\0b", "\ud800", "\udfff\ud800", "e\u0301 \N{KEY} \u202e", "'; DROP TABLE messages; --"):
        say(repository, chat, text)
        repository.rename(chat, text + "x")
        repository.update(chat, system_prompt=text)
    assert shown(repository, chat)[-1] == "'; DROP TABLE messages; --"
    assert shown(repository, chat)[0] == "a\N{REPLACEMENT CHARACTER}b"


def test_two_thousand_messages_load_at_once(repository: ConversationRepository, database: Database) -> None:
    chat = repository.create().id
    with database.write() as connection:
        connection.executemany(
            "INSERT INTO messages (id, conversation_id, parent_id, role, content, status, created_at)"
            " VALUES (?, ?, ?, 'user', ?, 'complete', 1)",
            [
                (f"m{number}", chat, f"m{number - 1}" if number else None, f"message {number} " * 40)
                for number in range(2000)
            ],
        )
    repository.select_branch(chat, "m0")
    best = 1.0
    for _ in range(10):
        begin = time.thread_time()  # not the clock on the wall: other programs may be busy
        assert len(repository.get(chat).messages) == 2000
        best = min(best, time.thread_time() - begin)
    assert best < 0.05
    repository.delete_message("m1")
    repository.delete(chat)
    assert count(database, "messages") == 0


def test_many_threads_may_talk_at_once(repository: ConversationRepository) -> None:
    chats = [repository.create().id for _ in range(8)]

    def talk(chat: str) -> None:
        for turn in range(10):
            say(repository, chat, f"question {turn}", f"answer {turn}")
            assert len(repository.get(chat).messages) == 2 * turn + 2

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(talk, chats))
    assert all(len(repository.get(chat).messages) == 20 for chat in chats)

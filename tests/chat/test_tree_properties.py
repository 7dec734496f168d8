"""Tests of the tree of messages under random use."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from deai_desktop.chat.conversation import Role
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.storage.database import Database

WORDS = st.sampled_from(["apple", "banana", "cherry", "Äpfel", ""])
PICK = st.integers(0, 10_000)


@dataclass
class Model:
    """Remember what a conversation should hold, in the simplest way."""

    parents: dict[str, str | None] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    leaf: str | None = None

    def path(self) -> list[str]:
        """Return the ids from the root to the leaf."""
        path, at = [], self.leaf
        while at is not None:
            path.append(at)
            at = self.parents[at]
        return path[::-1]

    def below(self, top: str | None) -> list[str]:
        """Return a message and everything below it, in the order of their making."""
        found = {top}
        for one, parent in self.parents.items():
            if parent in found:
                found.add(one)
        return [one for one in self.parents if one in found]


class ConversationTree(RuleBasedStateMachine):
    """Add, edit, generate again, select and delete at random, and compare with `Model`."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(Path(self.folder.name) / "deai.sqlite3")
        self.repository = ConversationRepository(self.database)
        self.chat = self.repository.create().id
        self.bystander = self.repository.create("bystander").id
        self.repository.add_message(self.bystander, Role.USER, "durian")
        self.model = Model()

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def pick(self, number: int) -> str:
        known = list(self.model.parents)
        return known[number % len(known)]

    def added(self, message_id: str, parent: str | None, content: str) -> None:
        self.model.parents[message_id] = parent
        self.model.contents[message_id] = content
        self.model.leaf = message_id

    def has_messages(self) -> bool:
        return bool(self.model.parents)

    @rule(content=WORDS, role=st.sampled_from(Role))
    def add(self, content: str, role: Role) -> None:
        message = self.repository.add_message(self.chat, role, content)
        self.added(message.id, self.model.leaf, content)

    @precondition(has_messages)
    @rule(number=PICK, content=WORDS)
    def add_a_sibling(self, number: int, content: str) -> None:
        parent = self.model.parents[self.pick(number)]
        message = self.repository.add_message(self.chat, Role.USER, content, parent_id=parent)
        self.added(message.id, parent, content)

    @precondition(has_messages)
    @rule(number=PICK, content=WORDS)
    def change(self, number: int, content: str) -> None:
        message_id = self.pick(number)
        self.repository.update_message(message_id, content=content)
        self.model.contents[message_id] = content

    @precondition(has_messages)
    @rule(number=PICK)
    def select(self, number: int) -> None:
        message_id = self.pick(number)
        self.repository.select_branch(self.chat, message_id)
        self.model.leaf = self.model.below(message_id)[-1]

    @precondition(has_messages)
    @rule(number=PICK)
    def delete(self, number: int) -> None:
        message_id = self.pick(number)
        self.repository.delete_message(message_id)
        parent, gone = self.model.parents[message_id], self.model.below(message_id)
        for one in gone:
            del self.model.parents[one], self.model.contents[one]
        if self.model.leaf in gone:
            left = self.model.below(parent)
            self.model.leaf = left[-1] if left else None

    @invariant()
    def the_branch_shown_is_the_one_expected(self) -> None:
        conversation = self.repository.get(self.chat)
        assert [message.id for message in conversation.messages] == self.model.path()
        assert conversation.leaf_id == self.model.leaf
        parents = [None, *(message.id for message in conversation.messages)]
        for message, parent in zip(conversation.messages, parents, strict=False):
            assert message.parent_id == parent
            assert message.content == self.model.contents[message.id]
            expected = [one for one, above in self.model.parents.items() if above == parent]
            assert list(message.siblings) == expected
            assert message.siblings[message.position - 1] == message.id

    @invariant()
    def nothing_is_orphaned(self) -> None:
        with self.database.read() as connection:
            kept = connection.execute("SELECT id FROM messages WHERE conversation_id = ?", (self.chat,))
            assert {row["id"] for row in kept} == set(self.model.parents)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    @invariant()
    def the_search_index_agrees_with_the_contents(self) -> None:
        with self.database.write() as connection:  # raises when they differ
            for index in ("messages_index", "titles_index"):
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        found = {one.id for one in self.repository.list(query="apfel")}
        assert (self.chat in found) == (
            "Äpfel" in self.model.contents.values() or self.repository.get(self.chat).title == "Äpfel"
        )
        assert [one.id for one in self.repository.list(query="durian")] == [self.bystander]


ConversationTree.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, database=None
)
TestConversationTree = ConversationTree.TestCase

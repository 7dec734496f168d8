"""Conversations leave and enter the node as files, over the local API; pinning them."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deai_desktop.api.schemas.conversation_file import ConversationFile
from deai_desktop.api.schemas.conversations import ConversationChanges, NewConversation, TurnRequest
from deai_desktop.core.errors import InvalidInputError, NotFoundError
from tests.running_node import RunningNode

_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
_NAMES = _TEXTS.map(lambda text: " ".join(text.split()))
_COUNTS = st.none() | st.integers(0, 2**31 - 1)
_MEASURES = st.none() | st.floats(0, 1e12)
_MOMENTS = st.floats(0, 1.7e9)


@st.composite
def conversation_files(draw: st.DrawFn) -> dict[str, Any]:
    """Make any conversation that a person could have: a forest of messages, of which one branch is shown."""
    messages: list[dict[str, Any]] = []
    for place in range(draw(st.integers(0, 12))):
        parents = st.none() | st.integers(0, place - 1).map(str) if place else st.none()
        messages.append(
            {
                "id": str(place),
                "parent_id": draw(parents),
                "role": draw(st.sampled_from(["user", "assistant"])),
                "content": draw(_TEXTS),
                "status": draw(st.sampled_from(["complete", "stopped", "failed"])),
                "error": draw(_TEXTS),
                "model": draw(_NAMES),
                "destination": draw(_NAMES),
                "finish_reason": draw(_NAMES),
                "prompt_tokens": draw(_COUNTS),
                "completion_tokens": draw(_COUNTS),
                "first_token_ms": draw(_MEASURES),
                "tokens_per_second": draw(_MEASURES),
                "left_out": draw(st.integers(0, 2**31 - 1)),
                "created_at": draw(_MOMENTS),
            }
        )
    inner = {one["parent_id"] for one in messages}
    leaves = [one["id"] for one in messages if one["id"] not in inner]
    return {
        "kind": "deai-conversation",
        "format": 1,
        "title": draw(_NAMES),
        "model": draw(_NAMES),
        "system_prompt": draw(_TEXTS),
        "pinned": draw(st.booleans()),
        "created_at": draw(_MOMENTS),
        "updated_at": draw(_MOMENTS),
        "shown_message_id": draw(st.sampled_from(leaves)) if leaves else None,
        "messages": messages,
    }


def a_file(*messages: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Write a file by hand, with the least that it needs."""
    times = {"created_at": 1, "updated_at": 2}
    return {
        "kind": "deai-conversation",
        "format": 1,
        "title": "By hand",
        "messages": list(messages),
        **times,
        **changes,
    }


def a_message(message_id: str, parent_id: str | None = None, **changes: Any) -> dict[str, Any]:
    facts = {"role": "user", "content": "Hi", "status": "complete", "created_at": 1}
    return {"id": message_id, "parent_id": parent_id, **facts, **changes}


WRONG: tuple[tuple[Any, str], ...] = (
    (b"no JSON", "not valid JSON"),
    ([], "not a conversation that DeAI Desktop has exported"),
    ({"title": "ChatGPT", "mapping": {}}, "not a conversation that DeAI Desktop has exported"),
    (a_file(kind="other"), "not a conversation that DeAI Desktop has exported"),
    (a_file(format=2), "newer version"),
    (a_file(format="1"), "format"),
    (a_file(extra=1), "extra: Extra inputs are not permitted"),
    (a_file(title=7), "title"),
    (a_file(title="x" * 201), "title: String should have at most 200"),
    (a_file(pinned="yes"), "pinned"),
    (a_file(created_at=-1), "created_at"),
    (a_file(updated_at=float("nan")), "updated_at"),
    (a_file(updated_at=10**400), "updated_at"),
    (a_file(shown_message_id="x"), "shown last is not in the file"),
    (a_file(a_message("a", role="system")), "messages.0.role: Input should be 'user' or 'assistant'"),
    (a_file(a_message("a", status="streaming")), "messages.0.status"),
    (a_file(a_message("")), "messages.0.id"),
    (a_file(a_message("a", content="x" * 2_000_001)), "messages.0.content"),
    (a_file(a_message("a", prompt_tokens=-1)), "messages.0.prompt_tokens"),
    (a_file(a_message("a", prompt_tokens=2**63)), "messages.0.prompt_tokens"),
    (a_file(a_message("a", siblings=[])), "messages.0.siblings"),
    (a_file(a_message("a", content="\ud800")), "messages.0.content"),
    (a_file(a_message("a"), a_message("a")), "Message 2 has the same id"),
    (a_file(a_message("a"), a_message("b", "x")), "Message 2 follows from a message that is not in"),
    (a_file(a_message("a", "b"), a_message("b", "a")), "Message 1 follows from itself or from one"),
    (a_file(*[a_message(str(one)) for one in range(50_001)]), "messages: List should have at most 50000"),
    (b"[" * 100_000, "error parsing the body"),
)


def numbered(file: ConversationFile) -> dict[str, Any]:
    """Write places instead of ids."""
    places: dict[str | None, Any] = {one.id: str(place) for place, one in enumerate(file.messages)}
    places[None] = None
    data = file.model_dump()
    data["shown_message_id"] = places[file.shown_message_id]
    for one in data["messages"]:
        one["id"], one["parent_id"] = places[one["id"]], places[one["parent_id"]]
    return data


def post(node: RunningNode, body: Any) -> requests.Response:
    headers = {"Authorization": f"Bearer {node.token}", "Content-Type": "application/json"}
    url = f"{node.client.address}/api/conversations/import"
    data = body if isinstance(body, bytes) else json.dumps(body)
    return requests.post(url, data=data, headers=headers, timeout=60)


def test_what_comes_out_goes_in_and_comes_out_the_same(node: RunningNode) -> None:
    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(conversation_files())
    def check(data: dict[str, Any]) -> None:
        imported = node.client.import_conversation(ConversationFile.model_validate(data))
        file = node.client.export_conversation(imported.id)
        assert numbered(file) == data
        again = node.client.import_conversation(file)
        assert again.id != imported.id
        assert numbered(node.client.export_conversation(again.id)) == data

    check()


def test_a_real_conversation_is_kept_with_its_branches(node: RunningNode) -> None:
    conversation = node.client.create_conversation(NewConversation(model="echo", system_prompt="Be brief."))
    for request in (TurnRequest(content="How do bees überwintern?"), TurnRequest(content="And wasps?")):
        with node.client.turn(conversation.id, request) as events:
            list(events)
    answer = node.client.conversation(conversation.id).messages[1]
    with node.client.turn(conversation.id, TurnRequest(regenerate=answer.id)) as events:
        list(events)
    node.client.select_branch(conversation.id, answer.id)
    file = node.client.export_conversation(conversation.id)
    assert (file.kind, file.format, file.system_prompt, len(file.messages)) == (
        "deai-conversation",
        1,
        "Be brief.",
        5,
    )
    node.client.delete_conversation(conversation.id)

    imported = node.client.import_conversation(file)
    assert imported.title == "How do bees überwintern?"
    assert [one.content for one in imported.messages][::2] == ["How do bees überwintern?", "And wasps?"]
    assert len(imported.messages[1].versions) == 2
    assert imported.messages[1].tokens_per_second == answer.tokens_per_second
    assert [one.id for one in node.client.conversations("wasps").conversations] == [imported.id]
    with node.client.turn(imported.id, TurnRequest(content="Thanks")) as events:
        assert list(events)[-1].type == "finished"


def test_what_can_not_be_imported_is_refused_with_a_reason(node: RunningNode) -> None:
    for body, words in WRONG:
        reply = post(node, body)
        assert reply.status_code == 400, words
        message = reply.json()["error"]["message"]
        assert words in message
        assert len(message) < 600
    assert node.client.conversations().conversations == []


def test_a_file_that_is_too_large_is_refused(node: RunningNode) -> None:
    messages = [a_message(str(one), content="x" * 1_000_000) for one in range(68)]
    try:
        reply = post(node, a_file(*messages))
    except requests.ConnectionError:  # refused before all of it was sent
        pass
    else:
        assert (reply.status_code, "64 MB" in reply.text) == (400, True)
    assert node.client.conversations().conversations == []


def test_pins_without_changing_the_time_of_last_use(node: RunningNode) -> None:
    old, new = (node.client.create_conversation(NewConversation(title=title)) for title in ("old", "new"))
    changed = node.client.change_conversation(old.id, ConversationChanges(pinned=True))
    assert (changed.pinned, changed.updated_at, changed.title) == (True, old.updated_at, "old")
    listed = node.client.conversations().conversations
    assert [(one.id, one.pinned) for one in listed] == [(old.id, True), (new.id, False)]
    assert [one.title for one in node.client.conversations(pinned_first=False).conversations] == [
        "new",
        "old",
    ]
    node.client.change_conversation(old.id, ConversationChanges(pinned=False))
    assert [one.title for one in node.client.conversations().conversations] == ["new", "old"]


def test_events_tell_of_what_is_pinned_renamed_and_imported(node: RunningNode) -> None:
    conversation = node.client.create_conversation(NewConversation(title="Bees"))
    heard: list[dict[str, Any]] = []
    listening = threading.Event()

    def listen() -> None:
        with node.client.events() as events:
            listening.set()
            for event in events:
                heard.append(event)
                if len(heard) == 3:
                    return

    thread = threading.Thread(target=listen)
    thread.start()
    assert listening.wait(5)
    node.client.change_conversation(conversation.id, ConversationChanges(pinned=True))
    node.client.change_conversation(conversation.id, ConversationChanges(title="Wasps"))
    imported = node.client.import_conversation(node.client.export_conversation(conversation.id))
    thread.join(10)
    assert [one["type"] for one in heard] == ["conversation_changed"] * 3
    assert [one["conversation_id"] for one in heard] == [conversation.id, conversation.id, imported.id]


def test_only_what_exists_is_exported(node: RunningNode) -> None:
    with pytest.raises(NotFoundError):
        node.client.export_conversation("nothing")
    with pytest.raises(NotFoundError):
        node.client.change_conversation("nothing", ConversationChanges(pinned=True))


def test_the_client_reports_why_an_import_is_refused(node: RunningNode) -> None:
    file = ConversationFile.model_validate(a_file(a_message("a", "x")))
    with pytest.raises(InvalidInputError, match="not in the file") as caught:
        node.client.import_conversation(file)
    assert caught.value.title == "The conversation can't be imported"
    assert caught.value.hint

"""Invented conversations and models, as a person might have them."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from deai_desktop.chat.conversation import Message, MessageStatus, Role
from deai_desktop.chat.repository import ConversationRepository
from deai_desktop.core.paths import Paths
from deai_desktop.models.model import Model
from deai_desktop.models.model_facts import ModelFacts
from deai_desktop.models.store import write_model
from deai_desktop.node.node import CATALOGUE_VARIABLE
from deai_desktop.storage.database import Database

CHAT_MODEL = "smollm2-360m"
RICH = "Sorting lists in Python"
STOPPED = "A packing list for a week in Norway"
_HOUR, _DAY = 3600.0, 86_400.0

_QUESTION = "How do I sort a list of people by age in Python, and how long does that take?"
_FIRST_ANSWER = (
    "Use the built-in `sorted` with a key:\n\n```python\nsorted(people, key=lambda one: one.age)\n```"
)
_ANSWER = """## Sorting by a key

Use `sorted` with a **key function**. It returns a *new* list and leaves the old one alone:

```python
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    name: str
    age: int


people = [Person("Ada", 36), Person("Grace", 45), Person("Linus", 28)]
for person in sorted(people, key=lambda one: one.age, reverse=True):
    print(f"{person.name} is {person.age}")
```

A few things are good to know:

1. The sort is *stable*: people of the same age keep their order.
2. `people.sort(key=…)` sorts in place instead.
   - It returns `None`.
   - It needs no second list.
3. For two keys, return a tuple, such as `(one.age, one.name)`.

| Way                | Returns      | Changes the list | Memory |
|--------------------|--------------|:----------------:|-------:|
| `sorted(people)`   | a new list   | no               | $n$    |
| `people.sort()`    | nothing      | yes              | $n/2$  |
| `heapq.nsmallest`  | the smallest | no               | $k$    |

> Timsort finds runs that are in order already, so a list that is nearly sorted takes hardly any time.

In the worst case the number of comparisons grows as $n \\log_2 n$, more exactly:

$$
T(n) = n \\log_2 n - n \\log_2 e + O(\\log n)
$$

See the [Sorting HOWTO](https://docs.python.org/3/howto/sorting.html) for more.
"""
_FOLLOW_UP = "And what if some of them have no age?"
_LAST_ANSWER = "Then give those a place of their own: sort by the pair `(one.age is None, one.age or 0)`. "
_OTHERS = (
    ("A friendly note to the neighbours", 2 * _HOUR, "Write a short note about Saturday's garden party."),
    (STOPPED, 5 * _HOUR, "What should I pack for a week of hiking in Norway in June?"),
    ("Why the sky is blue", _DAY, "Why is the sky blue, and why are sunsets red?"),
    ("Spanish words for the kitchen", 3 * _DAY, "Teach me ten Spanish words for things in a kitchen."),
    (
        "Letter to the landlord about the broken heating and the noise from the construction site next door",
        4 * _DAY,
        "Help me with a letter to my landlord.",
    ),
    ("Ideas for a rainy afternoon", 12 * _DAY, "What can two children do on a rainy afternoon?"),
    ("Bread without a machine", 60 * _DAY, "How do I bake a simple loaf of bread by hand?"),
)
STREAMED = (
    "Please repeat this so that I can learn it:\n\n### How a heat pump works\n\nA heat pump is a **fridge "
    "turned around**. It takes warmth from the air outside, even when that is cold, and brings it inside. "
    "A liquid goes round in a circle:\n\n1. Outside it *boils* and takes up heat.\n2. A compressor squeezes "
    "the gas, which makes it hot.\n3. Inside it gives its heat away and becomes liquid again.\n4. A valve "
    "lets it expand, and it is cold once more.\n\nFor each kilowatt-hour of electricity a house gets three "
    "or four of heat, and that is why it costs less to run than a heater that only burns its electricity."
)


def write_content(paths: Paths) -> None:
    """Fill the database of a node that does not run."""
    paths.create()
    with Database(paths.database) as database:
        _write_models(paths, database)
        _write_conversations(database)


def write_catalogue(folder: Path, url: str, *, many: bool) -> dict[str, str]:
    """Write a catalogue with the starter, or with more, and return the environment of a node with it."""
    entries = _CATALOGUE if many else _CATALOGUE[:1]
    file = folder / ("many.json" if many else "one.json")
    file.write_text(json.dumps({"format": 1, "models": [_entry(*one, url) for one in entries]}))
    return {CATALOGUE_VARIABLE: str(file)}


_CATALOGUE = (
    (
        "smollm2-135m-instruct",
        "SmolLM2 135M Instruct",
        98_362_432,
        134_515_008,
        "A very small chat model in English that answers at once on any PC; good for trying things out, not for "
        "facts.",
    ),
    (
        "qwen2.5-1.5b-instruct",
        "Qwen2.5 1.5B Instruct",
        986_048_768,
        1_543_714_304,
        "Small, quick and good at many languages. A fine first step up on a PC without a graphics card.",
    ),
    (
        "qwen2.5-7b-instruct",
        "Qwen2.5 7B Instruct",
        4_683_073_184,
        7_615_616_512,
        "Writes, translates and programs well; wants 8 GB of memory that is free.",
    ),
    (
        "llama-3.3-70b-instruct",
        "Llama 3.3 70B Instruct",
        42_520_398_432,
        70_553_706_560,
        "Among the best open models, for PCs with very much memory.",
    ),
)


def _entry(
    model_id: str, name: str, size: int, parameters: int, description: str, url: str
) -> dict[str, object]:
    source = {"kind": "https", "url": url}
    return {
        "id": model_id,
        "name": name,
        "family": name.split()[0],
        "description": description,
        "parameters": parameters,
        "licence": "Apache-2.0",
        "engine": "llama.cpp",
        "quantization": "Q4_K_M",
        "context_length": 8192,
        "kind": "chat",
        "starter": model_id.startswith("smollm2"),
        "files": [{"name": f"{model_id}.gguf", "size": size, "sha256": "0" * 64, "sources": [source]}],
    }


_OWN_SIZE = 4_372_812_000 if sys.platform != "win32" else 4_372_812
"""Bytes of a file of nothing, which takes no room on Linux alone."""


def _write_models(paths: Paths, database: Database) -> None:
    echo = paths.data / "SmolLM2-360M-Instruct.Q8_0.json"
    echo.write_text(json.dumps({"delay": 0.02}).ljust(4_000_000))
    own = paths.data / "Mistral-7B-Instruct-v0.3.Q4_K_M.gguf"
    with own.open("wb") as file:
        file.truncate(_OWN_SIZE)
    facts = ModelFacts(architecture="echo", has_chat_template=True, quantization="Q8_0", context_length=8192)
    now = time.time()
    models = (
        Model(CHAT_MODEL, "SmolLM2 360M Instruct", "echo", echo, 4_000_000, "", "test", False, facts, now),
        Model(
            "mistral-7b",
            "Mistral 7B Instruct v0.3",
            "llama.cpp",
            own,
            _OWN_SIZE,
            "",
            "test",
            True,
            ModelFacts(
                architecture="llama", licence="Apache-2.0", quantization="Q4_K_M", context_length=32_768
            ),
            now,
        ),
    )
    with database.write() as connection:
        for model in models:
            write_model(connection, model)


def _write_conversations(database: Database) -> None:
    clock = [0.0]
    repository = ConversationRepository(database, clock=lambda: clock[0])
    now = time.time()
    for title, age, question in reversed(_OTHERS):
        clock[0] = now - age
        conversation = repository.create(title, CHAT_MODEL)
        repository.add_message(conversation.id, Role.USER, question)
        status = MessageStatus.STOPPED if title == STOPPED else MessageStatus.COMPLETE
        answer = repository.add_message(
            conversation.id,
            Role.ASSISTANT,
            "Layers are what counts: something that dries fast, something warm, and something against rain and",
            model=CHAT_MODEL,
        )
        _finish(repository, answer, status)
    clock[0] = now - 60
    rich = repository.create(RICH, CHAT_MODEL, "Answer briefly, in plain words.")
    asked = repository.add_message(rich.id, Role.USER, _QUESTION)
    for text in (_FIRST_ANSWER, _ANSWER):
        answer = repository.add_message(rich.id, Role.ASSISTANT, text, parent_id=asked.id, model=CHAT_MODEL)
        _finish(repository, answer, MessageStatus.COMPLETE)
    repository.add_message(rich.id, Role.USER, _FOLLOW_UP)
    answer = repository.add_message(rich.id, Role.ASSISTANT, _LAST_ANSWER, model=CHAT_MODEL)
    _finish(repository, answer, MessageStatus.COMPLETE)


def _finish(repository: ConversationRepository, answer: Message, status: MessageStatus) -> None:
    repository.update_message(answer.id, status=status, first_token_ms=420.0, tokens_per_second=23.4)

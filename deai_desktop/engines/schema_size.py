"""Refuses JSON schemas that would blow up into a huge grammar, whatever engine makes one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from deai_desktop.core.errors import InvalidInputError

LONGEST_SCHEMA = 64 * 1024
_DEEPEST_SCHEMA = 32
_MOST_REPEATS = 1000
_COUNTS = ("minItems", "maxItems", "minLength", "maxLength")
_REPEATS = re.compile(r"\d{4,}")


def modest_text(schema: Mapping[str, Any], param: str) -> str:
    """Return the schema as text; raises `InvalidInputError` when it is too large."""
    text = json.dumps(schema)
    if len(text) > LONGEST_SCHEMA or not _is_modest(schema):
        raise too_large(param)
    return text


def too_large(param: str) -> InvalidInputError:
    """Make the error for a schema that is."""
    return InvalidInputError(
        "The JSON schema is too large.",
        hint=f"Make it simpler; counts may go up to {_MOST_REPEATS}, nesting up to {_DEEPEST_SCHEMA}.",
        param=param,
    )


def unusable(reason: str, param: str) -> InvalidInputError:
    """Make the error for a schema that no grammar can be made of."""
    return InvalidInputError(
        f"The JSON schema can't be used: {reason}.",
        hint="Use the common parts of JSON schema: types, properties, required, items, enum, $defs.",
        param=param,
    )


def _is_modest(schema: Any) -> bool:
    """Say whether nesting and counts are such that the grammar stays small; without recursion."""
    todo = [(schema, 1)]
    while todo:
        one, depth = todo.pop()
        if depth > _DEEPEST_SCHEMA:
            return False
        if isinstance(one, Mapping):
            counts = [one[name] for name in _COUNTS if isinstance(one.get(name), int | float)]
            if any(count > _MOST_REPEATS for count in counts) or _REPEATS.search(str(one.get("pattern", ""))):
                return False
        children = one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ()
        todo.extend((child, depth + 1) for child in children)
    return True

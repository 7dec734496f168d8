"""Says what form an answer must have, in the words of the library's grammars (llguidance)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deai_desktop.engines.base import GenerateRequest, OutputKind
from deai_desktop.engines.schema_size import modest_text
from deai_desktop.engines.tool_calls import CLOSE, OPEN, call_schema

_OPTIONS = {
    "whitespace_flexible": False,
    "item_separator": ", ",
    "key_separator": ": ",
    "coerce_one_of": True,
}
"""How schemas are read: no white space without end, which small models run into."""
_OF_NAMES = ("properties", "$defs", "definitions")
_OF_LISTS = ("anyOf", "oneOf", "prefixItems")
_SAYS_MORE = {
    "additionalProperties",
    "unevaluatedProperties",
    "patternProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "$ref",
}


@dataclass(frozen=True)
class Guidance:
    """A grammar of one of the library's kinds."""

    kind: str
    text: str
    param: str = "response_format"


def guidance_for(request: GenerateRequest) -> Guidance | None:
    """Return the grammar that keeps the answer in form, if any is needed; raises `InvalidInputError`.

    A model that may call a tool or just answer is left to itself: a grammar starts with the answer, and costs the
    reuse of earlier turns.
    """
    if request.tools and request.tool_choice != "none":
        if request.tool_choice == "auto":
            return None
        chosen = [tool for tool in request.tools if request.tool_choice in ("required", tool.name)]
        schema = _schema(call_schema(chosen), "tools")
        rest = ' ("\\n" call)*' if request.parallel_tool_calls else ""
        grammar = f'start: call{rest}\ncall: "{OPEN}\\n" json "\\n{CLOSE}"\njson: %json {schema}'
        return Guidance("lark_grammar", grammar, "tools")
    match request.output.kind:
        case OutputKind.JSON:
            return Guidance("json_schema", _schema({"type": "object"}, "response_format"))
        case OutputKind.JSON_SCHEMA:
            return Guidance("json_schema", _schema(request.output.schema or {}, "response_format"))
    return None


def _schema(schema: Mapping[str, Any], param: str) -> str:
    modest_text(schema, param)
    return json.dumps({**_closed(schema), "x-guidance": _OPTIONS})


def _closed(schema: Any) -> Any:
    """Allow only the properties that are named, unless a schema says otherwise: models would invent more without end.

    llama.cpp's converter reads schemas so, too. Parts of an ``allOf`` stay open, since each knows only its own.
    """
    if not isinstance(schema, Mapping):
        return schema
    closed = dict(schema)
    for name in _OF_NAMES:
        if isinstance(parts := schema.get(name), Mapping):
            closed[name] = {key: _closed(part) for key, part in parts.items()}
    for name in _OF_LISTS:
        if isinstance(parts := schema.get(name), list):
            closed[name] = [_closed(part) for part in parts]
    if "items" in schema:
        closed["items"] = _closed(schema["items"])
    if "properties" in schema and not _SAYS_MORE & schema.keys():
        closed["additionalProperties"] = False
    return closed

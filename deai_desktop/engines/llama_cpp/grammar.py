"""Turns the form an answer must have into a GBNF grammar (llama.cpp, grammars/README.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from llama_cpp.llama_grammar import json_schema_to_gbnf

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.engines.base import GenerateRequest, OutputKind
from deai_desktop.engines.tool_calls import CLOSE, OPEN, call_schema

LONGEST_SCHEMA = 64 * 1024
_LONGEST_GRAMMAR = 1024 * 1024
_DEEPEST_SCHEMA = 32
_MOST_REPEATS = 1000
_COUNTS = ("minItems", "maxItems", "minLength", "maxLength")
_REPEATS = re.compile(r"\d{4,}")


@dataclass(frozen=True)
class Grammar:
    """A grammar; with a ``trigger`` (a regular expression) it begins to hold where that is met."""

    text: str
    trigger: str = ""
    param: str = "response_format"


def grammar_for(request: GenerateRequest) -> Grammar | None:
    """Return the grammar that keeps the answer in form, if any is needed; raises `InvalidInputError`."""
    tools = request.tools if request.tool_choice != "none" else ()
    if tools:
        chosen = [tool for tool in tools if request.tool_choice in ("auto", "required", tool.name)]
        return _tool_grammar(call_schema(chosen), request)
    match request.output.kind:
        case OutputKind.JSON:
            return Grammar(_gbnf({"type": "object"}, "response_format"))
        case OutputKind.JSON_SCHEMA:
            return Grammar(_gbnf(request.output.schema or {}, "response_format"))
    return None


def _tool_grammar(schema: Mapping[str, Any], request: GenerateRequest) -> Grammar:
    rules = _gbnf(schema, "tools").replace("root ::=", "tool-call-json ::=", 1)
    one = f'"{OPEN}\\n" tool-call-json "\\n{CLOSE}"'
    root = f'root ::= {one} ("\\n" {one})*' if request.parallel_tool_calls else f"root ::= {one}"
    trigger = rf"[\s\S]*?({OPEN}[\s\S]*)" if request.tool_choice == "auto" else ""
    return Grammar(f"{root}\n{rules}", trigger, "tools")


def _gbnf(schema: Mapping[str, Any], param: str) -> str:
    """Convert a JSON schema with llama-cpp-python's converter, refusing what could blow up in it."""
    text = json.dumps(schema)
    if len(text) > LONGEST_SCHEMA or not _is_modest(schema):
        raise _too_large(param)
    try:
        grammar: str = json_schema_to_gbnf(text, ["name", "arguments"])
    except Exception as error:  # the converter raises whatever its code happens to raise
        raise InvalidInputError(
            f"The JSON schema can't be used: {str(error)[:200] or type(error).__name__}.",
            hint="Use the common parts of JSON schema: types, properties, required, items, enum, $defs.",
            param=param,
        ) from error
    if len(grammar) > _LONGEST_GRAMMAR:
        raise _too_large(param)
    return grammar


def _too_large(param: str) -> InvalidInputError:
    return InvalidInputError(
        "The JSON schema is too large.",
        hint=f"Make it simpler; counts may go up to {_MOST_REPEATS}, nesting up to {_DEEPEST_SCHEMA}.",
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

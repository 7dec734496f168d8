"""Turns the form an answer must have into a GBNF grammar (llama.cpp, grammars/README.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from llama_cpp.llama_grammar import json_schema_to_gbnf

from deai_desktop.engines.base import GenerateRequest, OutputKind
from deai_desktop.engines.schema_size import modest_text, too_large, unusable
from deai_desktop.engines.tool_calls import CLOSE, OPEN, call_schema

_LONGEST_GRAMMAR = 1024 * 1024


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
    text = modest_text(schema, param)
    try:
        grammar: str = json_schema_to_gbnf(text, ["name", "arguments"])
    except Exception as error:  # the converter raises whatever its code happens to raise
        raise unusable(str(error)[:200] or type(error).__name__, param) from error
    if len(grammar) > _LONGEST_GRAMMAR:
        raise too_large(param)
    return grammar

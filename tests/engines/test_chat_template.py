"""A model's chat template is a stranger's code: it renders prompts, and can do nothing else."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from deai_desktop.core.errors import DeAIError, EngineStartError, InvalidInputError
from deai_desktop.engines.base import ChatMessage, Role, ToolCall
from deai_desktop.engines.chat_template import LONGEST_SECONDS, LONGEST_TEMPLATE, ChatTemplate

HELLO = [ChatMessage(Role.USER, "Hello")]

CHATML = """{% for message in messages %}
{% if loop.first and message['role'] != 'system' %}{{ '<|im_start|>system\\nHelp.<|im_end|>\\n' }}{% endif %}
{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' -}}
{% endfor %}
{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"""


def test_renders_a_prompt() -> None:
    assert ChatTemplate(CHATML).render(HELLO) == (
        "<|im_start|>system\nHelp.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n"
    )


def test_speaks_what_templates_of_transformers_use() -> None:
    source = """{%- set ns = namespace(found=false) -%}
{%- for m in messages if m.role == 'user' -%}{%- set ns.found = true -%}{%- break -%}{%- endfor -%}
{{- bos_token ~ ns.found ~ (1 ~ [2]) -}}{{- messages | map(attribute='role') | join(',') -}}
{%- macro show(x) -%}({{ x | tojson }}){%- endmacro -%}{{- show({'a': 'ü<'}) -}}
{%- generation -%}g{%- endgeneration -%}{{- 'a b'.split(' ')[-1].upper() -}}{{- ' x ' | trim -}}
{{- tools | length }}{{ strftime_now('%Y') | length }}"""
    rendered = ChatTemplate(source, "<s>").render(HELLO, [{"type": "function"}])
    assert rendered == '<s>True1[2]user({"a": "ü<"})gBx14'


def test_arguments_of_calls_come_as_objects() -> None:
    call = ToolCall("1", "weather", '{"city": "Bonn"}')
    source = "{{ messages[0].tool_calls[0].function.arguments.city }}"
    assert ChatTemplate(source).render([ChatMessage(Role.ASSISTANT, "", (call,))]) == "Bonn"


def test_what_the_template_refuses_is_shown_in_its_own_words() -> None:
    with pytest.raises(InvalidInputError, match="roles must alternate"):
        ChatTemplate("{{ raise_exception('roles must alternate') }}").render(HELLO)


@pytest.mark.parametrize(
    "source", ["{% for %}", "{{ 'a' | center(9) }}", "x" * (LONGEST_TEMPLATE + 1), "{% include 'a' %}{{"]
)
def test_a_template_that_can_not_be_used_is_refused_at_once(source: str) -> None:
    with pytest.raises(EngineStartError):
        ChatTemplate(source)


HOSTILE = {
    "nested loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "loops in filters": "{% for i in range(99999) %}{{ range(99999) | list | length }}{% endfor %}",
    "doubling with ~": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "doubling with +": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "doubling lists": "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "repetition": "{{ ('a' * 1000000) * 1000000 }}",
    "repeated list": "{{ [1] * 10000000000 }}",
    "power": "{{ 10 ** 10 ** 10 }}",
    "big products": "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "format with %": "{{ '%1000000000d' % 3 }}",
    "format()": "{{ '{:1000000000}'.format(1) }}",
    "format_map()": "{{ '{a:1000000000}'.format_map({'a': 1}) }}",
    "padding": "{{ 'a'.ljust(10 ** 9) }}",
    "join of one text often": "{% set x = ['a' * 1000000] * 10000 %}{{ x | join }}",
    "join method": "{% set x = ['a' * 1000000] * 10000 %}{{ ''.join(x) }}",
    "printing a list": "{% set x = ['a' * 1000000] * 10000 %}{{ x }}",
    "json of a list": "{% set x = ['a' * 1000000] * 10000 %}{{ x | tojson }}",
    "json indentation": "{{ [1] | tojson(indent=1000000000) }}",
    "replace": "{{ ('a' * 1000000).replace('a', 'b' * 1000000) }}",
    "replace filter": "{{ ('a' * 1000000) | replace('a', 'b' * 1000000) }}",
    "a block's text": "{% set x %}{% for i in range(99999) %}{{ 'a' * 100000 }}{% endfor %}{% endset %}",
    "endless recursion": "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
    "wide recursion": "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(99) }}",
    "Python's classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "Python's globals": "{{ raise_exception.__globals__.keys() }}",
    "through attr": "{{ '' | attr('__class__') | attr('mro') }}",
    "changing messages": "{{ messages.append(1) }}",
    "dict update": "{{ messages[0].update({'role': 'x'}) }}",
    "undefined": "{{ nothing.at.all }}",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_ends_soon_and_small(source: str) -> None:
    template = ChatTemplate(source)
    started = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(DeAIError):
            template.render(HELLO)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < LONGEST_SECONDS + 3
    assert peak < 300 * 2**20

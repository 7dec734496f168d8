"""The official ``openai`` client works unchanged, on the real starter model."""

from __future__ import annotations

import base64
import json
import math
import struct
from typing import Any

import jsonschema
import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

pytestmark = pytest.mark.real_model

MODEL = "smollm2"
ASK: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Name three colours."}]
WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Tell the weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def test_answers_a_chat(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(model=MODEL, messages=ASK, max_tokens=40)
    choice = reply.choices[0]
    assert choice.message.role == "assistant"
    assert choice.message.content
    assert choice.finish_reason in ("stop", "length")
    assert reply.usage is not None
    assert 0 < reply.usage.completion_tokens <= 40
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens


def test_streams_the_same_text_as_it_answers_at_once(client: openai.OpenAI) -> None:
    options: Any = {"model": MODEL, "messages": ASK, "max_tokens": 30, "seed": 4}
    whole = client.chat.completions.create(**options)
    chunks = list(
        client.chat.completions.create(**options, stream=True, stream_options={"include_usage": True})
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) > 3
    assert chunks[-1].usage == whole.usage
    reasons = [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices]
    assert [reason for reason in reasons if reason] == [whole.choices[0].finish_reason]


def test_usage_is_left_out_of_a_stream_unless_asked_for(client: openai.OpenAI) -> None:
    chunks = list(client.chat.completions.create(model=MODEL, messages=ASK, max_tokens=3, stream=True))
    assert all(chunk.usage is None and chunk.choices for chunk in chunks)


def test_stops_at_a_stop_text(client: openai.OpenAI) -> None:
    ask: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Count: 1, 2, 3, 4, 5, 6, 7"}]
    reply = client.chat.completions.create(
        model=MODEL, messages=ask, max_tokens=60, temperature=0, stop=[",", "."]
    )
    text = reply.choices[0].message.content or ""
    assert reply.choices[0].finish_reason == "stop"
    assert "," not in text
    assert "." not in text


def test_gives_several_answers(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=ASK, max_tokens=12, n=3, seed=1, temperature=1.2
    )
    assert [choice.index for choice in reply.choices] == [0, 1, 2]
    assert len({choice.message.content for choice in reply.choices}) > 1
    assert reply.usage is not None
    assert reply.usage.completion_tokens <= 36


def test_streams_several_answers(client: openai.OpenAI) -> None:
    chunks = list(client.chat.completions.create(model=MODEL, messages=ASK, max_tokens=5, n=2, stream=True))
    for place in (0, 1):
        mine = [chunk.choices[0] for chunk in chunks if chunk.choices[0].index == place]
        assert "".join(one.delta.content or "" for one in mine)
        assert mine[-1].finish_reason


def test_the_same_seed_gives_the_same_text_and_another_seed_another(client: openai.OpenAI) -> None:
    def ask(seed: int) -> str | None:
        reply = client.chat.completions.create(
            model=MODEL, messages=ASK, max_tokens=24, seed=seed, temperature=1
        )
        return reply.choices[0].message.content

    first = ask(7)
    other: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Something else in between"}]
    client.chat.completions.create(model=MODEL, messages=other, max_tokens=5)
    assert ask(7) == first
    assert ask(8) != first


def test_gives_log_probabilities(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=ASK, max_tokens=8, temperature=0, logprobs=True, top_logprobs=3
    )
    logprobs = reply.choices[0].logprobs
    assert logprobs is not None
    assert logprobs.content is not None
    assert reply.usage is not None
    text = b"".join(bytes(one.bytes or []) for one in logprobs.content).decode()
    assert text == reply.choices[0].message.content
    for one in logprobs.content:
        assert one.logprob <= 0
        assert len(one.top_logprobs) == 3
        assert one.top_logprobs[0].token == one.token  # temperature 0 takes the likeliest
        tops = [top.logprob for top in one.top_logprobs]
        assert tops == sorted(tops, reverse=True)
        assert sum(math.exp(top) for top in tops) <= 1.0001


def test_writes_json_that_validates(client: openai.OpenAI) -> None:
    schema = {
        "type": "object",
        "properties": {
            "colour": {"type": "string", "enum": ["red", "green", "blue"]},
            "count": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 3},
        },
        "required": ["colour", "count", "tags"],
        "additionalProperties": False,
    }
    for seed in range(3):
        reply = client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "user", "content": "Describe a ball as JSON."}],
            max_tokens=120,
            seed=seed,
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "ball", "schema": schema, "strict": True},
            },
        )
        jsonschema.validate(json.loads(reply.choices[0].message.content or ""), schema)


def test_writes_some_json_object(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": 'Answer with JSON like {"a": 1}.'}],
        max_tokens=200,
        temperature=0,
        response_format={"type": "json_object"},
    )
    text = reply.choices[0].message.content or ""
    assert text.startswith("{")
    if reply.choices[0].finish_reason == "stop":
        assert isinstance(json.loads(text), dict)


def test_calls_a_tool_and_answers_with_its_result(client: openai.OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": "What is the weather in Paris?"}]
    reply = client.chat.completions.create(
        model=MODEL, messages=messages, tools=[WEATHER], tool_choice="required", max_tokens=120, seed=3
    )
    assert reply.choices[0].finish_reason == "tool_calls"
    calls: Any = reply.choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["get_weather"]
    assert isinstance(json.loads(calls[0].function.arguments)["city"], str)
    messages.append(reply.choices[0].message)
    messages.append({"role": "tool", "tool_call_id": calls[0].id, "content": "Sunny, 21 degrees."})
    answer = client.chat.completions.create(
        model=MODEL, messages=messages, tools=[WEATHER], tool_choice="none", max_tokens=40
    )
    assert answer.choices[0].message.content
    assert not answer.choices[0].message.tool_calls


def test_streams_a_tool_call(client: openai.OpenAI) -> None:
    choice: Any = {"type": "function", "function": {"name": "get_weather"}}
    chunks = list(
        client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "user", "content": "Weather in Rome?"}],
            tools=[WEATHER],
            tool_choice=choice,
            max_tokens=120,
            stream=True,
        )
    )
    deltas = [call for chunk in chunks for call in chunk.choices[0].delta.tool_calls or []]
    assert deltas[0].index == 0
    assert deltas[0].function is not None
    assert deltas[0].function.name == "get_weather"
    assert json.loads("".join(one.function.arguments or "" for one in deltas if one.function))
    assert chunks[-1].choices[0].finish_reason == "tool_calls"


def test_continues_text(client: openai.OpenAI) -> None:
    reply = client.completions.create(
        model=MODEL, prompt="Once upon a", max_tokens=8, temperature=0, logprobs=2
    )
    choice = reply.choices[0]
    assert choice.text
    assert choice.logprobs is not None
    assert "".join(choice.logprobs.tokens or []) == choice.text
    streamed = client.completions.create(
        model=MODEL, prompt="Once upon a", max_tokens=8, temperature=0, stream=True
    )
    assert "".join(chunk.choices[0].text for chunk in streamed) == choice.text


def test_continues_several_prompts_and_tokens(client: openai.OpenAI) -> None:
    reply = client.completions.create(model=MODEL, prompt=["One", "Two"], max_tokens=3, n=2)
    assert [choice.index for choice in reply.choices] == [0, 1, 2, 3]
    assert client.completions.create(model=MODEL, prompt=[1, 2, 3], max_tokens=3).choices[0].finish_reason


def test_embeds_texts(client: openai.OpenAI) -> None:
    texts = ["The cat sat on the mat.", "A cat is sitting on a mat.", "Interest rates rose in March."]
    reply = client.embeddings.create(model=MODEL, input=texts)
    vectors = [one.embedding for one in reply.data]
    assert [one.index for one in reply.data] == [0, 1, 2]
    assert all(math.isclose(math.hypot(*vector), 1, rel_tol=1e-3) for vector in vectors)

    def likeness(a: int, b: int) -> float:
        return sum(x * y for x, y in zip(vectors[a], vectors[b], strict=True))

    assert likeness(0, 1) > likeness(0, 2)
    floats = client.embeddings.create(model=MODEL, input=texts[0], encoding_format="float").data[0].embedding
    assert floats == pytest.approx(vectors[0], abs=1e-5)
    raw: Any = client.embeddings.with_raw_response.create(
        model=MODEL, input=texts[0], encoding_format="base64"
    )
    packed = base64.b64decode(json.loads(raw.text)["data"][0]["embedding"])
    assert struct.unpack(f"<{len(packed) // 4}f", packed) == pytest.approx(vectors[0], abs=1e-5)


def test_lists_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    assert client.models.retrieve(MODEL).object == "model"


def test_a_wrong_key_is_refused(client: openai.OpenAI) -> None:
    with pytest.raises(openai.AuthenticationError) as caught:
        client.with_options(api_key="deai-wrong").chat.completions.create(model=MODEL, messages=ASK)
    assert caught.value.status_code == 401
    assert caught.value.code == "invalid_api_key"


def test_a_key_for_inference_does_not_open_the_rest(client: openai.OpenAI) -> None:
    with pytest.raises(openai.PermissionDeniedError):
        client.with_options(base_url=str(client.base_url).replace("/v1", "/api")).get(
            "/conversations", cast_to=object
        )


def test_an_unknown_model_is_not_found(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        client.chat.completions.create(model="gpt-9", messages=ASK)
    assert caught.value.code == "model_not_found"


def test_too_long_a_prompt_is_refused_before_any_work(client: openai.OpenAI) -> None:
    for stream in (False, True):
        with pytest.raises(openai.BadRequestError) as caught:
            client.chat.completions.create(
                model=MODEL, messages=[{"role": "user", "content": "word " * 9000}], stream=stream
            )
        assert caught.value.code == "context_length_exceeded"
        assert caught.value.param == "messages"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", 9),
        ("n", 0),
        ("messages", []),
        ("max_tokens", 0),
        ("top_logprobs", 3),
        ("stop", [""]),
        ("logit_bias", {"999999": 1}),
        ("messages", [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]),
        (
            "response_format",
            {"type": "json_schema", "json_schema": {"name": "x", "schema": {"$ref": "https://a.b/c"}}},
        ),
        ("tool_choice", "required"),
    ],
)
def test_bad_values_are_refused_in_openais_shape(client: openai.OpenAI, field: str, value: object) -> None:
    body: Any = {"model": MODEL, "messages": ASK, field: value}
    with pytest.raises(openai.BadRequestError) as caught:
        client.post("/chat/completions", body=body, cast_to=object)
    assert caught.value.type == "invalid_request_error"
    assert caught.value.param
    assert field in caught.value.param


def test_a_body_that_is_not_json_is_refused_in_openais_shape(client: openai.OpenAI) -> None:
    for content in (b"{", b"[]", b"\xff", b"", b"[" * 100_000, b'{"model": "\\ud800", "messages": []}'):
        reply = client._client.post(
            "/chat/completions",
            content=content,
            headers={"Authorization": f"Bearer {client.api_key}", "Content-Type": "application/json"},
        )
        assert reply.status_code == 400, content[:20]
        assert reply.json()["error"]["type"] == "invalid_request_error"

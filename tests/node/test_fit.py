"""Fit over the local API: estimates, measurements that stand back for answers, and what chats teach."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from deai_desktop.api.schemas.conversations import NewConversation, TurnFinished, TurnRequest, TurnText
from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.core.errors import ConflictError, InvalidInputError, ModelNotFoundError
from tests.running_node import RunningNode

pytestmark = pytest.mark.alone


def say(node: RunningNode, text: str, model: str) -> TurnFinished:
    """Chat until the answer is whole."""
    conversation = node.client.create_conversation(NewConversation())
    with node.client.turn(conversation.id, TurnRequest(content=text, model=model)) as turn:
        (finished,) = [event for event in turn if isinstance(event, TurnFinished)]
    return finished


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def one_thread(node: RunningNode) -> RunningNode:
    """Run where echo models run: on one thread."""
    node.client.change_settings({"engine.threads": 1})
    return node


def test_an_offer_is_estimated_and_shown_in_lists_with_the_same_words(node: RunningNode) -> None:
    fit = node.client.model_fit("smollm2-135m-instruct")
    assert fit.basis == "unknown"
    assert fit.context_length == 4096
    assert fit.largest_context == 8192
    assert fit.needs_memory > fit.weights_bytes + fit.cache_bytes
    assert fit.sentence.startswith("speed not measured yet, ")
    assert (fit.recommended_model, fit.recommended_quantization) == ("smollm2-135m-instruct", "Q4_1")
    assert node.client.model("smollm2-135m-instruct").fit_sentence == fit.sentence
    listed = {view.id: view.fit_sentence for view in node.client.models().models}
    assert listed["smollm2-135m-instruct"] == fit.sentence
    assert listed["echo"]


def test_a_context_may_be_given(node: RunningNode) -> None:
    small, large = (node.client.model_fit("smollm2-135m-instruct", length) for length in (512, 8192))
    assert (small.context_length, large.context_length) == (512, 8192)
    assert small.needs_memory < large.needs_memory
    with pytest.raises(InvalidInputError):
        node.client.model_fit("smollm2-135m-instruct", -1)
    with pytest.raises(ModelNotFoundError):
        node.client.model_fit("nothing")


def test_a_measured_model_tells_its_speed_and_is_not_kept_in_memory(one_thread: RunningNode) -> None:
    node = one_thread
    fit = node.client.measure_model("echo")
    assert fit.basis == "measured"
    assert 0 < fit.tokens_per_second_low < fit.tokens_per_second_high
    assert fit.measured_at == pytest.approx(time.time(), abs=60)
    assert fit.sentence.startswith("about ")
    assert node.client.model("echo").fit_sentence == fit.sentence
    assert node.client.status().loaded_models == []
    assert node.client.model_fit("slow-echo").basis == "similar"
    node.stop()
    node.start()
    assert node.client.model_fit("echo").basis == "measured"


def test_a_chat_teaches_the_speed_without_being_asked(one_thread: RunningNode) -> None:
    node = one_thread
    answer = say(node, "word " * 40, "slow-echo").message
    assert answer is not None
    assert answer.tokens_per_second is not None
    wait_until(lambda: node.client.model_fit("slow-echo").basis == "measured")
    fit = node.client.model_fit("slow-echo")
    assert fit.tokens_per_second_low < answer.tokens_per_second < fit.tokens_per_second_high


def begin_measuring(node: RunningNode, pool: ThreadPoolExecutor) -> Future[ModelFit]:
    measured = pool.submit(node.client.measure_model, "slow-echo")
    wait_until(lambda: bool(node.client.status().loaded_models))
    return measured


def test_nothing_is_measured_beside_an_answer(node: RunningNode) -> None:
    conversation = node.client.create_conversation(NewConversation())
    request = TurnRequest(content="word " * 500, model="slow-echo")
    with node.client.turn(conversation.id, request) as turn:
        next(event for event in turn if isinstance(event, TurnText))
        with pytest.raises(ConflictError, match="An answer is being written"):
            node.client.measure_model("slow-echo")
        node.client.stop_turn(conversation.id)


@pytest.mark.parametrize("model", ["slow-echo", "echo"])
def test_an_answer_that_is_asked_for_goes_first(node: RunningNode, model: str) -> None:
    with ThreadPoolExecutor() as pool:
        measured = begin_measuring(node, pool)
        begun = time.monotonic()
        assert say(node, "hello", model).message is not None
        assert time.monotonic() - begun < 5
        with pytest.raises(ConflictError, match="an answer was asked for"):
            measured.result(10)


def test_a_measurement_is_cancelled_and_only_one_runs(node: RunningNode) -> None:
    assert not node.client.cancel_measurement("slow-echo").was_running
    with ThreadPoolExecutor() as pool:
        measured = begin_measuring(node, pool)
        with pytest.raises(ConflictError, match="being measured already"):
            node.client.measure_model("echo")
        assert node.client.cancel_measurement("slow-echo").was_running
        with pytest.raises(ConflictError, match="cancelled"):
            measured.result(5)
    wait_until(lambda: node.client.status().loaded_models == [])


def test_stopping_the_node_ends_a_measurement(node: RunningNode) -> None:
    with ThreadPoolExecutor() as pool:
        measured = begin_measuring(node, pool)
        begun = time.monotonic()
        node.client.shut_down()
        assert node.process.wait(10) == 0
        assert time.monotonic() - begun < 5
        assert measured.exception(5) is not None


@pytest.mark.real_model
def test_a_real_model_is_measured_and_chats_as_fast(real_node: RunningNode) -> None:
    fit = real_node.client.measure_model("smollm2")
    assert fit.basis == "measured"
    assert fit.prompt_tokens_per_second > 0
    assert fit.weights_bytes == 96_576_768
    assert fit.fits

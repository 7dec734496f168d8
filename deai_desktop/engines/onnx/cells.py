"""The slots of a model for ONNX Runtime GenAI: a sequence of the library's for each, for the batch scheduler.

Each sequence has a generator of its own, and with it the memory of a whole window; they take turns at the model, one
token each. The library has two ways to work on several sequences in one go, and neither is of use here. A generator
with several rows wants all its prompts at the beginning and ends when all of them have ended. The `Engine` class puts
requests together while they run only for models that were built for it (paged attention); with any other, a request
that comes a moment after another waits for its end (seen with 0.18; four that began and ended together brought 1.5
times the tokens of one). It also takes no scores from outside, so that our sampling options and log probabilities could
not be had with it, and 0.13 and 0.18 are called in different ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from deai_desktop.core.errors import EngineError
from deai_desktop.engines.onnx.guidance import Guidance
from deai_desktop.engines.onnx.library import GenaiModel, GenaiSequence
from deai_desktop.engines.onnx.sampler import Numbers
from deai_desktop.models.fit_memory import LARGEST_STEP

_ROPE_SWITCHES = {"phi3": (4096, 4097), "phimoe": (4096, 4097), "phi3small": (8192, 8197)}
"""Kinds of models that turn positions differently once a text is longer than the first number: what is kept of a
shorter one is then wrong, and such a prompt has to be read at once. At the second one the library reads all of it again
by itself, and forgets which token was chosen."""


class Assigned(Protocol):
    """What the slots need to know of an answer."""

    prompt_tokens: int

    @property
    def guidance(self) -> Guidance | None: ...


class GenaiCells:
    """Sequences of ``length`` tokens at most, made when their slot is first used."""

    grain = 8
    """Small pieces cost little: SmolLM2 reads 186 tokens in a second of processor time so, and 214 in pieces of 32."""
    can_copy = False
    exact_piece = 32
    """How the library's kernels round may depend on how a prompt is cut."""
    batch_size = LARGEST_STEP

    def __init__(self, model: GenaiModel, kind: str, slots: int, length: int) -> None:
        self.slots = slots
        self.length = length
        self._model = model
        self._switch, self._reread = _ROPE_SWITCHES.get(kind.lower(), (0, 0))
        self._sequences: list[GenaiSequence | None] = [None] * slots
        self._answers: list[Assigned | None] = [None] * slots
        self._outputs: list[int] = []
        """The slots that the last step worked for."""
        self._faults: dict[int, Exception] = {}

    def reads_whole(self, count: int) -> bool:
        """Say whether so many tokens must be read in one go, with nothing before them."""
        return not self._model.goes_on or bool(self._switch and count > self._switch)

    def use(self, adapters: object) -> None:
        """Change nothing: requests with adapters are refused."""

    def assign(self, slot: int, answer: Assigned) -> None:
        """Hear which answer goes to a slot: its prompt is read, the rest is written; it may have a grammar."""
        self._answers[slot] = answer
        if answer.guidance is not None:
            self._sequences[slot] = None  # a grammar belongs to a sequence from its first token on

    def read(self, slot: int, tokens: Sequence[int], start: int) -> bool:
        """Work through tokens of one sequence that stand at ``start`` and after; the last one has an output."""
        self._outputs, self._faults = [slot], {}
        try:
            self._read(slot, tokens, start)
        except Exception:
            self._sequences[slot] = None
            raise
        return True

    def write(self, tokens: Sequence[tuple[int, int, int]]) -> None:
        """Work through one token each of several sequences: slot, token, position. Each has an output.

        What goes wrong with one is told when its output is asked for.
        """
        self._outputs, self._faults = [slot for slot, _, _ in tokens], {}
        for slot, token, position in tokens:
            try:
                self._write(slot, token, position)
            except Exception as error:  # noqa: BLE001 - one sequence's fault is not another's
                self._faults[slot] = error
                self._sequences[slot] = None

    def _read(self, slot: int, tokens: Sequence[int], start: int) -> None:
        sequence = self._sequences[slot]
        if sequence is None:
            answer = self._answers[slot]
            sequence = GenaiSequence(self._model, self.length, answer.guidance if answer else None)
            self._sequences[slot] = sequence
        _check_position(sequence, start)
        sequence.read(tokens)

    def _write(self, slot: int, token: int, position: int) -> None:
        answer, sequence = self._answers[slot], self._sequences[slot]
        if answer is None or position < answer.prompt_tokens:
            self._read(slot, [token], position)
            return
        if sequence is None:
            raise EngineError("This answer's working memory was lost.")
        _check_position(sequence, position)
        if self._switch and position in (self._switch, self._reread):
            whole = [*sequence.tokens, token]
            del sequence
            self._sequences[slot] = None  # before a new one is made: each takes the memory of a whole window
            self._read(slot, whole, 0)
        else:
            sequence.write(token)

    def keep(self, slot: int, count: int) -> int:
        """Forget all but the first ``count`` tokens of a sequence and return how many could really be kept."""
        sequence = self._sequences[slot]
        if sequence is None:
            return 0
        kept = min(count, len(sequence.tokens))
        is_beyond_switch = bool(self._switch) and len(sequence.tokens) > self._switch
        if sequence.is_guided or is_beyond_switch or not self._model.goes_on:
            self._sequences[slot] = None
            return 0
        sequence.keep(kept)
        return kept

    def copy(self, source: int, target: int) -> None:
        """Refuse: the library can't."""
        raise NotImplementedError

    def save(self, slot: int) -> bytes:
        """Save nothing: an answer that is put aside is worked through again."""
        return b""

    def restore(self, slot: int, state: bytes) -> bool:
        """Say that nothing was saved."""
        return False

    def logits(self, output: int) -> Numbers:
        """Return an output of the last step; ``output`` is the place of its token in that step, -1 the last one."""
        return self._output(output).logits()

    def choose(self, output: int, scores: Numbers) -> int:
        """Choose the next token by scores, among those that the grammar of that answer allows."""
        return self._output(output).choose(scores)

    def _output(self, output: int) -> GenaiSequence:
        slot = self._outputs[output]
        if fault := self._faults.get(slot):
            raise fault
        sequence = self._sequences[slot]
        assert sequence is not None
        return sequence


def _check_position(sequence: GenaiSequence, position: int) -> None:
    if len(sequence.tokens) != position:
        raise EngineError("This answer's working memory was lost.")

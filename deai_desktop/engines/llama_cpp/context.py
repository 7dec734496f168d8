"""Working memory of a model for several sequences: what llama.cpp keeps of each, and the steps that fill it.

Each sequence has KV cells of its own (llama.cpp's ``kv_unified`` is off). One pool of cells for all would take less
memory, but on a processor each token then looks at the cells of every sequence, and where a sequence's cells lie
changes how sums are rounded: the same request would give another text amid others than alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence

import llama_cpp.llama_cpp as llama
import numpy as np
import numpy.typing as npt

from deai_desktop.core.errors import EngineError, EngineStartError
from deai_desktop.engines.batching.sequences import Piece
from deai_desktop.engines.batching.slots import AdapterSet
from deai_desktop.engines.llama_cpp.library import LlamaModel
from deai_desktop.models.fit_memory import STEP_GRAIN

Floats = npt.NDArray[np.float32]

_ABORTED = 2
"""What ``llama_decode`` returns when its abort callback said so."""


class LlamaContext:
    """Cells for ``slots`` sequences of ``length`` tokens each. ``is_interrupted`` is asked during long steps."""

    grain = STEP_GRAIN
    can_copy = True
    can_join = True
    exact_piece = 0

    def __init__(
        self,
        model: LlamaModel,
        length: int,
        batch: int,
        threads: int,
        *,
        slots: int = 1,
        embeddings: bool = False,
        is_interrupted: Callable[[], bool] = lambda: False,
    ) -> None:
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = length * slots
        parameters.n_batch = batch
        parameters.n_ubatch = batch
        parameters.n_seq_max = slots
        parameters.kv_unified = False
        parameters.n_threads = threads
        parameters.n_threads_batch = threads
        parameters.embeddings = embeddings
        if not embeddings:
            # Only each sequence's last output is ever read; by itself llama.cpp allocates for all of a batch, which
            # is half a gigabyte for a large vocabulary.
            parameters.n_outputs_max = slots
        parameters.no_perf = True
        if not model.gpu_layers:
            # On the CPU it works on one sequence in another way than on several, and on 64 tokens in another way than
            # on fewer: the same request would give another text amid others. It is quicker up to some hundred tokens
            # only, and slower beyond (see tests/bench).
            parameters.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self.pointer = llama.llama_init_from_model(model.pointer, parameters)
        if not self.pointer:
            raise EngineStartError(
                f"There is not enough memory for a context of {length} tokens.",
                hint="Choose a smaller one: deai settings set engine.context_length 2048",
            )
        self.model = model
        self.slots = slots
        self.length = int(llama.llama_n_ctx(self.pointer)) // slots
        self.batch_size = batch
        self._adapters: AdapterSet = ()
        self._memory = llama.llama_get_memory(self.pointer)
        self._abort = llama.ggml_abort_callback(lambda _: is_interrupted())
        self._no_abort = llama.ggml_abort_callback()
        self._batch = llama.llama_batch_init(batch, 0, 1)
        for place in range(batch):
            self._batch.n_seq_id[place] = 1

    def use(self, adapters: AdapterSet) -> None:
        """Let the steps that follow go through the model with these adapters.

        llama.cpp applies them to whole batches, and plans its working memory anew whenever they change.
        """
        if adapters == self._adapters:
            return
        addresses = (llama.llama_adapter_lora_p_ctypes * len(adapters))(
            *(ctypes.cast(address, llama.llama_adapter_lora_p_ctypes) for address, _ in adapters)
        )
        scales = (ctypes.c_float * len(adapters))(*(scale for _, scale in adapters))
        if llama.llama_set_adapters_lora(self.pointer, addresses, len(adapters), scales) != 0:
            raise EngineError("llama.cpp could not use the adapters.")
        self._adapters = adapters

    def reads_whole(self, count: int) -> bool:
        """Say no: all tokens can be read in pieces."""
        return False

    def assign(self, slot: int, answer: object) -> None:
        """Nothing depends on the answer."""

    def read(self, pieces: Sequence[Piece], *, all_outputs: bool = False) -> bool:
        """Work through pieces of several sequences, each slot's once; the last token of each has an output.

        Return False when several tokens were interrupted; what is in the cells after each ``start`` is undefined then.
        A single token is not worth the asking.
        """
        batch, place = self._batch, 0
        for slot, tokens, start in pieces:
            for position, token in enumerate(tokens, start):
                batch.token[place] = token
                batch.pos[place] = position
                batch.seq_id[place][0] = slot
                batch.logits[place] = all_outputs
                place += 1
            batch.logits[place - 1] = True
        batch.n_tokens = place
        return self._decode(may_be_interrupted=place > 1)

    def write(self, tokens: Sequence[tuple[int, int, int]]) -> None:
        """Work through one token each of several sequences: slot, token, position. Each has an output.

        llama.cpp works on neighbouring slots in one go, so slots should rise.
        """
        batch = self._batch
        batch.n_tokens = len(tokens)
        for place, (slot, token, position) in enumerate(tokens):
            batch.token[place] = token
            batch.pos[place] = position
            batch.seq_id[place][0] = slot
            batch.logits[place] = True
        self._decode(may_be_interrupted=False)

    def _decode(self, *, may_be_interrupted: bool) -> bool:
        abort = self._abort if may_be_interrupted else self._no_abort
        llama.llama_set_abort_callback(self.pointer, abort, None)
        status = llama.llama_decode(self.pointer, self._batch)
        if status == _ABORTED:
            return False
        if status != 0:
            raise EngineError(f"llama.cpp could not work on the text (status {status}).")
        return True

    def keep(self, slot: int, count: int) -> int:
        """Forget all but the first ``count`` cells of a sequence and return how many could really be kept.

        Recurrent models can't go back at all, those with a sliding window only as far as their window reaches.
        """
        if count > 0 and llama.llama_memory_seq_rm(self._memory, slot, count, -1):
            first = llama.llama_memory_seq_pos_min(self._memory, slot)
            window = self.model.sliding_window
            if window <= 0 or first <= max(0, count - window):
                return count
        llama.llama_memory_seq_rm(self._memory, slot, -1, -1)
        return 0

    def copy(self, source: int, target: int) -> None:
        """Give one sequence the cells of another."""
        llama.llama_memory_seq_rm(self._memory, target, -1, -1)
        llama.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def save(self, slot: int) -> bytes:
        """Take the state of a sequence out of the context; its cells stay as they are."""
        size = llama.llama_state_seq_get_size(self.pointer, slot)
        data = (ctypes.c_uint8 * size)()
        written = llama.llama_state_seq_get_data(self.pointer, data, size, slot)
        return bytes(memoryview(data)[:written])

    def restore(self, slot: int, state: bytes) -> bool:
        """Put a saved state into a slot, in place of what is there; False when that fails, then it is empty."""
        llama.llama_memory_seq_rm(self._memory, slot, -1, -1)
        data = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if llama.llama_state_seq_set_data(self.pointer, data, len(state), slot) == len(state):
            return True
        llama.llama_memory_seq_rm(self._memory, slot, -1, -1)
        return False

    def logits(self, output: int) -> Floats:
        """Return a view of an output of the last step, one number for each token of the vocabulary.

        ``output`` is the place of its token in that step; negative ones count outputs from the last one, which is -1.
        """
        pointer = llama.llama_get_logits_ith(self.pointer, output)
        return np.ctypeslib.as_array(pointer, shape=(self.model.vocabulary_size,))

    def embedding(self, tokens: Sequence[int]) -> Floats:
        """Return one vector for all the tokens: the model's own pooling, else their mean."""
        llama.llama_memory_clear(self._memory, True)
        size = self.model.embedding_length
        self.read([Piece(0, tokens, 0)], all_outputs=True)
        if llama.llama_pooling_type(self.pointer) > 0:
            pointer = llama.llama_get_embeddings_seq(self.pointer, 0)
            return np.ctypeslib.as_array(pointer, shape=(size,)).copy()
        rows = [
            np.ctypeslib.as_array(llama.llama_get_embeddings_ith(self.pointer, place), shape=(size,))
            for place in range(len(tokens))
        ]
        return np.asarray(np.mean(rows, axis=0), dtype=np.float32)

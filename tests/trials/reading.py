"""An answer that a program reads over the local API while things happen to who writes it."""

from __future__ import annotations

import itertools
import threading
import time

import openai

from tests.trials.party import MODEL, PC

TOKENS = 120
PROMPT = "Write a story about a lighthouse keeper who finds a letter."
_LONGEST = 240.0


class Reading:
    """Read an answer in a thread, greedily, and note when each piece came."""

    def __init__(self, asker: PC, prompt: str = PROMPT, tokens: int = TOKENS, model: str = MODEL) -> None:
        self.pieces: list[tuple[float, str]] = []
        self.error = ""
        self.reason = ""
        """Why it ended; empty where it did not."""
        self.tokens = 0
        """As the answer's end counts them."""
        self.prompt, self.most = prompt, tokens
        self._asker, self._model = asker, model
        self._is_wanted = True
        self._begun = time.monotonic()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def text(self) -> str:
        """What has come so far."""
        return "".join(text for _, text in self.pieces)

    @property
    def first(self) -> float:
        """Seconds to the first piece."""
        return self.pieces[0][0] - self._begun

    @property
    def speed(self) -> float:
        """Tokens a second after the first piece."""
        return (self.tokens - 1) / (self.pieces[-1][0] - self.pieces[0][0])

    @property
    def gap(self) -> float:
        """The longest pause between two pieces."""
        times = [at for at, _ in self.pieces]
        return max((late - early for early, late in itertools.pairwise(times)), default=0.0)

    @property
    def has_ended(self) -> bool:
        """Whether there will be no more."""
        return not self._thread.is_alive()

    def until(self, pieces: int) -> None:
        """Wait until so many pieces have come, or the end."""
        while len(self.pieces) < pieces and not self.has_ended:
            time.sleep(0.002)

    def end(self, seconds: float = _LONGEST) -> None:
        """Wait until all has come."""
        self._thread.join(seconds)
        if not self.has_ended:
            self.error = f"no end within {seconds:.0f} s"

    def cancel(self) -> None:
        """Hang up in the middle of the answer."""
        self._is_wanted = False

    def why_not_whole(self) -> str:
        """Say what is missing at its end; empty where nothing is."""
        if self.error or not self.reason:
            return self.error or "it has no end"
        if self.reason == "length" and self.tokens != self.most:
            return f"{self.tokens} tokens were counted in place of {self.most}"
        return ""

    def _read(self) -> None:
        try:
            with self._asker.inside() as node:
                self._stream(node.client.address, node.token)
        except (openai.OpenAIError, OSError) as error:
            self.error = f"{type(error).__name__}: {error}"

    def _stream(self, address: str, key: str) -> None:
        with openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0, timeout=_LONGEST) as client:
            stream = client.chat.completions.create(
                model=self._model,
                messages=[{"role": "user", "content": self.prompt}],
                max_tokens=self.most,
                temperature=0,
                stream=True,
                stream_options={"include_usage": True},
            )
            with stream:
                for chunk in stream:
                    if not self._is_wanted:
                        return
                    if chunk.choices and chunk.choices[0].delta.content:
                        self.pieces.append((time.monotonic(), chunk.choices[0].delta.content))
                    if chunk.choices and chunk.choices[0].finish_reason:
                        self.reason = chunk.choices[0].finish_reason
                    if chunk.usage:
                        self.tokens = chunk.usage.completion_tokens

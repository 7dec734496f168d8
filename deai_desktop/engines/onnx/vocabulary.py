"""Turns text into tokens and tokens into bytes, by the ``tokenizer.json`` of a model's folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from deai_desktop.core.errors import EngineStartError

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


class Vocabulary:
    """Know a model's tokens. Making one raises `EngineStartError`."""

    def __init__(self, file: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(file))
        except Exception as error:  # the library raises nothing narrower
            raise EngineStartError(
                "This version does not know the model's vocabulary.",
                hint="Update DeAI Desktop, or choose another model.",
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._added = self._tokenizer.get_added_tokens_decoder()
        # The kinds of decoder have no common attribute that says it.
        self._octet_of = _octets() if "ByteLevel" in repr(self._tokenizer.decoder) else None

    def __len__(self) -> int:
        return int(self._tokenizer.get_vocab_size(with_added_tokens=True))

    def encode(self, text: str, *, add_special: bool, parse_special: bool = True) -> list[int]:
        """Turn text into tokens. Lone surrogates count as U+FFFD."""
        self._tokenizer.encode_special_tokens = not parse_special
        sound = text.encode("utf-8", "replace").decode("utf-8")
        return list(self._tokenizer.encode(sound, add_special_tokens=add_special).ids)

    def encode_more(self, text: str) -> list[int]:
        """Turn text into tokens that stands after other text."""
        # Some vocabularies put a space before what begins a text.
        before = self.encode("\n", add_special=False, parse_special=False)
        both = self.encode("\n" + text, add_special=False, parse_special=False)
        if both[: len(before)] == before:
            return both[len(before) :]
        return self.encode(text, add_special=False, parse_special=False)

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """Return the bytes a token stands for; none for control tokens unless ``special``."""
        if added := self._added.get(token):
            return b"" if added.special and not special else str(added.content).encode()
        text = self._tokenizer.id_to_token(token) or ""
        if self._octet_of is not None:
            return bytes(self._octet_of[letter] for letter in text if letter in self._octet_of)
        if octet := _BYTE.fullmatch(text):
            return bytes([int(octet[1], 16)])
        return text.replace("▁", " ").encode()


def _octets() -> dict[str, int]:
    """Return which letter stands for which byte in byte-level vocabularies (GPT-2's `bytes_to_unicode`)."""
    return {chr(letter): octet for octet, letter in _letters()}


def _letters() -> Iterator[tuple[int, int]]:
    later = 256
    for octet in range(256):
        if 0x21 <= octet <= 0x7E or 0xA1 <= octet <= 0xAC or octet >= 0xAE:
            yield octet, octet
        else:
            yield octet, later
            later += 1

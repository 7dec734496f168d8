"""What this PC offers a model: memory, graphics cards, threads."""

from __future__ import annotations

from dataclasses import dataclass

RESERVED = 2 * 1024**3
"""Memory of the whole PC that is left to the system and the person's other programs."""
KEPT_FREE = 512 * 1024**2
"""Memory that stays free beside a model, of what is free now; of a graphics card's too."""


@dataclass(frozen=True)
class Device:
    """A graphics card that an engine can compute on, with its memory in bytes."""

    name: str
    total: int
    free: int
    shares_memory: bool = False
    """Whether its memory is the PC's own, as with graphics in the processor."""


@dataclass(frozen=True)
class Hardware:
    """Hold what the PC has, in bytes, and how the settings say it is to be used."""

    total_memory: int
    available_memory: int
    """What is free now, counted as if no model of ours were loaded."""
    threads: int = 1
    devices: tuple[Device, ...] = ()
    """Graphics cards that may be used; none where the settings say so."""
    slots: int = 0
    """Answers that a model works on at once, if the settings say."""

    @property
    def usable_memory(self) -> int:
        """What a model may take without pushing other programs out of memory."""
        return max(0, min(self.total_memory - RESERVED, self.available_memory - KEPT_FREE))

    @property
    def least_memory(self) -> int:
        """The memory of the PC, or of its cards where that is less."""
        cards = sum(one.total for one in self.devices if not one.shares_memory)
        return min(self.total_memory, cards or self.total_memory)

    @property
    def usable_device_memory(self) -> int:
        """What a model may take of the graphics cards' own memory together."""
        return sum(max(0, one.free - KEPT_FREE) for one in self.devices if not one.shares_memory)

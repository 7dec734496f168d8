"""What a worker has done of a job, in numbers: never a word of the prompt or the answer."""

from __future__ import annotations

from dataclasses import dataclass

from deai_desktop.pool.identity.keys import PublicKey


@dataclass(frozen=True)
class Work:
    """One part of a job."""

    job: str
    """32 hex digits."""
    worker: PublicKey
    requester: PublicKey
    model: str
    model_sha256: str
    part: int
    """1, 2, …"""
    prompt_tokens: int
    """Of this part, as the next one."""
    completion_tokens: int
    begun_at: float
    """Seconds since 1970, by the worker's clock."""
    ended_at: float

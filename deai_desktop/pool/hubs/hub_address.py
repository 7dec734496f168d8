"""Where a hub is."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator


@dataclass(frozen=True)
class HubAddress:
    """Say where a hub takes connections."""

    host: str
    port: int
    is_web: bool = False
    """Whether it is to be spoken to as a web page is (wss), where a network lets nothing else through."""

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class SentAddress(BaseModel):
    """An address as it is sent and read."""

    model_config = ConfigDict(extra="forbid")

    host: Annotated[str, Field(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:_\-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)]
    is_web: bool = False

    @field_validator("host")
    @classmethod
    def _is_name_or_address(cls, host: str) -> str:
        if ":" in host:
            ipaddress.IPv6Address(host)
        return host

    @classmethod
    def of(cls, address: HubAddress) -> SentAddress:
        """Return what is sent. Raises `ValueError` for what is no address."""
        return cls(host=address.host, port=address.port, is_web=address.is_web)

    @property
    def address(self) -> HubAddress:
        """What was read."""
        return HubAddress(self.host, self.port, self.is_web)

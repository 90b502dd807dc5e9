"""Why something came out as it did: a code with its values; the sentences are written elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: a code and the values its sentence needs."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

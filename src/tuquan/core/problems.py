"""One shape for everything that is wrong with something a person gave us.

The core names problems by code; the sentences a person reads live in `tuquan.base.texts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong (`code`), where (`where`: a question key, or `file:line:column`), with values.

    `params` holds the values the sentence needs, by name. A warning says what somebody should look
    at and stops nothing.
    """

    code: str
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    is_warning: bool = False

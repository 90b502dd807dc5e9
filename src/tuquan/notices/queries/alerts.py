"""What somebody has to look after today, as the apps tell it.

Nothing here imports the apps above; they call `provide_alerts` in their `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Alert:
    """A matter for whoever holds a permission at a path: what it is, where to do something.

    `code` has its sentence in `base.texts.notices`. `key` names the matter: nobody is told of one
    matter twice, and what is finished is no longer given by its provider.
    """

    code: str
    params: Mapping[str, object]
    path: str
    permission: str
    url: str
    key: str


Provider = Callable[[date], Iterable[Alert]]

_PROVIDERS: list[Provider] = []


def provide_alerts(provider: Provider) -> None:
    """Let an app say of what to tell people on a day."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def alerts_on(today: date) -> Iterator[Alert]:
    """Everything there is to tell on a day."""
    for provider in _PROVIDERS:
        yield from provider(today)

"""A short number for one request: on its error page and in every line it logs."""

from __future__ import annotations

import logging
import secrets
from contextvars import ContextVar

_reference: ContextVar[str] = ContextVar("reference", default="-")


def new_reference() -> str:
    """Begin a request: eight characters that can be read over the telephone."""
    reference = "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(8))
    _reference.set(reference)
    return reference


def current_reference() -> str:
    """The number of the request being answered, or `-` outside one."""
    return _reference.get()


class ReferenceFilter(logging.Filter):
    """Puts the request's number on every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, numbered."""
        record.reference = current_reference()
        return True

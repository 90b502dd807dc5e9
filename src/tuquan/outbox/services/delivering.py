"""Entering one entry of a telephone, and saying in one shape what became of it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import DomainError, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.outbox.registry import Item, Locked, ServerCopy, deliverer
from tuquan.outbox.services.once import CREATED, digest_of, once

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Result:
    """What a telephone is told about one entry."""

    status: int
    body: Mapping[str, Any]


def deliver_item(actor: Actor, item: Item) -> Result:
    """Enter one entry in a transaction of its own; a refusal is a result, never an error."""
    deliver = deliverer(item.kind)
    if deliver is None:
        return refused(410, Problem("entry_kind_unknown"))
    return answered(actor, item, lambda: deliver(actor, item).body)


def answered(actor: Actor, item: Item, work: Callable[[], Mapping[str, object]]) -> Result:
    """Do the work for this entry once; its answer as a result."""
    digest = digest_of([item.v, item.base, item.data])

    def effect() -> Mapping[str, object]:
        return {"ok": True, "received_at": clock.now(), **work()}

    try:
        body, replayed = once(actor, item.key, item.kind, item.subject, digest, effect)
    except (ObjectDoesNotExist, Http404, NotAllowed):
        return refused(404, Problem("entry_subject_gone"))
    except DomainError as refusal:
        return _said(refusal)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        logger.error(
            "entry of kind %s broke: %s at %s:%s",
            item.kind,
            type(error).__name__,
            last.filename,
            last.lineno,
        )
        return refused(500, Problem("entry_broke"))
    return Result(CREATED, body | ({"replayed": True} if replayed else {}))


def refused(status: int, problem: Problem) -> Result:
    """A refusal with its sentence."""
    return Result(status, {"code": problem.code, "text": say(problem)})


def _said(refusal: DomainError) -> Result:
    if isinstance(refusal, Invalid):
        codes = {problem.code for problem in refusal.problems}
        lines = [{"line": one.where, "text": say(one)} for one in refusal.problems]
        code = codes.pop() if len(codes) == 1 and not lines[0]["line"] else "invalid"
        first = next((one["text"] for one in lines if not one["line"]), None)
        text = first or say(Problem("entry_invalid"))
        return Result(422, {"code": code, "text": text, "lines": lines})
    result = refused(423 if isinstance(refusal, Locked) else 409, refusal.problem)
    if isinstance(refusal, ServerCopy):
        return Result(409, {**result.body, "server": refusal.copy})
    return result

"""What stands against a paper, in words; blanks by what belongs there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.texts import say
from tuquan.base.texts.wording import spoken
from tuquan.core.papers import FIELDS
from tuquan.core.problems import Problem
from tuquan.documents.models import OfficialDocument

CHIPS: Mapping[str, str] = {"draft": "draft", "issued": "accepted", "withdrawn": "late"}
"""The look of a state in a list."""

WHAT: Mapping[str, object] = {
    "establish": gettext_lazy("established"),
    "reconstitute": gettext_lazy("reconstituted"),
    "recognise_head": gettext_lazy("recognised leader and deputy"),
    "dissolve": gettext_lazy("ended"),
    "award": gettext_lazy("awarded"),
}
"""What a paper brought about, where an app says it by a word of its own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands against issuing a paper, and what its issuer should look at."""

    errors: tuple[str, ...]
    remarks: tuple[str, ...]


def standing_of(problems: Iterable[Problem]) -> Standing:
    """The problems in words, each once; those with choices are asked in the form."""
    plain = [problem for problem in problems if "choices" not in problem.params]
    errors = dict.fromkeys(say_problem(one) for one in plain if not one.is_warning)
    remarks = dict.fromkeys(say_problem(one) for one in plain if one.is_warning)
    return Standing(tuple(errors), tuple(remarks))


def questions_of(problems: Iterable[Problem]) -> list[Problem]:
    """The contradictions of the source, each once."""
    asked = {one.code: one for one in problems if "choices" in one.params}
    return list(asked.values())


def say_problem(problem: Problem) -> str:
    """The sentence of a problem; a blank by its meaning and not by its key."""
    return say(with_meaning(problem))


def with_meaning(problem: Problem) -> Problem:
    """The problem with the meaning of the blank it names instead of its key."""
    known = FIELDS.get(str(problem.params.get("field")))
    if known is None:
        return problem
    meaning = spoken(known.meaning_vi, known.meaning)
    return replace(problem, params={**problem.params, "field": meaning})


def mark_of(document: OfficialDocument) -> str:
    """The line over a paper that does not hold, in the language of papers."""
    if document.state == OfficialDocument.State.DRAFT:
        return "BẢN DỰ THẢO, CHƯA BAN HÀNH"
    if document.state == OfficialDocument.State.WITHDRAWN and document.withdrawn_on:
        return f"ĐÃ THU HỒI từ ngày {document.withdrawn_on:%d/%m/%Y}"
    return ""


def name_of(document: OfficialDocument) -> str:
    """What a page calls a paper."""
    return document.title or _("Paper without a title")


def say_effect(what: str) -> str:
    """What a paper brought about."""
    return str(WHAT.get(what, what))

"""Checking a pack somebody wrote: every mistake with its line, then the pack's own cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.packs import MISTAKES, mistake
from tuquan.base.working_days import work_calendar
from tuquan.core.packs.cases import CaseResult, run_cases
from tuquan.core.problems import Problem
from tuquan.core.programme import Pack
from tuquan.programmes import queries, services
from tuquan.programmes.forms import PackForm
from tuquan.programmes.views.editions import installed_words

_PLACE = re.compile(r"^(?P<file>.*?)(?::(?P<line>[0-9]+):(?P<column>[0-9]+))?$", re.DOTALL)
_AROUND = 2
_LONGEST_LINE = 200
_ENOUGH = services.LARGEST_ARCHIVE + 1
"""Bytes read of an upload: enough to see that it is too large."""


@dataclass(frozen=True, slots=True)
class Found:
    """What reading an archive gave."""

    name: str
    pack: Pack | None
    problems: Sequence[Problem]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of a file, with its number."""

    number: str
    text: str
    is_meant: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or to be looked at: where, in words, and the lines around it."""

    sentence: str
    place: str
    is_warning: bool
    code: Sequence[CodeLine]


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What was found in one file."""

    file: str
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """How a case of the pack ended, in words."""

    result: CaseResult
    words: str


@dataclass(frozen=True, slots=True)
class EditionCases:
    """The cases of one edition of the pack."""

    edition: str
    lines: Sequence[CaseLine]
    passed: int


@dataclass(frozen=True, slots=True)
class PackReport:
    """Everything that was found in a pack."""

    name: str
    pack: Pack | None
    files: Sequence[FileFindings]
    mistakes: int
    warnings: int
    cases: Sequence[EditionCases]


def check(request: PageRequest) -> HttpResponseBase:
    """Read a zipped pack and say what is wrong with it; install it when asked. Nothing is kept."""
    actor = request.actor
    require(actor.may("programmes.manage", ""))
    form = PackForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, form, None, 422 if form.errors else 200)
    file = form.cleaned_data["file"]
    found = Found(str(file.name), *services.read_pack_archive(file.read(_ENOUGH), str(file.name)))
    if request.POST.get("action") != "install":
        return _page(request, form, _report(found), 200)
    if found.pack is None:
        return _page(request, form, _report(found), 422)
    try:
        done = services.install_pack(actor, found.pack)
    except Invalid as refusal:
        form.add_error("file", [say(problem) for problem in refusal.problems])
        return _page(request, form, _report(found), 422)
    except Conflict as conflict:
        form.add_error("file", say(conflict.problem))
        return _page(request, form, _report(found), 409)
    messages.success(request, installed_words(done))
    return redirect("programmes:index")


def _page(
    request: PageRequest, form: PackForm, report: PackReport | None, status: int
) -> HttpResponse:
    context = {
        "pack_form": form,
        "report": report,
        "english": (get_language() or "").startswith("en"),
    }
    return render(request, "programmes/problems.html", context, status=status)


def _report(found: Found) -> PackReport:
    problems = found.problems
    warnings = sum(problem.is_warning for problem in problems)
    by_file = groupby(problems, lambda problem: _place(problem)[0])
    return PackReport(
        found.name,
        found.pack,
        [FileFindings(file, [_finding(one, found.texts) for one in of]) for file, of in by_file],
        len(problems) - warnings,
        warnings,
        list(_cases(found.pack)) if found.pack else [],
    )


def _place(problem: Problem) -> tuple[str, int, int]:
    found = _PLACE.match(problem.where)
    assert found is not None  # noqa: S101 - the pattern matches every text
    return found["file"], int(found["line"] or 0), int(found["column"] or 0)


def _finding(problem: Problem, texts: Mapping[str, str]) -> Finding:
    file, line, column = _place(problem)
    sentence = mistake(problem) if problem.code in MISTAKES else say(problem)
    place = f"{line}:{column}" if line else ""
    code = list(_around(texts.get(file, ""), line)) if line else []
    return Finding(sentence, place, problem.is_warning, code)


def _around(text: str, line: int) -> Iterator[CodeLine]:
    """The line that is meant with two lines before and after it."""
    lines = text.splitlines()
    for number in range(max(1, line - _AROUND), min(len(lines), line + _AROUND) + 1):
        yield CodeLine(str(number), lines[number - 1][:_LONGEST_LINE], number == line)


def _cases(pack: Pack) -> Iterator[EditionCases]:
    work = work_calendar()
    for edition in pack.editions:
        whole = queries.with_parent(edition)
        results = run_cases(whole, pack.cases.get(edition.key, ()), work=work)
        lines = [CaseLine(one, say(one.problem) if one.problem else "") for one in results]
        yield EditionCases(edition.key, lines, sum(one.passed for one in results))

"""`tuquan programme check`: every mistake of a pack, what to look at, and its own cases."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.base.texts import say
from tuquan.base.texts.packs import mistake
from tuquan.base.texts.wording import spoken
from tuquan.base.working_days import work_calendar
from tuquan.core.packs.cases import CaseResult, run_cases
from tuquan.core.problems import Problem
from tuquan.core.programme import Pack
from tuquan.project.commands.console import print_json, say_line
from tuquan.project.commands.programme.packs import pack_folder, read_resolved

Results = dict[str, list[CaseResult]]
"""The results of the cases, by the key of their edition."""


def check(arguments: argparse.Namespace) -> int:
    """Print mistakes, warnings and cases of a pack; 1 for a mistake or a case that fails."""
    pack, problems = read_resolved(pack_folder(arguments.pack))
    mistakes = [problem for problem in problems if not problem.is_warning]
    warnings = [problem for problem in problems if problem.is_warning]
    if pack is None:
        return print_mistakes(mistakes, arguments.json, warnings)
    results = _run_all(pack)
    if arguments.json:
        print_json(_plain(pack, warnings, results))
    else:
        _print(pack, warnings, results)
    return 0 if all(one.passed for ran in results.values() for one in ran) else 1


def print_mistakes(
    mistakes: Sequence[Problem], as_json: bool, warnings: Sequence[Problem] = ()
) -> int:
    """A line or an entry for each mistake; the exit code of a pack that cannot be used."""
    if as_json:
        print_json(
            {
                "ok": False,
                "pack": None,
                "editions": [],
                "problems": [_plain_problem(problem) for problem in mistakes],
                "warnings": [_plain_problem(problem) for problem in warnings],
                "cases": {"passed": 0, "failed": 0, "results": []},
            }
        )
        return 1
    for problem in mistakes:
        say_line(f"{problem.where}: {mistake(problem)}")
    _print_warnings(warnings)
    return 1


def _run_all(pack: Pack) -> Results:
    work = work_calendar()
    return {
        edition.key: run_cases(edition, pack.cases.get(edition.key, ()), work=work)
        for edition in pack.editions
    }


def _print(pack: Pack, warnings: Sequence[Problem], results: Results) -> None:
    _print_warnings(warnings)
    everything = [(key, one) for key, ran in results.items() for one in ran]
    failed = [(key, one) for key, one in everything if not one.passed]
    for key, one in failed:
        say_line(_("Case “%(name)s” of edition %(edition)s fails:") % _named(key, one))
        expected, found = {"expected": one.expected}, {"found": one.found}
        if one.problem:
            say_line("    " + say(one.problem))
        else:
            say_line("    " + _("expected: %(expected)s") % expected)
            say_line("    " + _("found: %(found)s") % found)
    names = {"name": spoken(pack.name, pack.name_en), "editions": ", ".join(results)}
    if failed:
        say_line(_("%(name)s can be read, but not all its cases hold.") % names)
    else:
        say_line(_("%(name)s is in order. Editions: %(editions)s.") % names)
    say_line(_count(len(everything) - len(failed), len(failed)))


def _count(passed: int, failed: int) -> str:
    if not passed + failed:
        return _("The pack has no cases of its own. Write some in EDITION/cases/.")
    words = ngettext(
        "%(passed)s case passed, %(failed)s failed",
        "%(passed)s cases passed, %(failed)s failed",
        passed,
    )
    return words % {"passed": passed, "failed": failed}


def _print_warnings(warnings: Sequence[Problem]) -> None:
    for warning in warnings:
        text = {"where": warning.where, "sentence": mistake(warning)}
        say_line(_("%(where)s: look at this: %(sentence)s") % text)


def _named(edition: str, result: CaseResult) -> dict[str, str]:
    return {"name": result.case.name, "edition": edition}


def _plain(pack: Pack, warnings: Sequence[Problem], results: Results) -> dict[str, Any]:
    plain = [_plain_result(key, one) for key, ran in results.items() for one in ran]
    passed = sum(one["passed"] for one in plain)
    return {
        "ok": passed == len(plain),
        "pack": pack.key,
        "editions": list(results),
        "problems": [],
        "warnings": [_plain_problem(problem) for problem in warnings],
        "cases": {"passed": passed, "failed": len(plain) - passed, "results": plain},
    }


def _plain_result(edition: str, result: CaseResult) -> dict[str, Any]:
    return {
        **_named(edition, result),
        "passed": result.passed,
        "expected": result.expected,
        "found": say(result.problem) if result.problem else result.found,
    }


def _plain_problem(problem: Problem) -> dict[str, Any]:
    file, _colon, place = problem.where.partition(":")
    line, _colon, column = place.partition(":")
    return {
        "file": file,
        "line": int(line) if line else None,
        "column": int(column) if column else None,
        "code": problem.code,
        "params": dict(problem.params),
        "message": mistake(problem),
    }

"""`tuquan programme`: check a pack, install it, see what is installed, adopt it for a place."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.errors import Invalid
from tuquan.base.texts.packs import mistake
from tuquan.base.texts.wording import period_words, spoken
from tuquan.core.problems import Problem
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition
from tuquan.programmes.queries import (
    first_reports,
    installed_editions,
    runs_in,
    visible_adoptions,
)
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    install_pack,
    install_shipped,
    packs_to_install,
    read_pack,
)
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    day_typed,
    place_named,
    print_json,
    say_line,
)

NAME = "programme"
HELP = gettext_lazy("check, install, list and adopt programmes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`check PATH`, `install PATH|KEY`, `list`, `adopt KEY --place P --from DAY`."""
    what = parser.add_subparsers(dest="what", required=True)
    checking = what.add_parser("check", help=_("list every mistake in a pack"))
    checking.add_argument("path", type=Path, help=_("the folder with pack.yaml"))
    installing = what.add_parser("install", help=_("install a pack"))
    installing.add_argument(
        "pack", help=_("a folder with pack.yaml, or the key of a programme that comes along")
    )
    listing = what.add_parser("list", help=_("show what is installed and who runs it"))
    adopting = what.add_parser("adopt", help=_("let a place run a programme"))
    adopting.add_argument("key", help=_("the key of the programme"))
    adopting.add_argument("--place", metavar="P", required=True, help=_("the commune"))
    adopting.add_argument("--from", dest="start", required=True, help=_("first day, 01/01/2027"))
    adopting.add_argument("--until", help=_("the first day on which it no longer runs"))
    adopting.add_argument(
        "--groups-of", metavar="KEY", help=_("the programme whose groups file the reports")
    )
    adopting.add_argument("--edition", help=_("the edition; the newest when left out"))
    for below in (checking, installing, listing, adopting):
        add_json_option(below)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 when a pack has mistakes."""
    do = {"check": _check, "install": _install, "list": _list, "adopt": _adopt}
    return do[arguments.what](arguments)


def _check(arguments: argparse.Namespace) -> int:
    pack, problems = read_pack(arguments.path)
    if problems or pack is None:
        return _print_mistakes(problems, arguments.json)
    keys = [edition.key for edition in pack.editions]
    if arguments.json:
        print_json({"ok": True, "pack": pack.key, "editions": keys, "problems": []})
    else:
        text = _("%(name)s is in order. Editions: %(editions)s.")
        say_line(text % {"name": spoken(pack.name, pack.name_en), "editions": ", ".join(keys)})
    return 0


def _print_mistakes(problems: list[Problem], as_json: bool) -> int:
    if as_json:
        found = [_plain_problem(problem) for problem in problems]
        print_json({"ok": False, "pack": None, "editions": [], "problems": found})
    for problem in () if as_json else problems:
        say_line(f"{problem.where}: {mistake(problem)}")
    return 1


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


def _install(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.pack)
    if folder.is_dir():
        pack, problems = read_pack(folder)
        if pack is None:
            return _print_mistakes(problems, arguments.json)
        new = install_pack(ACTOR, pack)
    else:
        new = install_shipped(ACTOR, arguments.pack)
    if arguments.json:
        print_json({"installed": [_plain_edition(edition) for edition in new]})
    for edition in () if arguments.json else new:
        names = {"programme": edition.programme.name, "edition": edition.key}
        say_line(_("Installed: %(programme)s, edition %(edition)s.") % names)
    if not new and not arguments.json:
        say_line(_("Nothing new: this is installed already."))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    adoptions: dict[int, list[Adoption]] = {}
    for adoption in visible_adoptions(ACTOR):
        adoptions.setdefault(adoption.edition_id, []).append(adoption)
    editions, waiting = list(installed_editions()), packs_to_install()
    if arguments.json:
        installed = [
            _plain_edition(edition)
            | {"adoptions": [_plain_adoption(one) for one in adoptions.get(edition.pk, [])]}
            for edition in editions
        ]
        print_json({"installed": installed, "shipped": [pack.key for pack in waiting]})
        return 0
    for edition in editions:
        say_line(f"{edition.programme.key}/{edition.key}  {edition.programme.name}")
        for adoption in adoptions.get(edition.pk, []):
            say_line(f"    {adoption.place.name}: {_days(adoption)}")
    for pack in waiting:
        say_line(_("Not installed yet: %(key)s") % {"key": pack.key})
    return 0


def _adopt(arguments: argparse.Namespace) -> int:
    place = place_named(arguments.place, "programmes.adopt")
    edition = _edition_named(arguments.key, arguments.edition)
    groups_of = _groups_of(arguments.groups_of, place) if arguments.groups_of else None
    until = day_typed(arguments.until) if arguments.until else None
    terms = AdoptionTerms(day_typed(arguments.start), until, groups_of)
    adoption = adopt_programme(ACTOR, place, edition, terms)
    if arguments.json:
        print_json(_plain_adoption(adoption))
        return 0
    names = {"place": place.name, "programme": edition.programme.name}
    say_line(_("%(place)s runs %(programme)s now. First reports:") % names)
    for first in first_reports(adoption):
        title = spoken(first.calendar.title, first.calendar.title_en)
        if first.period and first.due:
            due = formats.date_format(first.due, "SHORT_DATE_FORMAT")
            words = {"title": title, "period": period_words(first.period), "day": due}
            say_line("    " + _("%(title)s: %(period)s, due %(day)s") % words)
    return 0


def _edition_named(programme: str, key: str | None) -> ProgrammeEdition:
    editions = installed_editions().filter(programme__key=programme)
    if key:
        editions = editions.filter(key=key)
    newest = max(editions, key=lambda edition: edition.content.effective_from, default=None)
    if newest is None:
        raise Invalid([Problem("programme_unknown", "key", {"programme": programme})])
    return newest


def _groups_of(key: str, place: Place) -> Programme:
    programme = _edition_named(key, None).programme
    if not runs_in(place, programme):
        params = {"place": place.name, "programme": programme.name}
        raise Invalid([Problem("groups_of_not_adopted", "--groups-of", params)])
    return programme


def _days(adoption: Adoption) -> str:
    start = formats.date_format(adoption.effective_from, "SHORT_DATE_FORMAT")
    if adoption.effective_until is None:
        return _("since %(start)s") % {"start": start}
    end = formats.date_format(adoption.effective_until, "SHORT_DATE_FORMAT")
    return _("from %(start)s until %(end)s") % {"start": start, "end": end}


def _plain_edition(edition: ProgrammeEdition) -> dict[str, Any]:
    return {
        "programme": edition.programme.key,
        "edition": edition.key,
        "title": edition.content.title,
        "issuer": edition.content.issuer,
        "sha256": edition.sha256,
    }


def _plain_adoption(adoption: Adoption) -> dict[str, Any]:
    return {
        "programme": adoption.edition.programme.key,
        "edition": adoption.edition.key,
        "place": adoption.place_id,
        "from": adoption.effective_from,
        "until": adoption.effective_until,
        "groups_of": adoption.groups_of.key if adoption.groups_of else None,
        "first_reports": [
            {
                "calendar": first.calendar.key,
                "period": first.period.key if first.period else None,
                "due": first.due,
            }
            for first in first_reports(adoption)
        ],
    }

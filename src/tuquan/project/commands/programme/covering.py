"""`tuquan programme coverage`: each rule of the source documents and where it is carried."""

from __future__ import annotations

import argparse
from collections import Counter
from importlib.resources import files

from django.utils.translation import gettext as _

from tuquan.core.packs.coverage import Carried, CarriedBy, Ledger, coverage
from tuquan.core.packs.reading import Reading
from tuquan.core.programme import Pack
from tuquan.core.strict_yaml import read
from tuquan.programmes.services import read_pack, shipped_packs
from tuquan.project.commands.console import print_json, say_line

_FILE = "coverage.yaml"
_LONGEST_LINE = 160


def show_coverage(arguments: argparse.Namespace) -> int:
    """Print every rule in order; 1 when one of them is carried nowhere."""
    carried = coverage(ledger(), packs_that_come_along())
    if arguments.json:
        rules = [{"id": c.id, "carried_by": c.carried_by, "where": c.where} for c in carried]
        print_json({"rules": rules})
    else:
        _print(carried)
    return 0 if all(one.carried_by for one in carried) else 1


def ledger() -> Ledger:
    """The list of all rules that comes with the product; `ValueError` when it cannot be read."""
    text = files("tuquan.packs").joinpath(_FILE).read_text("utf-8")
    node, problems = read(text, _FILE)
    reading = Reading()
    found = reading.read(Ledger, node) if node is not None else Ledger(())
    if problems := [*problems, *reading.problems]:
        raise ValueError(f"{_FILE} cannot be read: {problems[0].code} at {problems[0].where}.")
    return found


def packs_that_come_along() -> list[Pack]:
    """The packs that come with the product and can be read."""
    return [pack for folder in shipped_packs() if (pack := read_pack(folder)[0]) is not None]


def _print(carried: list[Carried]) -> None:
    names: dict[CarriedBy, str] = {
        "pack": _("in a pack"),
        "code": _("in the program"),
        "gap": _("open in the source"),
        "planned": _("planned"),
        "": _("missing"),
    }
    for one in carried:
        where = one.where
        if len(where) > _LONGEST_LINE:
            where = where[:_LONGEST_LINE].rsplit(" ", 1)[0] + " …"
        say_line(f"{one.id}  {names[one.carried_by]}: {where}")
    counts = Counter(one.carried_by for one in carried)
    said = ", ".join(f"{names[way]} {counts[way]}" for way in names if counts[way])
    say_line(_("%(count)s rules: %(said)s.") % {"count": len(carried), "said": said})

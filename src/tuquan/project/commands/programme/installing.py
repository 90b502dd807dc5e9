"""`tuquan programme install`: put the editions of a pack beside those that are there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import install_pack, install_shipped, read_pack
from tuquan.project.commands.console import ACTOR, print_json, say_line
from tuquan.project.commands.programme.checking import print_mistakes


def install(arguments: argparse.Namespace) -> int:
    """Install a folder or a pack that comes along; 1 when it has mistakes."""
    folder = Path(arguments.pack)
    if folder.is_dir():
        pack, problems = read_pack(folder)
        if pack is None:
            return print_mistakes(problems, arguments.json)
        done = install_pack(ACTOR, pack)
    else:
        done = install_shipped(ACTOR, arguments.pack)
    if arguments.json:
        new, renewed = (list(map(plain_edition, rows)) for rows in (done.new, done.renewed))
        print_json({"installed": new, "papers_renewed": renewed})
        return 0
    for edition in done.new:
        say_line(_("Installed: %(programme)s, edition %(edition)s.") % _names(edition))
    for edition in done.renewed:
        say_line(_("Forms renewed: %(programme)s, edition %(edition)s.") % _names(edition))
    if not done:
        say_line(_("Nothing new: this is installed already."))
    return 0


def _names(edition: ProgrammeEdition) -> dict[str, str]:
    return {"programme": edition.programme.name, "edition": edition.key}


def plain_edition(edition: ProgrammeEdition) -> dict[str, Any]:
    """An installed edition with stable keys."""
    return {
        "programme": edition.programme.key,
        "edition": edition.key,
        "title": edition.content.title,
        "issuer": edition.content.issuer,
        "sha256": edition.sha256,
    }

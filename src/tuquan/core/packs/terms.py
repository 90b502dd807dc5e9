"""The local terms of a place, written in a file as a pack is: strictly, all mistakes at once."""

from __future__ import annotations

from tuquan.core import strict_yaml
from tuquan.core.localising import check_terms, localise
from tuquan.core.packs.checks import check_edition
from tuquan.core.packs.reading import Reading
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms


def read_terms(text: str, file: str, edition: Edition) -> tuple[LocalTerms | None, list[Problem]]:
    """Read local terms; criteria that are added must hold together with those of the edition.

    What a place may not choose (`check_terms`) is for the service to refuse: it has no line.
    """
    node, problems = strict_yaml.read(text, file)
    if node is None:
        return None, problems
    reading = Reading()
    terms = reading.read(LocalTerms, node)
    if not reading.problems and not check_terms(edition, terms):
        check_edition(reading, localise(edition, terms))
    problems += reading.problems
    return (None if any(not one.is_warning for one in problems) else terms), problems

"""From the files of a pack to the pack, or to everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import PurePosixPath

from tuquan.core import strict_yaml
from tuquan.core.packs.checks import check_cases, check_edition
from tuquan.core.packs.reading import Reading
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack, Paper
from tuquan.core.programme.cases import Case
from tuquan.core.time import in_force

FOLDER_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = timedelta(days=1)
_PLACE = re.compile(r"^(.*?)(?::([0-9]+):([0-9]+))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PackFile:
    """What `pack.yaml` says."""

    key: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One file of cases."""

    cases: tuple[Case, ...]


@dataclass(slots=True)
class _EditionFiles:
    """The files of one edition, by what they hold."""

    edition: str = ""
    papers: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


def load_pack(files: Mapping[str, str]) -> tuple[Pack | None, list[Problem]]:
    """Read one pack; all its problems at once, in the order of files and lines.

    `files` maps paths to texts: `pack.yaml`, `<edition>/edition.yaml`, `<edition>/papers/*.yaml`
    and `<edition>/cases/*.yaml`, with or without the pack's own folder in front. The pack is there
    unless something is wrong; warnings (`Problem.is_warning`) come with it.
    """
    outside = [path for path in files if _leads_outside(path)]
    problems = [Problem("path_outside_pack", path) for path in outside]
    paths = sorted(files.keys() - set(outside))
    heads = [path for path in paths if PurePosixPath(path).name == "pack.yaml"]
    if len(heads) != 1:
        code = "several_packs" if heads else "file_missing"
        return None, [Problem(code, heads[1] if heads else "pack.yaml"), *problems]
    folder = PurePosixPath(heads[0]).parent
    reading = Reading()
    head = _read_head(reading, heads[0], files[heads[0]], folder.name)
    layout, unknown = _layout(paths, folder)
    problems += [Problem("unknown_file", path) for path in unknown if path != heads[0]]
    if len(files) == 1:
        problems.append(Problem("no_edition", heads[0]))
    editions: list[Edition] = []
    cases: dict[str, tuple[Case, ...]] = {}
    readings = [reading]
    for name, found in layout.items():
        readings.append(Reading())
        edition = _read_edition(readings[-1], files, name, found, head.key)
        if edition is not None:
            editions.append(edition)
            cases[edition.key] = _read_cases(readings[-1], files, found.cases, edition)
    problems += [problem for each in readings for problem in each.problems]
    editions.sort(key=lambda edition: (edition.effective_from, edition.key))
    problems += _overlaps(readings, editions)
    problems.sort(key=_place_in_files)
    if len(problems) > strict_yaml.MOST_PROBLEMS:
        last = problems[strict_yaml.MOST_PROBLEMS]
        problems[strict_yaml.MOST_PROBLEMS :] = [Problem("more_problems", last.where)]
    if any(not problem.is_warning for problem in problems):
        return None, problems
    return Pack(head.key, head.name, head.name_en, tuple(editions), cases), problems


def _leads_outside(path: str) -> bool:
    """Whether a path could mean anything but a file below the folder of the pack."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or any(sign in path for sign in "\\:\0")


def _layout(
    paths: Iterable[str], folder: PurePosixPath
) -> tuple[dict[str, _EditionFiles], list[str]]:
    """The files of each edition by the name of its folder, and the files nobody reads."""
    found: dict[str, _EditionFiles] = {}
    unknown = []
    for path in paths:
        match PurePosixPath(path).relative_to(folder).parts if _below(path, folder) else ():
            case (name, "edition.yaml"):
                found.setdefault(name, _EditionFiles()).edition = path
            case (name, "papers", file) if file.endswith(".yaml"):
                found.setdefault(name, _EditionFiles()).papers.append(path)
            case (name, "cases", file) if file.endswith(".yaml"):
                found.setdefault(name, _EditionFiles()).cases.append(path)
            case _:
                unknown.append(path)
    for name in [name for name, files in found.items() if not files.edition]:
        files = found.pop(name)
        unknown += [*files.papers, *files.cases]
    return found, unknown


def _below(path: str, folder: PurePosixPath) -> bool:
    return PurePosixPath(path).is_relative_to(folder)


def _read_head(reading: Reading, path: str, text: str, folder: str) -> PackFile:
    node, problems = strict_yaml.read(text, path)
    reading.problems += problems
    if node is None:
        return PackFile("", "")
    head = reading.read(PackFile, node)
    if not FOLDER_NAME.fullmatch(head.key):
        reading.report(head, "key", "bad_key", key=head.key)
    elif folder and head.key != folder:
        reading.report(head, "key", "key_is_not_folder", key=head.key, folder=folder)
    return head


def _read_edition(
    reading: Reading, files: Mapping[str, str], folder: str, found: _EditionFiles, programme: str
) -> Edition | None:
    """The edition with its papers, checked; none when its file holds no YAML at all."""
    papers = [paper for path in found.papers for paper in _read_paper(reading, path, files[path])]
    node, problems = strict_yaml.read(files[found.edition], found.edition)
    reading.problems += problems
    if node is None:
        return None
    if isinstance(node, strict_yaml.Mapping) and "papers" in node.entries:
        reading.problems.append(Problem("papers_in_edition", node.keys_where["papers"]))
    papers.sort(key=lambda paper: paper.key)
    edition = reading.read(Edition, node, papers=tuple(papers))
    if edition.key != folder:
        reading.report(edition, "key", "key_is_not_folder", key=edition.key, folder=folder)
    if programme and edition.programme != programme:
        params = {"programme": edition.programme, "pack": programme}
        reading.report(edition, "programme", "other_programme", **params)
    check_edition(reading, edition)
    return edition


def _read_paper(reading: Reading, path: str, text: str) -> list[Paper]:
    """The paper in a file, whose name is the paper's key with `-` for `_` if one likes."""
    node, problems = strict_yaml.read(text, path)
    reading.problems += problems
    if node is None:
        return []
    paper = reading.read(Paper, node)
    file = PurePosixPath(path).stem
    if paper.key != file.replace("-", "_"):
        reading.report(paper, "key", "key_is_not_file", key=paper.key, file=file)
    return [paper]


def _read_cases(
    reading: Reading, files: Mapping[str, str], paths: list[str], edition: Edition
) -> tuple[Case, ...]:
    cases: list[Case] = []
    for path in paths:
        node, problems = strict_yaml.read(files[path], path)
        reading.problems += problems
        if node is not None:
            cases += reading.read(CaseFile, node).cases
    check_cases(reading, edition, cases)
    return tuple(cases)


def _overlaps(readings: Iterable[Reading], editions: list[Edition]) -> list[Problem]:
    """Two editions of one programme are never in force on the same day.

    One that names no last day holds until the next one begins: it may be installed already.
    """
    found = []
    for older, newer in pairwise(editions):
        until = older.effective_until or max(older.effective_from + _DAY, newer.effective_from)
        if in_force(older.effective_from, until, newer.effective_from):
            where = next(r.where(newer, "effective_from") for r in readings if r.knows(newer))
            found.append(Problem("overlapping_dates", where, {"other": older.key}))
    return found


def _place_in_files(problem: Problem) -> tuple[str, int, int]:
    path, line, column = _PLACE.split(problem.where)[1:4]
    return path, int(line or 0), int(column or 0)

"""The how-to page on programmes: every example loads, every case passes, no kind is left out."""

from __future__ import annotations

import argparse
import dataclasses
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.utils import translation

from tuquan.base.texts.packs import mistake
from tuquan.base.working_days import work_calendar
from tuquan.core.localising import check_terms
from tuquan.core.packs import load_pack, read_terms
from tuquan.core.packs.cases import run_cases
from tuquan.core.problems import Problem
from tuquan.core.programme import Bound, Edition, Pack, Points, Question, Rule
from tuquan.core.programme.cases import CaseKind
from tuquan.core.programme.local import LocalTerms
from tuquan.core.time import DueRule, PeriodKind
from tuquan.project.commands import programme

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = (DOCS / "how-to" / "add-a-programme.md").read_text("utf-8")
HEAD = "key: minh-son-2026\nname: Tổ tự quản\n"
EDITION = "minh-son-2026/2026/edition.yaml"
_BLOCK = re.compile(r"^```yaml\n# ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Chapter:
    """The examples under one heading; together with the base they are one pack."""

    title: str
    blocks: list[tuple[str, str]] = field(default_factory=list)

    def texts(self, label: str) -> list[str]:
        return [text for found, text in self.blocks if found == label]

    def labelled(self, start: str) -> list[tuple[list[str], str]]:
        """The blocks that name the problems they have, with those names."""
        return [
            (found.removeprefix(start).split(", "), text)
            for found, text in self.blocks
            if found.startswith(start)
        ]

    def load(self, *more: str) -> tuple[Pack | None, list[Problem]]:
        edition = merged(BASE, self.texts("edition"), more)
        files = {"minh-son-2026/pack.yaml": HEAD, EDITION: edition}
        for text in self.texts("paper"):
            files[f"minh-son-2026/2026/papers/{text.split()[1]}.yaml"] = text
        for number, text in enumerate(self.texts("cases")):
            files[f"minh-son-2026/2026/cases/{number}.yaml"] = text
        return load_pack(files)


def chapters() -> list[Chapter]:
    parts = re.split(r"^##+ (.+)$", PAGE, flags=re.MULTILINE)
    found = [
        Chapter(title, _BLOCK.findall(text))
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
    ]
    return [chapter for chapter in found if chapter.blocks]


def by_key(text: str) -> dict[str, str]:
    """The lines under each key of the topmost level."""
    parts = re.split(r"^(\w+:)", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def merged(*texts: Any) -> str:
    """One edition of several texts: what stands under the same key goes into one list."""
    found: dict[str, str] = {}
    for text in texts:
        for each in (text,) if isinstance(text, str) else text:
            for key, lines in by_key(each).items():
                found[key] = found.get(key, "") + lines
    return "\n".join(f"{key}{lines.rstrip()}".replace("\n\n", "\n") for key, lines in found.items())


CHAPTERS = chapters()
(BASE,) = [text for chapter in CHAPTERS for text in chapter.texts("base")]


def loaded(chapter: Chapter) -> Pack:
    pack, problems = chapter.load()
    assert problems == []
    assert pack is not None
    return pack


def parts(item: Any) -> Iterator[Any]:
    """The definition object and every one inside it."""
    yield item
    for each in dataclasses.fields(item):
        value = getattr(item, each.name)
        for part in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(part):
                yield from parts(part)


def shown(*kinds: type) -> list[Any]:
    """Every part of these classes in the editions of the page."""
    editions = [edition for chapter in CHAPTERS for edition in loaded(chapter).editions]
    return [part for edition in editions for part in parts(edition) if isinstance(part, kinds)]


def choices(cls: type, name: str) -> set[str]:
    """The words a key may have."""
    return set(get_args(get_type_hints(cls)[name]))


def codes(problems: list[Problem], *, warnings: bool = False) -> list[str]:
    return [problem.code for problem in problems if problem.is_warning == warnings]


def test_every_yaml_block_says_what_it_is_part_of() -> None:
    labels = [label.split(":")[0] for chapter in CHAPTERS for label, _ in chapter.blocks]
    assert len(labels) == PAGE.count("```yaml")
    assert set(labels) == {
        *("base", "edition", "cases", "paper", "refused", "warned", "terms", "terms refused"),
    }


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.title)
def test_the_examples_of_a_chapter_are_a_pack_without_problems(chapter: Chapter) -> None:
    assert loaded(chapter).key == "minh-son-2026"


WITH_CASES = [chapter for chapter in CHAPTERS if chapter.texts("cases")]


@pytest.mark.parametrize("chapter", WITH_CASES, ids=lambda chapter: chapter.title)
def test_the_cases_of_a_chapter_come_out_as_they_say(chapter: Chapter) -> None:
    pack = loaded(chapter)
    results = run_cases(pack.editions[0], pack.cases["2026"], work_calendar())
    assert results
    assert [
        (one.case.name, one.expected, one.found, one.problem) for one in results if not one.passed
    ] == []


REFUSED = [(chapter, *one) for chapter in CHAPTERS for one in chapter.labelled("refused: ")]
WARNED = [(chapter, *one) for chapter in CHAPTERS for one in chapter.labelled("warned: ")]


@pytest.mark.parametrize(("chapter", "expected", "text"), REFUSED)
def test_what_the_page_calls_refused_has_exactly_those_problems(
    chapter: Chapter, expected: list[str], text: str
) -> None:
    pack, problems = chapter.load(text)
    assert (pack, codes(problems)) == (None, expected)


@pytest.mark.parametrize(("chapter", "expected", "text"), WARNED)
def test_what_the_page_calls_warned_has_exactly_those_warnings(
    chapter: Chapter, expected: list[str], text: str
) -> None:
    pack, problems = chapter.load(text)
    assert pack is not None
    assert (codes(problems), codes(problems, warnings=True)) == ([], expected)


def test_the_sentence_of_the_guard_is_the_one_on_the_page() -> None:
    (chapter, _, text) = next(one for one in REFUSED if one[1] == ["about_a_person"])
    with translation.override("en"):
        (sentence,) = map(mistake, chapter.load(text)[1])
    assert sentence in " ".join(PAGE.replace("\n> ", " ").split())


def terms_blocks(label: str) -> list[tuple[Edition, list[str], str]]:
    return [
        (loaded(chapter).editions[0], *one)
        for chapter in CHAPTERS
        for one in chapter.labelled(label)
    ]


def test_the_local_terms_are_read_allowed_and_show_every_key() -> None:
    ((edition, _, text),) = [
        (loaded(chapter).editions[0], [], text)
        for chapter in CHAPTERS
        for text in chapter.texts("terms")
    ]
    terms, problems = read_terms(text, "terms.yaml", edition)
    assert problems == []
    assert terms is not None
    assert check_terms(edition, terms) == []
    empty = [each.name for each in dataclasses.fields(LocalTerms) if not getattr(terms, each.name)]
    assert empty == []


def test_looser_terms_are_refused_as_the_page_says() -> None:
    for edition, expected, text in terms_blocks("terms refused: "):
        terms, problems = read_terms(text, "terms.yaml", edition)
        assert problems == []
        assert terms is not None
        assert codes(check_terms(edition, terms)) == expected


def test_every_kind_of_rule_is_shown() -> None:
    assert {type(rule) for rule in shown(*get_args(Rule))} == set(get_args(Rule))


def test_every_kind_of_bound_is_shown() -> None:
    keys = {
        (each.name, getattr(bound, each.name) if each.name == "against" else "")
        for bound in shown(Bound)
        for each in dataclasses.fields(Bound)
        if getattr(bound, each.name)
    }
    against = {("against", word) for word in choices(Bound, "against") - {""}}
    others = {(each.name, "") for each in dataclasses.fields(Bound) if each.name != "against"}
    assert keys == against | others


def test_every_way_and_unit_of_a_date_is_shown() -> None:
    (cls,) = [cls for cls in get_args(Rule) if cls.__name__ == "DateRule"]
    rules = shown(cls)
    assert {rule.unit for rule in rules} == choices(cls, "unit")
    ways = ("on_or_before", "last_day", "after")
    assert {way for rule in rules for way in ways if getattr(rule, way)} == set(ways)


def test_every_kind_and_role_of_points_is_shown() -> None:
    points = shown(Points)
    assert {each.kind for each in points} == choices(Points, "kind")
    assert {each.role for each in points} == choices(Points, "role")


def test_every_way_a_report_can_be_due_is_shown() -> None:
    ways = {way for rule in shown(DueRule) for way in rule.ways}
    assert ways == {each.name for each in dataclasses.fields(DueRule)} - {"after_event"}


def test_every_kind_of_period_and_of_question_is_shown() -> None:
    editions = [edition for chapter in CHAPTERS for edition in loaded(chapter).editions]
    periods = {calendar.period for edition in editions for calendar in edition.calendars}
    assert periods == set(get_args(PeriodKind))
    assert {question.kind for question in shown(Question)} == choices(Question, "kind")


def test_every_kind_of_case_is_shown() -> None:
    cases = [case for chapter in CHAPTERS for case in loaded(chapter).cases["2026"]]
    assert {case.kind for case in cases} == set(get_args(CaseKind))


def commands() -> list[str]:
    return re.findall(r"^\$ tuquan programme (.+?)(?: > .*)?$", PAGE, re.MULTILINE)


def test_every_command_on_the_page_is_one_the_program_understands() -> None:
    parser = argparse.ArgumentParser()
    programme.add_arguments(parser)
    said = [parser.parse_args(shlex.split(command)).what for command in commands()]
    assert set(said) == {"new", "check", "schema", "install", "list", "adopt", "diff"}


def two_editions(end: str) -> list[str]:
    """The problems of a folder with the base and a correction of it."""
    newer = BASE.replace('key: "2026"', 'key: "2026-2"').replace("2026-01-01", "2026-08-01")
    return codes(
        load_pack(
            {
                "minh-son-2026/pack.yaml": HEAD,
                EDITION: BASE + end,
                "minh-son-2026/2026-2/edition.yaml": newer,
            }
        )[1]
    )


def test_a_correction_stands_beside_an_edition_that_has_ended_or_names_no_end() -> None:
    assert two_editions("") == []
    assert two_editions("effective_until: 2026-08-01\n") == []
    assert two_editions("effective_until: 2031-01-01\n") == ["overlapping_dates"]


def test_every_link_leads_to_a_chapter_of_the_reference() -> None:
    reference = (DOCS / "pack-format.md").read_text("utf-8")
    headings = {
        heading.strip("`").lower() for heading in re.findall(r"^##+ (.+)$", reference, re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)#]+)#?([^)]*)\)", PAGE)
    assert {target for target, _ in links} == {"../pack-format.md"}
    assert {anchor for _, anchor in links} - {""} <= headings

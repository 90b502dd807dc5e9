"""An edition arranged as an official reads it, with how places run it beside each item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from tuquan.base.texts import document as words
from tuquan.base.texts.local_terms import local_words
from tuquan.base.texts.rules import rule_words
from tuquan.base.texts.wording import due_words, worded
from tuquan.core.localising import inherit
from tuquan.core.programme import (
    Calendar,
    Criterion,
    Edition,
    Form,
    GroupRules,
    Milestone,
    Question,
)
from tuquan.programmes.models import Adoption, ProgrammeEdition, ProgrammeEditions
from tuquan.programmes.queries.adoptions import installed_editions


@dataclass(frozen=True, slots=True)
class Here:
    """What a place has otherwise than the document."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something an edition says, with what follows from it in words, and how places run it.

    `other` is what it refers to, `entries` what stands inside it.
    """

    item: Any
    words: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()
    here: tuple[Here, ...] = ()
    depth: int = 0
    other: Any = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """Entries that belong together, under the words they share."""

    title: str
    entries: tuple[Entry, ...]
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document that is not empty, and the template that shows it."""

    key: str
    title: str

    @property
    def template(self) -> str:
        """The include that shows the part."""
        return f"programmes/_part_{self.key}.html"


@dataclass(frozen=True, slots=True)
class Document:
    """An edition ready to be read, part by part."""

    parts: tuple[Part, ...]
    links: tuple[Entry, ...]
    provisions: tuple[Heading, ...]
    duties: tuple[Heading, ...]
    boards: tuple[Entry, ...]
    kinds: tuple[Entry, ...]
    chain: tuple[Entry, ...]
    steps: tuple[Heading, ...]
    meetings: tuple[Entry, ...]
    calendars: tuple[Entry, ...]
    incidents: tuple[Entry, ...]
    forms: tuple[Entry, ...]
    criteria: tuple[Entry, ...]
    added: tuple[Entry, ...]
    scoring: tuple[str, ...]
    classes: tuple[Entry, ...]
    assessment: tuple[Entry, ...]
    pledges: tuple[Entry, ...]
    awards: tuple[Entry, ...]
    parameters: tuple[Entry, ...]
    papers: tuple[Entry, ...]
    notes: tuple[Entry, ...]


def read_document(edition: ProgrammeEdition, adoptions: Iterable[Adoption] = ()) -> Document:
    """The edition as a document; what the adoptions have otherwise stands beside the items."""
    running = tuple(adoptions)
    return _Reader(edition.content, running).document(_named_editions(edition.content))


def editions_beside(edition: ProgrammeEdition) -> ProgrammeEditions:
    """The other installed editions of the same programme."""
    return installed_editions().filter(programme=edition.programme_id).exclude(pk=edition.pk)


def with_parent(edition: Edition) -> Edition:
    """An edition not installed yet, with what it takes over where the parent is installed."""
    if edition.inherits is None:
        return edition
    taken_from = edition.inherits
    parent = installed_editions().filter(
        programme__key=taken_from.programme, key=taken_from.edition
    )
    found = parent.first()
    return inherit(edition, found.content) if found else edition


def _named_editions(content: Edition) -> Mapping[str, ProgrammeEdition]:
    """The newest installed edition of each programme the edition hangs together with."""
    keys = {link.programme for link in content.links} - {""}
    found = installed_editions().filter(programme__key__in=keys) if keys else ()
    return {
        one.programme.key: one for one in sorted(found, key=lambda one: one.content.effective_from)
    }


class _Reader:
    """Arranges one edition."""

    def __init__(self, content: Edition, adoptions: Sequence[Adoption]) -> None:
        self.content = content
        self.adoptions = adoptions
        self.here: dict[str, list[Here]] = defaultdict(list)
        for adoption in adoptions:
            for item, text in local_words(content, adoption.terms):
                self.here[item].append(Here(adoption.place.name, text))

    def document(self, named: Mapping[str, ProgrammeEdition]) -> Document:
        """Everything in its place."""
        content = self.content
        scoring = content.scoring
        return Document(
            parts=tuple(self._parts()),
            links=tuple(
                Entry(link, words.fixed(link.relation), other=named.get(link.programme))
                for link in content.links
            ),
            provisions=tuple(self._provisions()),
            duties=tuple(self._duties()),
            boards=tuple(
                Entry(
                    board,
                    words.board_words(board),
                    entries=tuple(Entry(seat, words.seat_words(seat)) for seat in board.seats),
                )
                for board in content.boards
            ),
            kinds=tuple(self._kind(kind) for kind in content.group_kinds),
            chain=tuple(
                self._entry("reporting_chain", level, level.kind)
                for level in content.reporting_chain
            ),
            steps=tuple(self._steps()),
            meetings=tuple(
                Entry(one, ", ".join(words.fixed(period) for period in one.periods))
                for one in content.meetings
            ),
            calendars=tuple(self._calendar(calendar) for calendar in content.calendars),
            incidents=tuple(
                self._entry("incident_reports", one, one.key, self._form_title(one.form))
                for one in content.incident_reports
            ),
            forms=tuple(self._form(form) for form in content.forms),
            criteria=tuple(self._criteria(content.criteria)),
            added=tuple(self._added()),
            scoring=tuple(words.scoring_lines(scoring)) if scoring else (),
            classes=tuple(
                Entry(one, lines=tuple(words.class_lines(one, content)))
                for one in (scoring.classes if scoring else ())
            ),
            assessment=tuple(
                Entry(step, words.fixed(step.how), lines=tuple(words.step_days(step)))
                for step in content.assessment
            ),
            pledges=tuple(
                Entry(one, words.fixed(one.signed_by), words.fixed(one.renewed))
                for one in content.pledges
            ),
            awards=tuple(Entry(one, lines=tuple(words.award_lines(one))) for one in content.awards),
            parameters=tuple(self._entry("parameters", one, one.key) for one in content.parameters),
            papers=tuple(
                Entry(paper, words.fixed(paper.kind), words.fixed(paper.style))
                for paper in content.papers
            ),
            notes=tuple(self._entry("notes", note, note.key) for note in content.notes),
        )

    def _parts(self) -> Iterator[Part]:
        content = self.content
        filled = {
            "identity": True,
            "purpose": content.provisions or content.themes,
            "who": content.duties or content.boards,
            "where": content.pilots or content.group_kinds or content.reporting_chain,
            "when": content.milestones
            or content.meetings
            or content.calendars
            or content.incident_reports,
            "forms": content.forms,
            "criteria": content.criteria or any(one.terms.added for one in self.adoptions),
            "scoring": content.scoring,
            "assessment": content.assessment,
            "pledges": content.pledges or content.awards,
            "parameters": content.parameters,
            "papers": content.papers or content.recipients or content.signature,
            "open": content.notes,
        }
        for key, title in words.PARTS.items():
            if filled[key]:
                yield Part(key, str(title))

    def _entry(self, part: str, item: Any, key: str, said: str = "") -> Entry:
        return Entry(item, said, here=tuple(self.here[f"{part}/{key}"]))

    def _provisions(self) -> Iterator[Heading]:
        for kind, title in words.PROVISIONS.items():
            of_kind = [one for one in self.content.provisions if one.kind == kind]
            if of_kind:
                yield Heading(str(title), tuple(Entry(one) for one in of_kind))

    def _duties(self) -> Iterator[Heading]:
        """The duties of each body together, in the order in which the document names the bodies."""
        themes = {theme.key: theme for theme in self.content.themes}
        bodies: dict[tuple[str, str], list[Entry]] = {}
        for duty in self.content.duties:
            entry = Entry(
                duty,
                words.fixed(duty.role),
                here=tuple(self.here[f"duties/{duty.key}"]),
                other=themes.get(duty.theme),
            )
            bodies.setdefault((duty.by, duty.by_en), []).append(entry)
        for (by, by_en), entries in bodies.items():
            yield Heading(by, tuple(entries), by_en)

    def _kind(self, kind: GroupRules) -> Entry:
        positions = tuple(Entry(one, words.position_words(one)) for one in kind.positions)
        return Entry(kind, lines=tuple(words.group_lines(kind)), entries=positions)

    def _steps(self) -> Iterator[Heading]:
        """The milestones under the steps of the source, in its order."""
        for (step, step_en), of_step in groupby(
            self.content.milestones, lambda one: (one.step, one.step_en)
        ):
            yield Heading(step, tuple(self._milestone(one) for one in of_step), step_en)

    def _milestone(self, milestone: Milestone) -> Entry:
        condition = milestone.condition
        reached = rule_words(condition, self.content) if condition else ""
        return Entry(
            milestone,
            reached,
            lines=tuple(words.milestone_days(milestone)),
            here=tuple(self.here[f"milestones/{milestone.key}"]),
        )

    def _calendar(self, calendar: Calendar) -> Entry:
        lines = [due_words(calendar.due), *words.calendar_lines(calendar)]
        return Entry(
            calendar,
            words.reporter_words(calendar),
            self._form_title(calendar.form),
            tuple(lines),
            tuple(self.here[f"calendars/{calendar.key}"]),
            other=next((c for c in self.content.calendars if c.key == calendar.fed_by), None),
        )

    def _form_title(self, key: str) -> str:
        """What a form is called; nothing for a report without one."""
        form = next((form for form in self.content.forms if form.key == key), None)
        return worded(form, "title") if form else ""

    def _form(self, form: Form) -> Entry:
        sections = (
            Entry(section, entries=tuple(self._question(one, form) for one in section.questions))
            for section in form.sections
        )
        ratios = tuple(Entry(ratio, words.target_words(ratio, form)) for ratio in form.ratios)
        return Entry(form, entries=tuple(sections), other=ratios)

    def _question(self, question: Question, form: Form) -> Entry:
        return Entry(
            question,
            words.answer_words(question),
            words.sum_words(question),
            tuple(words.question_lines(question, form)),
            other=words.target_words(question, form),
        )

    def _criteria(self, criteria: Iterable[Criterion], depth: int = 0) -> Iterator[Entry]:
        for criterion in criteria:
            yield self._criterion(criterion, self.content, depth)
            yield from self._criteria(criterion.parts, depth + 1)

    def _criterion(self, criterion: Criterion, edition: Edition, depth: int) -> Entry:
        rule = rule_words(criterion.rule, edition) if criterion.rule else ""
        applies = criterion.applies_when
        return Entry(
            criterion,
            rule,
            rule_words(applies, edition) if applies else "",
            tuple(words.points_lines(criterion, edition)),
            tuple(self.here[f"criteria/{criterion.key}"]),
            depth,
        )

    def _added(self) -> Iterator[Entry]:
        """The criteria that places added, each with the place it holds in."""
        for adoption in self.adoptions:
            for criterion in adoption.terms.added:
                entry = self._criterion(criterion, adoption.content, 0)
                yield replace(entry, other=adoption.place.name)
